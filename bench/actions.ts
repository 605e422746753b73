/**
 * Keys per decision: the fewest presses that lead from a post as it comes up to the decision, found by trying every
 * command of the review screen that has a key, in generated posts that a model has read. Prints the table of tools with
 * our column, counted at the place nearest to where one starts, and over all places the decision can be taken at.
 *
 * node bench/actions.ts [posts = 200] [set of keys = default]
 */
import { createCommandRegistry } from '../src/renderer/app/command.ts'
import { KEY_SETS } from '../src/renderer/app/keymap/keySets.ts'
import type { KeySetName } from '../src/renderer/app/keymap/keySets.ts'
import { currentPost } from '../src/renderer/review/correctionSession.ts'
import type { Session } from '../src/renderer/review/correctionSession.ts'
import { draftOf } from '../src/renderer/review/knownPost.ts'
import { CLOSED } from '../src/renderer/review/panels.ts'
import { reviewCommands } from '../src/renderer/review/reviewCommands.ts'
import { soloPost, soloReview } from '../src/renderer/review/testing/soloReview.ts'
import { plain } from '../src/renderer/review/spanEdit.ts'
import type { SoloReview } from '../src/renderer/review/testing/soloReview.ts'
import { spansFromTags } from '../src/shared/domain/bio.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import type { PostDetail } from '../src/shared/domain/post.ts'
import { compareSpans, overlaps, sameSpans } from '../src/shared/domain/span.ts'
import type { Span } from '../src/shared/domain/span.ts'
import { createStore } from '../src/renderer/app/store.ts'
import { generatedRecord, seeded } from './generatedPosts.ts'
import { quantile } from './ratio.ts'

/** Longer than any decision takes; the search ends here. */
const MOST = 24
/** What needs the page laid out on a screen, or asks the core. */
const NEEDS_PAGE = new Set([
  'review.lineUp',
  'review.lineDown',
  'review.search',
  'review.drawer',
  'review.filter',
  'review.nextUncertain',
  'review.types',
])

/** What other tools ask for the same, from their documented keys. */
const TOOLS = ['Prodigy', 'Label Studio', 'doccano', 'INCEpTION', 'Argilla'] as const

interface Goal {
  readonly spans: readonly Span[]
  readonly next: boolean
}

interface Decision {
  readonly name: string
  readonly others: readonly string[]
  /** Null: it is told for comparison. */
  readonly bar: number | null
  /** Everything in the post that could be decided so. */
  readonly goals: (spans: readonly Span[], tokens: number) => Goal[]
  /** Decisions about a post that the model read otherwise: the spans it missed, one for each such post. */
  readonly missed?: (spans: readonly Span[]) => readonly Span[]
}

const put = (spans: readonly Span[], gone: Span | null, added: Span | null): Goal => ({
  spans: [...spans.filter((span) => span !== gone), ...(added === null ? [] : [added])].sort(compareSpans),
  next: false,
})

const DECISIONS: readonly Decision[] = [
  {
    name: 'The post is right, next',
    others: ['1 key', '1 chord', '2-3 keys', '2 chords', '1 key'],
    bar: 1,
    goals: (spans) => [{ spans, next: true }],
  },
  {
    name: 'Change a label',
    others: ['3', '1 click + 1 key', '2 clicks', '1 click + 1 key', '1-2 clicks'],
    bar: 2,
    goals: (spans) =>
      spans.flatMap((span) =>
        DEFAULT_LABELS.filter(({ name }) => name !== span.type).map(({ name }) =>
          put(spans, span, { ...span, type: name }),
        ),
      ),
  },
  {
    name: 'Move an edge by one token',
    others: ['3', 'drag', '3', 'delete + redo', 'drag again'],
    bar: 2,
    goals: (spans, tokens) =>
      spans.flatMap((span) =>
        [
          { ...span, start: span.start - 1 },
          { ...span, start: span.start + 1 },
          { ...span, end: span.end - 1 },
          { ...span, end: span.end + 1 },
        ]
          .filter(({ start, end }) => start >= 0 && end <= tokens && start < end)
          .filter((moved) => spans.every((other) => other === span || !overlaps(other, moved)))
          .map((moved) => put(spans, span, moved)),
      ),
  },
  {
    name: 'Delete a span',
    others: ['1 click', 'click + Backspace', 'right click', 'click + Shift+Del', '1 click'],
    bar: 2,
    goals: (spans) => spans.map((span) => put(spans, span, null)),
  },
  {
    name: 'Add a missed 2-token name',
    others: ['drag + 1 key', '1 key + drag', 'drag + 1 click', 'drag + 1 key', '1 key + drag'],
    bar: 4,
    goals: (spans) => [{ spans, next: false }],
    missed: (spans) => spans.filter(({ start, end }) => end - start === 2),
  },
  {
    name: 'Make any 2 tokens a span',
    others: ['', '', '', '', ''],
    bar: null,
    goals: (spans, tokens) =>
      Array.from({ length: tokens - 1 }, (_, start) => ({ start, end: start + 2, type: 'ORG' }))
        .filter((added) => spans.every((other) => !overlaps(other, added)))
        .map((added) => put(spans, null, added)),
  },
]

