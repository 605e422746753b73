import type { Handlers } from '../../shared/api/contract.ts'
import { inCommonWords } from '../../shared/domain/annotatorReading.ts'
import { fileTokens } from '../../shared/domain/recut.ts'
import { annotatedPosts } from '../analyse/annotatedPost.ts'
import { compareAnnotators } from '../analyse/compareAnnotators.ts'
import { settleDifference, undoSettled } from '../correct/settleDifference.ts'
import type { ProjectStore } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import { keptComparison } from './keptComparison.ts'
import { ownProject } from './ownProject.ts'
import {
  annotatorName,
  labelsOf,
  nameOfFiles,
  openSecondFiles,
  openSecondProject,
} from './secondAnnotator.ts'

/** Two annotators on the same posts: how far they agree, and which reading is right where they do not. */
export function agreementHandlers({ options, events, settings, project, jobs, pictures }: CoreParts) {
  const settler = (store: ProjectStore) => ({ store, author: settings.author(), clock: options.clock })
  const corrected = (postId: number): void => {
    events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: [postId] })
  }
  const changed = (): void => {
    events.emit('store.changed', { topics: ['agreements'], postIds: null })
  }
  return {
    'agreement.start': ({ project: location, second, posts }) => {
      const store = ownProject(project, location)
      const chosen = second.kind === 'project' ? [second.folder] : second.files
      const paths = chosen.map((token) => options.tokens.resolve(token))
      const source = nameOfFiles(paths)
      return jobs.start('agreement', `Compare with ${source}`, async ({ signal, progress }) => {
        const opening = { store, signal }
        const other =
          second.kind === 'project'
            ? openSecondProject(paths[0] ?? '', opening, options.clock)
            : await openSecondFiles(paths, opening, pictures)
        try {
          const first = annotatorName(store)
          const name = other.name === first ? `${other.name} (${source})` : other.name
          const agreement = await keptComparison(
            store.agreements,
            { first, second: name, source, at: timestamp(options.clock) },
            (onDiffering) =>
              compareAnnotators({
                own: counted(annotatedPosts(store.posts, labelsOf(store), signal), (done) => {
                  progress({ done, total: store.posts.count(), unit: 'posts' })
                }),
                second: other.posts,
                posts,
                secondIsFile: second.kind === 'files',
                labels: labelsOf(store),
                onDiffering,
                signal,
              }),
          )
          changed()
          return { agreement }
        } finally {
          await other.close()
        }
      })
    },
    'agreement.list': () => project.need().agreements.list(),
    'agreement.posts': ({ id, offset, limit }) => {
      const { agreements, posts } = project.need()
      const rows = agreements.page(id, offset, limit)
      const ids = rows.map(({ postId }) => postId)
      const summaries = new Map(
        posts.page({ filter: { ids }, order: 'file', offset: 0, limit }).rows.map((post) => [post.id, post]),
      )
      return {
        total: agreements.count(id),
        rows: rows.flatMap(({ postId, settlement }) => {
          const post = summaries.get(postId)
          return post === undefined ? [] : [{ post, settlement }]
        }),
      }
    },
    'agreement.post': ({ id, postId }) => {
      const store = project.need()
      const { first, second, ...difference } = store.agreements.post(id, postId)
      const post = store.posts.get(postId)
      const isThird = difference.settlement === 'other'
      return {
        ...difference,
        ...inCommonWords(fileTokens(post).tokens, first, second),
        third: isThird ? { words: post.tokens, spans: post.state.spans ?? [] } : null,
        revision: post.revision,
      }
    },
    'agreement.next': ({ id, after }) => ({ postId: project.need().agreements.nextOpen(id, after) }),
    'agreement.settle': ({ project: location, id, ...choice }) => {
      const store = ownProject(project, location)
      const settled = settleDifference(settler(store), { ...choice, agreement: id })
      const { postId, revision, savedAt, made } = settled
      if (made !== null) corrected(postId)
      return { revision, savedAt, made, next: store.agreements.nextOpen(id, postId) }
    },
    'agreement.undo': ({ project: location, id }) => {
      const undone = undoSettled(settler(ownProject(project, location)), id)
      if (undone !== null) corrected(undone.postId)
      return { undone }
    },
    'agreement.forget': ({ project: location, id }) => {
      ownProject(project, location).agreements.forget(id)
      changed()
      return {}
    },
  } satisfies Partial<Handlers>
}

/** Tells how many came by. */
async function* counted<T>(list: AsyncIterable<T>, tell: (count: number) => void): AsyncGenerator<T> {
  let count = 0
  for await (const one of list) {
    yield one
    tell(++count)
  }
}
