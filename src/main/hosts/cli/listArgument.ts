import type { Arguments } from './arguments.ts'
import { UsageError } from './usageError.ts'

/** The words of `--option a,b`, each one of `choices`. @throws UsageError */
export function listOf<C extends string>(args: Arguments, option: string, choices: readonly C[]): C[] {
  const given = args.text(option)
  if (given === null) return []
  return given.split(',').map((name) => {
    const choice = choices.find((known) => known === name.trim())
    if (choice !== undefined) return choice
    throw new UsageError(`--${option} ${given}: expected some of ${choices.join(', ')}, joined by commas.`)
  })
}
