import { edgeKindOf } from './edgeKind.ts'
import type { EdgeKind } from './edgeKind.ts'
import { compareSpans, overlaps, sameSpan } from './span.ts'
import type { ScoredSpan, Span } from './span.ts'

export const ERROR_KINDS = ['missed', 'spurious', 'wrong-type', 'wrong-boundary'] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** One disagreement of gold and model: the two spans that belong together, or one without a partner. */
export interface ErrorCase {
  readonly kind: ErrorKind
  /** How the edges differ; null unless the kind is `wrong-boundary`. */
  readonly edge: EdgeKind | null
  readonly gold: Span | null
  readonly predicted: Span | ScoredSpan | null
}

/** One post compared: what is right, and what is not and how. */
export interface Comparison {
  /** The gold spans the model found exactly, in order of reading. */
  readonly correct: readonly Span[]
  /** In order of reading, by the gold span where there is one. */
  readonly cases: readonly ErrorCase[]
}

type Pair = readonly [gold: Span, predicted: Span]

/**
 * Compares two readings of one post. Every gold span and every predicted span lands in exactly one place:
 *
 * 1. same boundaries, same type: correct;
 * 2. same boundaries, another type: `wrong-type`;
 * 3. overlapping: `wrong-boundary`, whatever the types are. Where several overlap, the pair that shares most tokens is
 *    made first, then the one of the same type, then the first in order of reading; a span is used once;
 * 4. left over: `missed` in gold, `spurious` in the prediction.
 *
 * Spans are sets: one that is listed twice counts once. The order of the lists does not matter.
 */
export function compareReadings(gold: readonly Span[], predicted: readonly Span[]): Comparison {
  const allGold = distinct(gold)
  const allPredicted = distinct(predicted)
  const restGold = [...allGold]
  const restPredicted = [...allPredicted]
  const correct = takePairs(restGold, restPredicted, sameSpan, byReading)
  const wrongType = takePairs(restGold, restPredicted, sameEdges, byReading)
  const wrongBoundary = takePairs(restGold, restPredicted, overlaps, byLikeness)
  const cases: ErrorCase[] = [
    ...wrongType.map(([left, right]) => errorCase('wrong-type', left, right)),
    ...wrongBoundary.map(([left, right]) =>
      errorCase('wrong-boundary', left, right, edgeKindOf(left, right, allGold, allPredicted)),
    ),
    ...restGold.map((left) => errorCase('missed', left, null)),
    ...restPredicted.map((right) => errorCase('spurious', null, right)),
  ]
  return { correct: correct.map(([gold]) => gold), cases: cases.sort(byPlace) }
}

function errorCase(
  kind: ErrorKind,
  gold: Span | null,
  predicted: Span | null,
  edge: EdgeKind | null = null,
): ErrorCase {
  return { kind, edge, gold, predicted }
}

function distinct(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort(compareSpans)
  return ordered.filter((span, index) => index === 0 || !sameSpan(span, ordered[index - 1] as Span))
}

/** Pairs what matches, best pair first, each span once, and removes the paired ones from both lists. */
function takePairs(
  gold: Span[],
  predicted: Span[],
  matches: (gold: Span, predicted: Span) => boolean,
  better: (a: Pair, b: Pair) => number,
): Pair[] {
  const candidates = gold
    .flatMap((left) => predicted.filter((right) => matches(left, right)).map((right): Pair => [left, right]))
    .sort(better)
  const taken = new Set<Span>()
  const pairs = candidates.filter(([left, right]) => {
    if (taken.has(left) || taken.has(right)) return false
    taken.add(left).add(right)
    return true
  })
  for (const list of [gold, predicted]) {
    const left = list.filter((span) => !taken.has(span))
    list.length = 0
    list.push(...left)
  }
  return pairs
}

const sameEdges = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end

const byReading = (a: Pair, b: Pair): number => compareSpans(a[0], b[0]) || compareSpans(a[1], b[1])

const shared = ([a, b]: Pair): number => Math.min(a.end, b.end) - Math.max(a.start, b.start)
const sameType = ([a, b]: Pair): number => (a.type === b.type ? 1 : 0)

const byLikeness = (a: Pair, b: Pair): number =>
  shared(b) - shared(a) || sameType(b) - sameType(a) || byReading(a, b)

const place = (found: ErrorCase): Span => (found.gold ?? found.predicted) as Span
const byPlace = (a: ErrorCase, b: ErrorCase): number =>
  compareSpans(place(a), place(b)) || Number(a.gold === null) - Number(b.gold === null)
