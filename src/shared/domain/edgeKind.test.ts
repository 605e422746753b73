import { describe, expect, it } from 'vitest'
import { edgeKindOf } from './edgeKind.ts'
import type { Span } from './span.ts'

const span = (start: number, end: number): Span => ({ start, end, type: 'PER' })

describe('edgeKindOf', () => {
  it.each([
    ['too-long', [span(2, 4)], [span(2, 5)]],
    ['too-long', [span(2, 4)], [span(1, 5)]],
    ['too-short', [span(2, 5)], [span(3, 5)]],
    ['shifted', [span(2, 4)], [span(3, 6)]],
    ['split', [span(2, 6)], [span(2, 4), span(4, 6)]],
    ['merged', [span(2, 4), span(4, 6)], [span(2, 6)]],
  ] as const)('%s', (kind, gold, predicted) => {
    expect(edgeKindOf(gold[0], predicted[0], gold, predicted)).toBe(kind)
  })

  it('lets spans that only touch be', () => {
    expect(edgeKindOf(span(2, 4), span(3, 4), [span(2, 4), span(4, 6)], [span(3, 4), span(4, 6)])).toBe(
      'too-short',
    )
  })
})
