import { UsageError } from './usageError.ts'

/** `a=b,c=d`; what stands behind the sign may be empty. */
export function nameMap(option: string, given: string | null): Record<string, string> | null {
  if (given === null) return null
  const pairs = given.split(',').map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new UsageError(`--${option} ${given}: expected name=value, joined by commas.`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return Object.fromEntries(pairs)
}
