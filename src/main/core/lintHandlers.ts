import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Handlers } from '../../shared/api/contract.ts'
import { lintReport } from '../correct/lintReport.ts'
import { previewRepair, repairPosts } from '../correct/repairPosts.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import { ownProject } from './ownProject.ts'

/** Tag sequences that are not legal BIO: what they are, what a repair would do, the repair, its way back. */
export function lintHandlers({ options, events, settings, project, jobs }: CoreParts) {
  return {
    'lint.report': (choice) => lintReport(project.need(), choice),
    'lint.previewRepair': ({ rule, examples }) => previewRepair(project.need(), rule, { examples }),
    'lint.repair': ({ rule }) => {
      const store = project.needWritable()
      return jobs.start('repair', 'Repair tags', async ({ signal, progress }) => {
        const { posts: total } = previewRepair(store, rule, { examples: 0 })
        progress({ done: 0, total, unit: 'posts' })
        await store.snapshot('repair')
        const repair = { rule, author: settings.author(), at: timestamp(options.clock) }
        let last = { repairId: 0, done: 0, left: [] as readonly number[] }
        try {
          for (last of repairPosts(store, repair)) {
            progress({ done: last.done })
            await nextTurn()
            if (signal.aborted) throw stopped(last.done, total)
          }
        } finally {
          events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: null })
        }
        return { repairId: last.repairId, changed: last.done, left: last.left }
      })
    },
    'lint.repairs': () => project.need().tagRepairs.list().reverse(),
    'lint.undoRepair': ({ project: location, id }) => {
      const store = ownProject(project, location)
      const by = { author: settings.author(), at: timestamp(options.clock) }
      const { changed, left } = store.tagRepairs.undo(id, by)
      events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: null })
      return { changed, left: left.length }
    },
  } satisfies Partial<Handlers>
}

function stopped(done: number, total: number): WorkbenchError {
  return new WorkbenchError('cancelled', `The repair was stopped after ${done} of ${total} posts.`)
}
