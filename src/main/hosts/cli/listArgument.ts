import type { Arguments } from './arguments.ts'
import { UsageError } from './usageError.ts'

/** The words of `--option a,b`, each one of `choices` and there once. @throws UsageError */
export function listOf<C extends string>(args: Arguments, option: string, choices: readonly C[]): C[] {
  const given = args.text(option)
  if (given === null) return []
  const named = given.split(',').map((name) => {
    const choice = choices.find((known) => known === name.trim())
    if (choice !== undefined) return choice
    throw new UsageError(`--${option} ${given}: expected some of ${choices.join(', ')}, joined by commas.`)
  })
  return [...new Set(named)]
}
