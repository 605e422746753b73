import type {
  AcceptRequest,
  BulkPreview,
  BulkRequest,
  BulkRow,
  MentionRequest,
} from '../../shared/domain/bulkChange.ts'
import { scoreWords } from '../../shared/domain/caseWords.ts'
import { fold } from '../../shared/domain/fold.ts'
import { overlaps } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { BulkPost, PostFilter, ProjectStore, StoredPost } from '../store/types.ts'

/** Posts looked at for one change: it stays one short transaction, and one list a person can judge. */
export const MOST_POSTS = 20_000
const BATCH = 500
const SHOWN = 50

export interface BulkPlan {
  /** In words, for the list of changes. */
  readonly title: string
  readonly posts: readonly BulkPost[]
  readonly preview: BulkPreview
}

type Posts = Pick<ProjectStore, 'posts'>

/** Works out what a bulk change would do. Throws `not-found` for a mention that is not there. */
export function planBulk(store: Posts, request: BulkRequest): BulkPlan {
  return request.kind === 'mention' ? planMention(store, request) : planAccept(store, request)
}

/** Collects what would change, and how often each reading stands now. */
class Plan {
  readonly #posts: BulkPost[] = []
  readonly #rows: BulkRow[] = []
  readonly #readings = new Map<string | null, number>()
  overlapping = 0
  reviewed = 0
  more = false

  count(type: string | null): void {
    this.#readings.set(type, (this.#readings.get(type) ?? 0) + 1)
  }

  change(post: StoredPost, spans: readonly Span[], status: 'reviewed' | 'unreviewed'): void {
    const after = { ...post.state, spans, status }
    this.#posts.push({ postId: post.id, expectedRevision: post.revision, after })
    if (this.#rows.length === SHOWN) return
    const { id: postId, externalId, tokens } = post
    this.#rows.push({
      postId,
      externalId,
      status: post.state.status,
      tokens,
      before: draftOf(post),
      after: spans,
    })
  }

  finish(title: string): BulkPlan {
    const readings = [...this.#readings].map(([type, count]) => ({ type, count }))
    return {
      title,
      posts: this.#posts,
      preview: {
        posts: this.#posts.length,
        readings: readings.sort((a, b) => b.count - a.count),
        overlapping: this.overlapping,
        reviewed: this.reviewed,
        more: this.more,
        rows: this.#rows,
      },
    }
  }
}

function planMention(store: Posts, request: MentionRequest): BulkPlan {
  const { postId, start, end, type, scope } = request
  const [origin] = store.posts.matching({ ids: [postId] }, 0, 1)
  const mention = origin?.tokens.slice(start, end) ?? []
  if (origin === undefined || mention.length === 0)
    throw new WorkbenchError(
      'not-found',
      `There is no mention at tokens ${start} to ${end} of post ${postId}.`,
    )
  const words = mention.map(fold)
  const filter: PostFilter = {
    text: words.join(' '),
    ...(scope === 'post' ? { ids: [postId] } : scope === 'file' ? { fileId: origin.fileId } : {}),
  }
  const plan = new Plan()
  for (const post of postsOf(store, filter, plan)) {
    const own = post.id === postId
    const places = occurrences(post.tokens, words).filter((place) => !(own && place === start))
    if (places.length === 0) continue
    if (!own && post.state.status === 'reviewed' && !request.reviewed) {
      plan.reviewed++
      continue
    }
    const spans = relabelled(plan, draftOf(post), places, { length: words.length, type })
    if (spans !== null) plan.change(post, spans, post.state.status)
  }
  return plan.finish(`${mention.join(' ')}: ${type ?? 'no entity'}`)
}

/** The draft with the mention read as `type` wherever it stands; null: nothing to change. */
function relabelled(
  plan: Plan,
  draft: readonly Span[],
  places: readonly number[],
  { length, type }: { readonly length: number; readonly type: string | null },
): readonly Span[] | null {
  let spans = draft
  for (const start of places) {
    const there = { start, end: start + length, type: type ?? '' }
    const under = draft.filter((span) => overlaps(span, there))
    const exact = under.find((span) => span.start === start && span.end === there.end)
    if (exact === undefined && under.length > 0) {
      plan.overlapping++
      continue
    }
    plan.count(exact?.type ?? null)
    if ((exact?.type ?? null) === type) continue
    spans = [...spans.filter((span) => span !== exact), ...(type === null ? [] : [there])]
  }
  return spans === draft ? null : spans.toSorted((a, b) => a.start - b.start)
}

function planAccept(store: Posts, { type, scoreAtLeast, mention }: AcceptRequest): BulkPlan {
  const words = mention.trim() === '' ? [] : mention.trim().split(/\s+/u).map(fold)
  const filter: PostFilter = {
    status: 'unreviewed',
    scoreAtLeast,
    ...(words.length === 0 ? {} : { text: words.join(' ') }),
    ...(type === null ? {} : { type }),
  }
  const plan = new Plan()
  for (const post of postsOf(store, filter, plan)) {
    // Imported gold and what a person has changed are theirs to accept.
    if (post.state.spans !== null || post.predicted === null) continue
    const spans = draftOf(post)
    const named =
      words.length === 0 ||
      spans.some((span) => sameWords(post.tokens.slice(span.start, span.end).map(fold), words))
    if (!named || (type !== null && spans.some((span) => span.type !== type))) continue
    for (const span of spans) plan.count(span.type)
    plan.change(post, spans, 'reviewed')
  }
  const parts = [
    type,
    `score at least ${scoreWords(scoreAtLeast)}`,
    words.length === 0 ? null : mention.trim(),
  ]
  return plan.finish(`Accept: ${parts.filter((part) => part !== null).join(', ')}`)
}

function* postsOf(store: Posts, filter: PostFilter, plan: Plan): Generator<StoredPost> {
  let seen = 0
  let batch = store.posts.matching(filter, 0, BATCH)
  while (batch.length > 0) {
    for (const post of batch) yield post
    seen += batch.length
    if (seen >= MOST_POSTS) {
      plan.more = true
      return
    }
    batch = store.posts.matching(filter, batch.at(-1)?.position ?? 0, BATCH)
  }
}

/** Where the words stand as whole tokens, any case; places do not overlap. */
export function occurrences(tokens: readonly string[], words: readonly string[]): number[] {
  const folded = tokens.map(fold)
  const places: number[] = []
  for (let at = 0; at + words.length <= folded.length;) {
    const found = sameWords(folded.slice(at, at + words.length), words)
    if (found) places.push(at)
    at += found ? words.length : 1
  }
  return places
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index])
}

/** What the post says now: its labels, else the model's. */
function draftOf({ state, predicted }: StoredPost): readonly Span[] {
  return state.spans ?? (predicted ?? []).map(({ start, end, type }) => ({ start, end, type }))
}
