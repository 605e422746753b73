import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bidiEdges, bidiLine } from './bidi.ts'

describe('bidiEdges', () => {
  it('isolates runs, not words', () => {
    expect(bidiEdges(['goal', 'by', 'محمد', 'صلاح', '!', 'שלום'])).toEqual([
      null,
      null,
      'start',
      'end',
      null,
      'both',
    ])
  })
})

describe('bidiLine', () => {
  it('goes the way of its first word and isolates the runs of the other', () => {
    expect(bidiLine(['!', 'goal', 'by', 'محمد', 'صلاح'])).toEqual({
      direction: 'ltr',
      edges: [null, null, null, 'start', 'end'],
    })
    expect(bidiLine(['فيروز', 'on', 'repeat', ',', 'Beirut', '!', 'بيروت', 'ok', '❤️'])).toEqual({
      direction: 'rtl',
      edges: [null, 'start', null, null, 'end', null, null, 'both', null],
    })
    expect(bidiLine(['❤️', '7'])).toEqual({ direction: 'ltr', edges: [null, null] })
  })
})

const anyToken = fc.oneof(
  fc.constantFrom('goal', '!', 'محمد', 'שלום', 'ABCשלום', '👩‍🚀', '\ufe0f', '\u{1f3fd}', '\u200d', '\u00a0'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
)

it('every run is closed where it was opened, whatever the tokens', () => {
  fc.assert(
    fc.property(fc.array(anyToken, { maxLength: 12 }), (tokens) => {
      for (const edges of [bidiEdges(tokens), bidiLine(tokens).edges]) {
        expect(edges).toHaveLength(tokens.length)
        let open = false
        for (const edge of edges) {
          if (edge === 'start' || edge === 'both') expect(open).toBe(false)
          if (edge === 'end') expect(open).toBe(true)
          open = edge === 'start' || (open && edge !== 'end')
        }
        expect(open).toBe(false)
      }
    }),
  )
})
