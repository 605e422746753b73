import { describe, expect, it } from 'vitest'
import { statusSign } from './statusSign.ts'

describe('statusSign', () => {
  it('shows the most pressing sign and says all in words', () => {
    const plain = { current: false, reviewed: false, flagged: false, problems: 0 }
    expect(statusSign(plain)).toEqual({ name: 'open', symbol: '○', words: 'Not reviewed' })
    expect(statusSign({ ...plain, reviewed: true }).symbol).toBe('✓')
    expect(statusSign({ ...plain, problems: 2 })).toMatchObject({
      symbol: '!',
      words: 'Not reviewed, 2 problems',
    })
    expect(statusSign({ ...plain, reviewed: true, flagged: true })).toMatchObject({
      symbol: '⚑',
      words: 'Reviewed, flagged',
    })
    expect(statusSign({ ...plain, current: true }).symbol).toBe('●')
  })
})
