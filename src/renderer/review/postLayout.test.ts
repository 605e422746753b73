import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DrawnSpan } from './knownPost.ts'
import { layoutPost, wordsOf } from './postLayout.ts'

const text = ' Kevin  Durant at\tOracle Arena! '
const tokens = ['Kevin', 'Durant', 'at', 'Oracle', 'Arena', '!']
const offsets = tokens.flatMap((token) => [text.indexOf(token), text.indexOf(token) + token.length])
const drawn = (start: number, end: number, kind: DrawnSpan['kind']): DrawnSpan => ({
  span: { start, end, type: 'PER' },
  kind,
  prediction: null,
})

describe('layoutPost', () => {
  it('gives back the text to the character', () => {
    const { pieces, tail } = layoutPost({ text, tokens, offsets }, [
      drawn(0, 2, 'confirmed'),
      drawn(3, 5, 'predicted'),
    ])
    const shown = pieces
      .flatMap((piece) => piece.tokens.map(({ index, gap }) => gap + (tokens[index] ?? '')))
      .join('')
    expect(shown + tail).toBe(text)
    expect(pieces.map((piece) => piece.tokens.length)).toEqual([2, 1, 2, 1])
  })

  it('shows every token once, whole and under its own index, whatever it is and whatever is drawn over it', () => {
    const oneToken = fc.oneof(
      fc.constantFrom('Ada', '\u200d', '\ufe0f', '\u{1f3fd}', '👩‍🚀', '🇧🇪', 'محمد', '\u00a0'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    )
    const ranges = fc.array(fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 3 }), fc.boolean()), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.array(oneToken, { minLength: 1, maxLength: 8 }), ranges, (words, spans) => {
        const ends = words.map((_, index) => words.slice(0, index + 1).join(' ').length)
        const post = {
          text: words.join(' '),
          tokens: words,
          offsets: words.flatMap((word, index) => [(ends[index] ?? 0) - word.length, ends[index] ?? 0]),
        }
        const over = spans
          .filter(([start]) => start < words.length)
          .map(([start, length, suggested]) =>
            drawn(start, Math.min(words.length, start + length), suggested ? 'suggested' : 'confirmed'),
          )
          .sort((a, b) => a.span.start - b.span.start)
        const { pieces, tail } = layoutPost(post, over)
        const placed = pieces.flatMap((piece) => piece.tokens)
        expect(placed.map(({ index }) => index)).toEqual(words.map((_, index) => index))
        expect(placed.map(({ index, gap }) => gap + (words[index] ?? '')).join('') + tail).toBe(post.text)
      }),
    )
  })

  it('draws a span inside another in its box, and names one that runs across it under the text', () => {
    const { pieces, crossing, depth } = layoutPost({ text, tokens, offsets }, [
      drawn(0, 3, 'confirmed'),
      drawn(0, 2, 'confirmed'),
      drawn(1, 2, 'confirmed'),
      drawn(2, 4, 'confirmed'),
    ])
    const boxes = (list: typeof pieces): unknown[] =>
      list.map((piece) => (piece.drawn === null ? piece.tokens[0]?.index : boxes(piece.parts)))
    expect(boxes(pieces)).toEqual([[[0, [1]], 2], 3, 4, 5])
    expect(depth).toBe(2)
    expect(crossing.map(({ span }) => span.start)).toEqual([2])
    const [, inner] = pieces[0]?.parts[0]?.parts ?? []
    expect(inner?.parts[0]?.edges.map(({ level, first, last }) => [level, first, last])).toEqual([
      [1, false, true],
      [2, true, true],
    ])
  })

  it('puts a suggestion that competes with a label beside the text', () => {
    const { pieces, beside } = layoutPost({ text, tokens, offsets }, [
      drawn(0, 2, 'confirmed'),
      drawn(1, 3, 'suggested'),
      drawn(3, 5, 'suggested'),
    ])
    expect(beside.map(({ span }) => span.start)).toEqual([1])
    expect(pieces.map((piece) => piece.drawn?.kind ?? null)).toEqual(['confirmed', null, 'suggested', null])
  })
})

describe('wordsOf', () => {
  it('is a slice of the text', () => {
    expect(wordsOf({ text, tokens, offsets }, 0, 2)).toBe('Kevin  Durant')
  })
})
