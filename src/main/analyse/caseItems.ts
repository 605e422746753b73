import { caseKey } from '../../shared/domain/cause.ts'
import type { EdgeKind } from '../../shared/domain/edgeKind.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { formOf, scoreGroup, SLICES } from '../../shared/domain/slice.ts'
import type { SliceGroup, SliceName } from '../../shared/domain/slice.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { ComparedPost, ReadPost } from './comparedPosts.ts'
import type { Surfaces } from './surfaces.ts'

/** A span that is right, or one disagreement: what every number of a report counts. */
export interface CaseItem {
  readonly kind: ErrorKind | 'correct'
  readonly edge: EdgeKind | null
  readonly gold: Span | null
  readonly predicted: Span | ScoredSpan | null
  /** Why, as a person judged it; null: nobody has, or nothing is wrong. */
  readonly cause: string | null
}

/** Which items: the disagreements, what is right, or every span of one side. */
export type Scope = 'errors' | 'correct' | 'gold' | 'predicted'

/** Which items, more closely: a key that is left out does not filter; null means "none", the missing side of a case. */
export interface CaseFilter {
  readonly scope?: Scope | undefined
  readonly kind?: ErrorKind | undefined
  readonly edge?: EdgeKind | undefined
  readonly gold?: string | null | undefined
  readonly predicted?: string | null | undefined
  /** Type of the gold span, or of the predicted one where there is no gold. */
  readonly type?: string | undefined
  readonly slice?: SliceGroup | undefined
  /** The judged cause; null: nobody has judged it. */
  readonly cause?: string | null | undefined
}

/** Everything of one post that can be counted, in order of reading. `causes`: judged ones, by case key; none: nobody has judged. */
export function itemsOf(
  { gold, predicted, comparison }: ComparedPost,
  causes?: ReadonlyMap<string, string>,
): readonly CaseItem[] {
  const correct = comparison.correct.map((span): CaseItem => ({
    kind: 'correct',
    edge: null,
    gold: gold.find((own) => sameSpan(own, span)) ?? span,
    predicted: predicted.find((own) => sameSpan(own, span)) ?? span,
    cause: null,
  }))
  const wrong = comparison.cases.map((found) => ({ ...found, cause: causes?.get(caseKey(found)) ?? null }))
  return [...correct, ...wrong].sort((a, b) => placeOf(a).start - placeOf(b).start)
}

/** The span an item is filed under: gold, or the prediction where there is no gold. */
export function placeOf(item: CaseItem): Span {
  return (item.gold ?? item.predicted) as Span
}

/** `post` and `surfaces` are asked only where the filter names a slice. */
export function matchesFilter(
  item: CaseItem,
  filter: CaseFilter,
  post: ReadPost,
  surfaces: Surfaces | null,
): boolean {
  const { slice, scope = 'errors' } = filter
  return (
    inScope(item, scope) &&
    fits(filter.kind, item.kind) &&
    fits(filter.edge, item.edge) &&
    fits(filter.gold, item.gold?.type ?? null) &&
    fits(filter.predicted, item.predicted?.type ?? null) &&
    fits(filter.type, placeOf(item).type) &&
    fits(filter.cause, item.cause) &&
    (slice === undefined || groupOf(slice.by, item, post, surfaces, scope) === slice.group)
  )
}

function fits<V>(wanted: V | undefined, found: V | 'correct'): boolean {
  return wanted === undefined || wanted === found
}

function inScope({ kind, gold, predicted }: CaseItem, scope: Scope): boolean {
  if (scope === 'errors') return kind !== 'correct'
  if (scope === 'correct') return kind === 'correct'
  return (scope === 'gold' ? gold : predicted) !== null
}

/** The group of one slice that an item is in, by its predicted span in the scope `predicted`, else by its place. */
export function groupOf(
  by: SliceName,
  item: CaseItem,
  post: ReadPost,
  surfaces: Surfaces | null,
  scope: Scope = 'errors',
): string {
  const span = scope === 'predicted' && item.predicted !== null ? item.predicted : placeOf(item)
  return GROUPS[by]({ item, span, post, surfaces })
}

interface Placed {
  readonly item: CaseItem
  readonly span: Span
  readonly post: ReadPost
  readonly surfaces: Surfaces | null
}

const GROUPS: Readonly<Record<SliceName, (placed: Placed) => string>> = {
  surface: ({ post, span, surfaces }) => (surfaces?.seen(post, span) === true ? 'seen' : 'unseen'),
  length: ({ span }) => (span.end - span.start >= 4 ? '4+' : String(span.end - span.start)),
  form: ({ post, span }) => formOf(post.tokens, span),
  emoji: ({ post }) => withOrWithout(post.tokens.some((token) => EMOJI.test(token))),
  picture: ({ post }) => withOrWithout(post.picture?.state === 'ok'),
  caption: ({ post }) => withOrWithout(post.caption !== null && post.caption !== ''),
  split: ({ post: { split } }) => SLICES.split.find((known) => known === (split ?? 'none')) ?? 'other',
  score: ({ item: { predicted } }) =>
    predicted !== null && 'score' in predicted ? scoreGroup(predicted.score) : 'none',
}

const EMOJI = /\p{Emoji_Presentation}|\p{RI}|\uFE0F/u

function withOrWithout(has: boolean): string {
  return has ? 'with' : 'without'
}
