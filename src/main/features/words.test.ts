import { describe, expect, it } from 'vitest'
import { isAllCapitals, isCapitalised, normaliseWord, wordShape } from './words.ts'

describe('normaliseWord', () => {
  it.each([
    ['https://t.co/x1', 'http'],
    ['http', 'http'],
    ['URL34', 'http'],
    ['www.site.org', 'http'],
    ['@USER12', '@user'],
    ['@ada_b', '@user'],
    ['@', '@'],
    ['don’t', "don't"],
    ['Zürich', 'Zürich'],
    ['httpd', 'httpd'],
  ])('reads %s as %s', (token, word) => {
    expect(normaliseWord(token)).toBe(word)
  })
})

describe('wordShape', () => {
  it.each([
    ['McGregor', 'XxXxx'],
    ['2017', 'dd'],
    ['#Win', '#Xxx'],
    ['O’Neil', 'X’Xxx'],
    ['!!!!', '!!'],
    ['東京', 'xx'],
    ['aBcDeFgHiJ', 'xXxXxXxX'],
  ])('draws %s as %s', (word, shape) => {
    expect(wordShape(word)).toBe(shape)
  })
})

describe('capitals', () => {
  it('tells a capitalised word from a word in capitals', () => {
    expect(['Ada', 'NASA', 'A', 'iPhone', 'Éa'].map(isCapitalised)).toEqual([true, true, true, false, true])
    expect(['Ada', 'NASA', 'A', 'U.S.', 'B2B'].map(isAllCapitals)).toEqual([false, true, false, true, true])
  })
})
