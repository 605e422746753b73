import { UsageError } from './usageError.ts'

/** `a,b` with each name there once; null: not given. @throws UsageError */
export function nameList(option: string, given: string | null): string[] | null {
  if (given === null) return null
  const names = given.split(',').map((name) => name.trim())
  if (names.includes(''))
    throw new UsageError(`--${option} ${given}: a name is empty; expected names joined by commas.`)
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined)
    throw new UsageError(`--${option} ${given}: ${double} is there twice; each name may be there once.`)
  return names
}
