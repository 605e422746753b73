import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { basicTokens, WordPieces } from './wordPieces.ts'

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']
const VOCABULARY = [
  ...SPECIAL,
  'want',
  '##want',
  '##ed',
  'wa',
  'un',
  'runn',
  '##ing',
  ',',
  'cafe',
  '@',
  'a',
  '日',
]
const row = (piece: string): number => VOCABULARY.indexOf(piece)
const rows = (...pieces: string[]): number[] => pieces.map(row)
const uncased = new WordPieces(VOCABULARY, 'vocab.txt')
const cased = new WordPieces([...VOCABULARY, 'A', 'É'], 'vocab.txt')

describe('word pieces', () => {
  it.each([
    ['unwanted', ['un', '##want', '##ed']],
    ['running', ['runn', '##ing']],
    // the longest piece wins, and what is then left over cannot be covered
    ['wanting', ['want', '##ing']],
    ['wax', ['[UNK]']],
    ['unwantedX', ['[UNK]']],
    ['Café', ['cafe']],
    ['@a,', ['@', 'a', ',']],
    ['日日', ['日', '日']],
    ['a'.repeat(101), ['[UNK]']],
    // nothing visible is left of these
    ['\uFE0F', ['[UNK]']],
    ['\u200B', ['[UNK]']],
    ['', ['[UNK]']],
  ])('of %j', (token, pieces) => {
    expect(uncased.piecesOf(token)).toEqual(rows(...pieces))
  })

  it('keep case and accents where the vocabulary has capitals', () => {
    expect([uncased.uncased, cased.uncased]).toEqual([true, false])
    expect(cased.piecesOf('A')).toEqual([VOCABULARY.length])
    expect(cased.piecesOf('É')).toEqual([VOCABULARY.length + 1])
    expect(cased.piecesOf('Café')).toEqual(rows('[UNK]'))
  })

  it('of a text stand between its marks, each word with its first piece', () => {
    expect(uncased.encode(['unwanted', '\u200D', 'running'])).toEqual({
      pieces: Int32Array.from(rows('[CLS]', 'un', '##want', '##ed', '[UNK]', 'runn', '##ing', '[SEP]')),
      firsts: Int32Array.of(1, 4, 5),
    })
  })

  it('lose no word and leave no gap, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (tokens) => {
        const { pieces, firsts } = uncased.encode(tokens)
        const each = tokens.map((token) => uncased.piecesOf(token))
        expect(each.every((found) => found.length > 0)).toBe(true)
        expect([...pieces]).toEqual([row('[CLS]'), ...each.flat(), row('[SEP]')])
        for (const [word, found] of each.entries()) expect(pieces[firsts[word] ?? -1]).toBe(found[0])
      }),
    )
  })

  it('take a vocabulary of half a million pieces, as models of a hundred languages have', () => {
    const many = Array.from({ length: 500_000 }, (_, index) => `w${index}`)
    expect(new WordPieces([...SPECIAL, ...many], 'vocab.txt').piecesOf('w499999')).toEqual([500_004])
  })

  it('refuse a vocabulary that is none', () => {
    const read = (vocabulary: string[]) => () => new WordPieces(vocabulary, 'my/vocab.txt')
    expect(read(['[PAD]', 'a', 'a'])).toThrow(WorkbenchError)
    expect(read(['[PAD]', 'a', 'a'])).toThrow('my/vocab.txt, line 3: the piece "a" stands already in line 2')
    expect(read(SPECIAL.filter((piece) => piece !== '[SEP]'))).toThrow('the piece [SEP] is missing among 4')
  })
})

it('cuts as BERT does: punctuation and ideographs alone, controls gone, blanks between words', () => {
  expect(basicTokens("Let's\u0007 GO$\u00A0to 東京!", false)).toEqual([
    'Let',
    "'",
    's',
    'GO',
    '$',
    'to',
    '東',
    '京',
    '!',
  ])
  expect(basicTokens('ÀÉ ﬁ İ', true)).toEqual(['ae', 'ﬁ', 'i'])
})
