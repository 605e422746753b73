import { compareSpans } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

/** What one token shows in one lane: nothing, or its part of a span. */
export interface LanePart<S extends Span> {
  readonly span: S
  readonly first: boolean
  readonly last: boolean
}

/**
 * Lays spans out in lanes under the tokens: a span takes the first lane in which nothing of it is covered yet, so flat
 * spans need one lane and nested ones as many as they are deep. `lanes[lane][token]` is that token's part, or null.
 * Spans outside the tokens are left out.
 */
export function layLanes<S extends Span>(
  tokenCount: number,
  spans: readonly S[],
): readonly (readonly (LanePart<S> | null)[])[] {
  const lanes: (LanePart<S> | null)[][] = []
  for (const span of [...spans].sort(compareSpans)) {
    if (span.start < 0 || span.end > tokenCount || span.start >= span.end) continue
    let lane = lanes.find((parts) => parts.slice(span.start, span.end).every((part) => part === null))
    if (lane === undefined) {
      lane = new Array<LanePart<S> | null>(tokenCount).fill(null)
      lanes.push(lane)
    }
    for (let index = span.start; index < span.end; index++)
      lane[index] = { span, first: index === span.start, last: index === span.end - 1 }
  }
  return lanes
}
