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