/**
 * Fewest presses to each goal. @throws for a goal out of reach. Breadth first, so that the first way found is a shortest;
 * a decision is one change, so that nothing is tried after one.
 */
function fewestKeys(detail: PostDetail, goals: readonly Goal[], set: KeySetName): number[] {
  const review = soloReview(detail)
  const commands = commandsOf(review, set)
  const found = new Map<Goal, number>()
  const seen = new Set<string>()
  let front: Session[] = [review.session.get()]
  for (let keys = 1; keys <= MOST && front.length > 0 && found.size < goals.length; keys++) {
    const reached: Session[] = []
    for (const from of front)
      for (const command of commands) {
        review.session.set(from)
        review.panels.set(CLOSED)
        const before = review.left()
        if (!command.enabled()) continue
        command.run()
        if (review.panels.get() !== CLOSED) continue
        const next = review.left() > before
        const session = review.session.get()
        for (const goal of goals)
          if (!found.has(goal) && isReached(goal, session, next)) found.set(goal, keys)
        const place = JSON.stringify(session.selection)
        if (next || session.undo.length > 0 || seen.has(place)) continue
        seen.add(place)
        reached.push(session)
      }
    front = reached
  }
  if (found.size < goals.length) throw new Error(`Out of reach of the keyboard: "${detail.text}"`)
  return [...found.values()]
}

function commandsOf(review: SoloReview, set: KeySetName) {
  const registry = createCommandRegistry(createStore({ keymap: { set, own: {} } }))
  const nothing = (): void => undefined
  registry.add(
    reviewCommands({
      review,
      labels: DEFAULT_LABELS,
      readOnly: false,
      announce: nothing,
      listTypes: nothing,
      toggleEvidence: nothing,
      toggleFindings: nothing,
      toggleHeat: nothing,
      tour: { open: () => false, next: nothing },
    }),
  )
  return registry.list().filter(({ id, keys }) => keys.length > 0 && !NEEDS_PAGE.has(id))
}

function isReached({ spans, next }: Goal, session: Session, left: boolean): boolean {
  const post = currentPost(session)
  if (post === null || (next && post.state.status !== 'reviewed')) return false
  return left === next && sameSpans(draftOf(post), spans)
}

function generatedPosts(count: number): PostDetail[] {
  const random = seeded(1)
  return Array.from({ length: count }, (_, number) => {
    const rows = generatedRecord(number, random)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
    const tokens = rows.map(([token = '']) => token)
    const spans = spansFromTags(rows.map(([, tag = 'O']) => tag))
    return soloPost(
      tokens,
      spans.map(({ start, end, type }) => `${String(start)}-${String(end)}:${type}:0.9`),
    )
  })
}

const count = Number(process.argv[2] ?? 200)
const set = process.argv[3] ?? 'default'
const isSet = (name: string): name is KeySetName => Object.hasOwn(KEY_SETS, name)
if (!isSet(set))
  throw new Error(`There is no set of keys ${set}; there are ${Object.keys(KEY_SETS).join(', ')}.`)

const details = generatedPosts(count)
const head = ['decision', ...TOOLS, 'bar', 'here, at the nearest place', 'here, median and worst']
console.log(`Keys per decision, ${String(count)} generated posts, keys: ${KEY_SETS[set].title}\n`)
console.log(`| ${head.join(' | ')} |\n|${' -- |'.repeat(head.length)}`)
let missed = false
for (const { name, others, bar, goals, missed: missedBy } of DECISIONS) {
  const perPost = details
    .flatMap((detail) => {
      const spans = detail.predicted ?? []
      const wanted = goals(spans.map(plain), detail.tokens.length)
      const without = missedBy?.(spans).map((span) => spans.filter((other) => other !== span)) ?? [spans]
      return without.map((predicted) => fewestKeys({ ...detail, predicted }, wanted, set))
    })
    .filter((keys) => keys.length > 0)
  const nearest = Math.max(...perPost.map((keys) => Math.min(...keys)))
  const all = perPost.flat()
  missed ||= bar !== null && nearest > bar
  const spread = `${String(quantile(all, 0.5))} and ${String(Math.max(...all))} of ${String(all.length)}`
  console.log(
    `| ${[name, ...others, bar === null ? '' : `<= ${String(bar)}`, String(nearest), spread].join(' | ')} |`,
  )
}
if (missed) throw new Error('A decision takes more keys than its bar.')
