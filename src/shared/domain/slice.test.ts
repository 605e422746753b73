import { describe, expect, it } from 'vitest'
import { formOf, scoreGroup, surfaceOf } from './slice.ts'

describe('formOf', () => {
  it.each([
    ['#Lisbon wins', 0, 1, 'hashtag'],
    ['# Lisbon wins', 1, 2, 'hashtag'],
    ['hello @adaberg', 1, 2, 'handle'],
    ['NASA lands', 0, 1, 'all-capitals'],
    ['Ada Berg', 0, 2, 'capitalised'],
    ['"Ada Berg', 0, 2, 'capitalised'],
    ['A new day', 0, 1, 'capitalised'],
    ['ada berg', 0, 2, 'lower-case'],
    ['iPhone out', 0, 1, 'other'],
    ['東京 の 夜', 0, 1, 'other'],
  ] as const)('%s', (text, start, end, form) => {
    expect(formOf(text.split(' '), { start, end })).toBe(form)
  })
})

describe('scoreGroup', () => {
  it('names the lower end of its tenth', () => {
    expect([0, 0.09, 0.1, 0.87, 0.9, 1].map(scoreGroup)).toEqual(['0.0', '0.0', '0.1', '0.8', '0.9', '0.9'])
  })
})

describe('surfaceOf', () => {
  it('is the words of the span in any case', () => {
    expect(surfaceOf(['At', 'Oracle', 'ARENA'], { start: 1, end: 3 })).toBe('oracle arena')
  })
})
