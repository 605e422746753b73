import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCuts, piecesOf } from './cut.ts'
import type { Cut } from './cut.ts'
import type { PostState } from './post.ts'
import { cutsToken, fileTokens, recut, uncut, usedCuts, withCuts } from './recut.ts'
import type { CutPost } from './recut.ts'
import type { Span } from './span.ts'
import { TextOffsets } from './textOffsets.ts'

const STATE: PostState = { spans: null, status: 'unreviewed', flagged: false, comment: '' }

function postOf(tokens: readonly string[], spans: readonly Span[] | null): CutPost {
  const offsets: number[] = []
  let at = 0
  for (const token of tokens) {
    offsets.push(at, at + token.length)
    at += token.length + 1
  }
  const predicted = (spans ?? []).map((span) => ({ ...span, score: 0.5, runnerUp: null }))
  return { tokens, offsets, predicted, state: { ...STATE, spans } }
}

const mentions = ({ tokens }: CutPost, spans: readonly Span[] | null): string[] =>
  (spans ?? []).map(({ start, end, type }) => `${type} ${tokens.slice(start, end).join('|')}`)

describe('recut', () => {
  const post = postOf(['at', 'Oracle-Arena', '#JordanWins'], [{ start: 1, end: 2, type: 'LOC' }])
  const cuts: readonly Cut[] = [
    { token: 1, at: 6 },
    { token: 1, at: 7 },
    { token: 2, at: 1 },
  ]

  it('splits words where they are cut, and spans keep their characters', () => {
    const cut = recut(post, cuts)
    expect(cut.tokens).toEqual(['at', 'Oracle', '-', 'Arena', '#', 'JordanWins'])
    expect(cut.offsets.slice(2, 8)).toEqual([3, 9, 9, 10, 10, 15])
    expect(mentions(cut, cut.state.spans)).toEqual(['LOC Oracle|-|Arena'])
    expect(mentions(cut, cut.predicted)).toEqual(['LOC Oracle|-|Arena'])
    expect(recut(cut, cuts)).toBe(cut)
  })

  it('widens a span to the word that is joined again, and keeps the first of two that then meet', () => {
    const spans = [
      { start: 1, end: 2, type: 'ORG' },
      { start: 3, end: 4, type: 'LOC' },
      { start: 5, end: 6, type: 'PER' },
    ]
    const cut = recut(post, cuts)
    const labelled = { ...cut, state: { ...cut.state, spans } }
    expect(spans.map((span) => cutsToken(labelled, span))).toEqual([true, true, true])
    expect(mentions(uncut(labelled), uncut(labelled).state.spans)).toEqual([
      'ORG Oracle-Arena',
      'PER #JordanWins',
    ])
    expect(uncut(labelled).state).not.toHaveProperty('cuts')
  })

  it('tells the cuts that spans need from those that nothing hangs on', () => {
    const cut = recut(post, cuts)
    const labelled = { ...cut, state: { ...cut.state, spans: [{ start: 5, end: 6, type: 'PER' }] } }
    expect(usedCuts(labelled, labelled.state.spans)).toEqual([{ token: 2, at: 1 }])
    expect(cutsToken(labelled, { start: 1, end: 4, type: 'LOC' })).toBe(false)
  })
})

describe('any post cut in any way', () => {
  const token = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  const post = fc.array(token, { minLength: 1, maxLength: 6 }).chain((tokens) =>
    fc
      .array(fc.tuple(fc.nat(tokens.length - 1), fc.nat(tokens.length - 1)), { maxLength: 3 })
      .map((edges) => {
        const flat: Span[] = []
        for (const [a, b] of edges) {
          const span = { start: Math.min(a, b), end: Math.max(a, b) + 1, type: 'PER' }
          if (flat.every((other) => span.end <= other.start || other.end <= span.start)) flat.push(span)
        }
        return postOf(
          tokens,
          flat.sort((a, b) => a.start - b.start),
        )
      }),
  )
  /** Between code points of the tokens: all that the core lets through. */
  const cutOf = (tokens: readonly string[], picks: readonly (readonly [number, number])[]): Cut[] =>
    picks
      .flatMap(([pick, place]): Cut[] => {
        const index = pick % tokens.length
        const ends: number[] = []
        let at = 0
        for (const point of tokens[index] ?? '') ends.push((at += point.length))
        const inside = ends.slice(0, -1)
        const chosen = inside[place % Math.max(1, inside.length)]
        return chosen === undefined ? [] : [{ token: index, at: chosen }]
      })
      .sort(compareCuts)
      .filter(({ token: index, at }, order, all) => {
        const before = all[order - 1]
        return before?.token !== index || before.at !== at
      })
  const picks = fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 5 })

  it('keeps text, tokens, and the characters of every span on whole tokens', () => {
    fc.assert(
      fc.property(post, picks, picks, (whole, first, second) => {
        const text = whole.tokens.join(' ')
        const cut = recut(whole, cutOf(whole.tokens, first))
        const again = recut(cut, cutOf(whole.tokens, second))
        for (const each of [cut, again, uncut(again)]) {
          expect(fileTokens(each)).toEqual({ tokens: whole.tokens, offsets: whole.offsets })
          expect(
            each.tokens.map((_, word) => text.slice(each.offsets[2 * word], each.offsets[2 * word + 1])),
          ).toEqual(each.tokens)
          const characters = ({ start, end, type }: Span): unknown => [
            each.offsets[2 * start],
            each.offsets[2 * end - 1],
            type,
          ]
          expect(each.state.spans?.map(characters)).toEqual(
            whole.state.spans?.map(({ start, end, type }) => [
              whole.offsets[2 * start],
              whole.offsets[2 * end - 1],
              type,
            ]),
          )
        }
        expect(uncut(again)).toEqual(whole)
      }),
    )
  })

  it('has an offset for the edges of every word in code points, UTF-16 and bytes', () => {
    fc.assert(
      fc.property(post, picks, (whole, chosen) => {
        const text = whole.tokens.join(' ')
        const cut = recut(whole, cutOf(whole.tokens, chosen))
        for (const unit of ['codepoint', 'utf16', 'byte'] as const) {
          const units = new TextOffsets(text, unit)
          for (const offset of cut.offsets) {
            const there = units.fromUtf16(offset)
            expect(there === null ? null : units.toUtf16(there)).toBe(offset)
          }
        }
      }),
    )
  })

  it('has pieces that make up its tokens', () => {
    fc.assert(
      fc.property(post, picks, (whole, chosen) => {
        const pieces = piecesOf(whole.tokens, cutOf(whole.tokens, chosen))
        const joined = whole.tokens.map((text, token) =>
          pieces
            .filter((piece) => piece.token === token)
            .map(({ from, to }) => text.slice(from, to))
            .join(''),
        )
        expect(joined).toEqual(whole.tokens)
      }),
    )
  })
})

it('leaves no key of cuts in a state that has none', () => {
  expect(withCuts({ ...STATE, cuts: [{ token: 0, at: 1 }] }, [])).toEqual(STATE)
})
