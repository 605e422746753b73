import type { Handlers } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { saveCorrection } from '../correct/saveCorrection.ts'
import type { CoreParts } from './coreParts.ts'

/** Reading posts and correcting them. */
export function reviewHandlers({ options, events, settings, project }: CoreParts) {
  return {
    'posts.page': (query) => project.need().posts.page(query),
    'posts.get': ({ id }) => project.need().posts.get(id),
    'posts.position': ({ id, filter, order }) => ({
      position: project.need().posts.position(id, filter, order),
    }),
    'corrections.save': ({ project: location, ...edit }) => {
      const store = project.needWritable()
      if (location !== store.folder)
        throw new WorkbenchError(
          'not-found',
          `This edit belongs to ${location}, and ${store.name} is open now. It was not saved; open its project to save it.`,
        )
      const saved = saveCorrection({ store, author: settings.author(), clock: options.clock }, edit)
      if (!saved.repeated) {
        events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: [saved.postId] })
      }
      return saved
    },
    'corrections.history': ({ postId }) => project.need().corrections.history(postId),
  } satisfies Partial<Handlers>
}
