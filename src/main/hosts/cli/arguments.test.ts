import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments.ts'
import { UsageError } from './usageError.ts'

const SPECS = { delimiter: { value: 'CHAR', help: 'what stands between columns' } }
const delimiter = (...argv: string[]): string | null => parseArguments(argv, SPECS).character('delimiter')

describe('an option of one character', () => {
  it('is that character, or a TAB by the name it has in programs', () => {
    expect(delimiter()).toBeNull()
    expect(delimiter('--delimiter', ';')).toBe(';')
    expect(delimiter('--delimiter', '\\t')).toBe('\t')
  })

  it.each([';;', ''])('is not %j', (given) => {
    expect(() => delimiter('--delimiter', given)).toThrow(UsageError)
    expect(() => delimiter('--delimiter', given)).toThrow(`--delimiter ${given}: expected one character`)
  })
})
