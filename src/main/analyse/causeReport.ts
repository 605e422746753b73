import type { CancelSignal } from '../../shared/api/contract.ts'
import type { Cause } from '../../shared/domain/cause.ts'
import { EDGE_WORDS, KIND_WORDS } from '../../shared/domain/caseWords.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import type { Span } from '../../shared/domain/span.ts'
import { itemsOf } from './caseItems.ts'
import type { CaseItem } from './caseItems.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { ComparedPost, PostSource, ReadPost, Which } from './comparedPosts.ts'
import { suggestCause } from './suggestCause.ts'
import { countSurfaces } from './surfaces.ts'
import type { Surfaces } from './surfaces.ts'
import type { PostTable } from './tablePage.ts'

type Counts = Record<ErrorKind, number>

export interface CauseReport {
  readonly causes: readonly Cause[]
  /** One a cause, and last what nobody has judged; `suggested`: of those, what a rule files under the cause. */
  readonly rows: readonly {
    readonly cause: Cause | null
    readonly cases: number
    readonly kinds: Readonly<Counts>
    readonly suggested: number
  }[]
  readonly judged: number
  readonly cases: number
}

/** How often each cause was given, by kind of error. Causes that are no longer offered come after the set. */
export async function causeReport(
  source: PostSource,
  causes: readonly Cause[],
  which: Which,
  signal?: CancelSignal,
): Promise<CauseReport> {
  const counts = new Map<string | null, { cases: number; kinds: Counts; suggested: number }>()
  const of = (cause: string | null): { cases: number; kinds: Counts; suggested: number } => {
    const known = counts.get(cause) ?? {
      cases: 0,
      kinds: { missed: 0, spurious: 0, 'wrong-type': 0, 'wrong-boundary': 0 },
      suggested: 0,
    }
    counts.set(cause, known)
    return known
  }
  for (const { id } of causes) of(id)
  let cases = 0
  const surfaces = await countSurfaces(source.every, signal)
  const judged = source.judged()
  for await (const compared of comparedPosts(source, which, signal))
    for (const item of errorsOf(compared, judged.get(compared.post.id))) {
      const place = of(item.cause)
      place.cases++
      if (item.kind !== 'correct') place.kinds[item.kind]++
      cases++
      const suggested = item.cause === null ? suggestCause(item, compared.post, surfaces)?.cause : undefined
      if (suggested !== undefined && causes.some(({ id }) => id === suggested)) of(suggested).suggested++
    }
  const open = of(null)
  return {
    causes,
    rows: [...counts].map(([id, row]) => ({
      cause: id === null ? null : (causes.find((cause) => cause.id === id) ?? { id, name: id }),
      ...row,
    })),
    judged: cases - open.cases,
    cases,
  }
}

export const CASE_COLUMNS = [
  'post',
  'text',
  'kind',
  'edge',
  'gold',
  'model',
  'score',
  'cause',
  'suggested',
  'why',
]

/** Every case as a row of CASE_COLUMNS. */
export function caseTable(source: PostSource, causes: readonly Cause[], which: Which): PostTable<Surfaces> {
  return {
    columns: CASE_COLUMNS,
    learn: (signal) => countSurfaces(source.every, signal),
    posts: async function* (surfaces, after, signal) {
      const judged = source.judged()
      for await (const compared of comparedPosts(source, which, signal, after)) {
        const { post } = compared
        const items = errorsOf(compared, judged.get(post.id))
        yield { position: post.position, rows: items.map((item) => caseRow(item, post, surfaces, causes)) }
      }
    },
  }
}

function caseRow(item: CaseItem, post: ReadPost, surfaces: Surfaces, causes: readonly Cause[]): string[] {
  const nameOf = (id: string): string => causes.find((cause) => cause.id === id)?.name ?? id
  const { kind, edge, gold, predicted, cause } = item
  const suggested = cause === null ? suggestCause(item, post, surfaces) : null
  return [
    post.externalId,
    post.tokens.join(' '),
    kind === 'correct' ? '' : KIND_WORDS[kind],
    edge === null ? '' : EDGE_WORDS[edge],
    spelled(post, gold),
    spelled(post, predicted),
    predicted !== null && 'score' in predicted ? predicted.score.toFixed(3) : '',
    cause === null ? '' : nameOf(cause),
    suggested === null ? '' : nameOf(suggested.cause),
    suggested?.reason ?? '',
  ]
}

function errorsOf(compared: ComparedPost, judged: ReadonlyMap<string, string> | undefined): CaseItem[] {
  return itemsOf(compared, judged).filter((item) => item.kind !== 'correct')
}

function spelled({ tokens }: ReadPost, span: Span | null): string {
  return span === null ? '' : `${tokens.slice(span.start, span.end).join(' ')} ${span.type}`
}
