import type { Handlers } from '../../shared/api/contract.ts'
import { predictControls } from '../predict/predictControls.ts'
import { saveCorrection } from '../correct/saveCorrection.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import { ownProject } from './ownProject.ts'
import { packOfRun } from './modelPacks.ts'
import { projectSights } from './projectSights.ts'

/** Reading posts and correcting them. */
export function reviewHandlers({ options, events, settings, project, jobs, model, vision }: CoreParts) {
  return {
    'posts.page': (query) => project.need().posts.page(query),
    'posts.get': ({ id }) => project.need().posts.get(id),
    'posts.find': ({ externalId }) => ({ id: project.need().posts.find(externalId) }),
    'posts.look': async ({ id }) => {
      const store = project.need()
      const seen = await projectSights(store, vision).of(store.posts.get(id).picture)
      if (seen === null) return { findings: null, reason: 'The post has no picture that can be shown.' }
      if (seen.sight === null) return { findings: null, reason: seen.reason }
      events.emit('store.changed', { topics: ['posts'], postIds: [id] })
      return { findings: seen.sight.findings, reason: null }
    },
    'posts.startPictureEffect': async () => {
      const store = project.needWritable()
      const pack = await packOfRun(store.folder, store.predictions.current())
      return jobs.start('control', 'Read without pictures', async ({ signal, progress }) => {
        const report = await predictControls(
          { store, model, sights: projectSights(store, vision), clock: options.clock },
          { pack, controls: ['no-picture'], which: 'pictured', limit: null },
          { signal, progress },
        )
        events.emit('store.changed', { topics: ['readings'], postIds: null })
        return { ...report }
      })
    },
    'posts.position': ({ id, filter, order }) => ({
      position: project.need().posts.position(id, filter, order),
    }),
    'corrections.save': ({ project: location, ...edit }) => {
      const store = ownProject(project, location)
      const saved = saveCorrection({ store, author: settings.author(), clock: options.clock }, edit)
      if (!saved.repeated) {
        events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: [saved.postId] })
      }
      return saved
    },
    'captions.save': ({ project: location, ...edit }) => {
      const savedAt = timestamp(options.clock)
      ownProject(project, location).captions.save({ ...edit, author: settings.author(), at: savedAt })
      events.emit('store.changed', { topics: ['project', 'posts'], postIds: [edit.postId] })
      return { savedAt }
    },
    'corrections.people': ({ since }) => project.need().corrections.people(since),
    'corrections.history': ({ postId }) => project.need().corrections.history(postId),
    'corrections.undoable': ({ limit }) => project.need().corrections.undoable(settings.author(), limit),
  } satisfies Partial<Handlers>
}
