import type { Handlers } from '../../shared/api/contract.ts'
import { planBulk } from '../correct/bulkPlan.ts'
import type { BulkOutcome } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import { ownProject } from './ownProject.ts'

/** A change of more posts than this has a snapshot taken first. */
const WITHOUT_SNAPSHOT = 50
/** More ids than this are "many" in a notice. */
const NAMED = 500

/** Changes of many posts: what they would do, doing it, taking it back. */
export function bulkHandlers({ options, events, settings, project }: CoreParts) {
  const by = () => ({ author: settings.author(), at: timestamp(options.clock) })
  const tell = ({ changed }: BulkOutcome): void => {
    const postIds = changed.length > NAMED ? null : changed
    if (changed.length > 0)
      events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds })
  }
  return {
    'bulk.preview': ({ request }) => planBulk(project.need(), request).preview,
    'bulk.apply': async ({ project: location, request, skip }) => {
      const store = ownProject(project, location)
      const { title, posts } = planBulk(store, request)
      const skipped = new Set(skip)
      const wanted = posts.filter(({ postId }) => !skipped.has(postId))
      if (wanted.length > WITHOUT_SNAPSHOT) await store.snapshot('bulk')
      const outcome = store.bulk.apply({ kind: request.kind, title, ...by() }, wanted)
      tell(outcome)
      return { id: outcome.id, title, changed: outcome.changed.length, left: outcome.left.length }
    },
    'bulk.undo': async ({ project: location, id }) => {
      const store = ownProject(project, location)
      const posts = store.bulk.list().find((change) => change.id === id)?.posts ?? 0
      if (posts > WITHOUT_SNAPSHOT) await store.snapshot('bulk')
      const outcome = store.bulk.undo(id, by())
      tell(outcome)
      const title = store.bulk.list().find((change) => change.id === outcome.id)?.title ?? ''
      return { id: outcome.id, title, changed: outcome.changed.length, left: outcome.left.length }
    },
    'bulk.list': () => project.need().bulk.list(),
  } satisfies Partial<Handlers>
}
