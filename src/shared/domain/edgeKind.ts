import { overlaps } from './span.ts'
import type { Span } from './span.ts'

export const EDGE_KINDS = ['too-long', 'too-short', 'split', 'merged', 'shifted'] as const
export type EdgeKind = (typeof EDGE_KINDS)[number]

/**
 * How the edges of a predicted span miss those of the gold span it belongs to:
 *
 * - `merged`: it also covers part of another gold span;
 * - `split`: another predicted span also covers part of the gold span;
 * - `too-long`: it holds the whole gold span and more;
 * - `too-short`: it lies inside the gold span;
 * - `shifted`: it has one edge inside and one outside.
 *
 * `gold` and `predicted` overlap and differ in an edge; `allGold` and `allPredicted` are all spans of the post.
 */
export function edgeKindOf(
  gold: Span,
  predicted: Span,
  allGold: readonly Span[],
  allPredicted: readonly Span[],
): EdgeKind {
  const touches = (span: Span, others: readonly Span[]): number =>
    others.filter((other) => overlaps(span, other)).length
  if (touches(predicted, allGold) > 1) return 'merged'
  if (touches(gold, allPredicted) > 1) return 'split'
  if (predicted.start <= gold.start && predicted.end >= gold.end) return 'too-long'
  if (predicted.start >= gold.start && predicted.end <= gold.end) return 'too-short'
  return 'shifted'
}
