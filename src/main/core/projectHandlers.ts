import type { Handlers, Immutable, Result } from '../../shared/api/contract.ts'
import { timestamp } from '../system/clock.ts'
import type { ProjectStore } from '../store/types.ts'
import type { CoreParts } from './coreParts.ts'

/** Opening, making and closing the one open project. */
export function projectHandlers({ options, events, settings, project, jobs }: CoreParts) {
  /** A project that is being replaced must not be written to any more. */
  async function enter(open: () => ProjectStore): Promise<Immutable<ProjectSummary>> {
    await jobs.cancelAll()
    const store = open()
    // Asked for by a script, a project is not what the person last worked on.
    if (options.host !== 'cli') await remember(store)
    if (!store.readOnly) await store.snapshot('open')
    events.emit('store.changed', {
      topics: ['project', 'posts', 'corrections', 'predictions'],
      postIds: null,
    })
    return summaryOf(store)
  }

  const remember = ({ folder, name }: ProjectStore): Promise<void> =>
    settings.remember({ folder, name, openedAt: timestamp(options.clock) })

  return {
    'projects.current': () => (project.current === null ? null : summaryOf(project.current)),
    'projects.recent': () => {
      const sample = options.sampleProject
      const known = settings.recent().map(({ folder, name, openedAt }) => ({
        token: options.tokens.grant(folder),
        name,
        location: folder,
        openedAt,
        sample: folder === sample,
      }))
      if (sample === null || known.some((recent) => recent.sample)) return known
      const entry = { token: options.tokens.grant(sample), name: 'Sample', location: sample }
      return [...known, { ...entry, openedAt: null, sample: true }]
    },
    'projects.open': ({ token }) => enter(() => project.open(options.tokens.resolve(token))),
    'projects.create': ({ token, name, labels }) =>
      enter(() => project.create(options.tokens.resolveNew(token, `${name}.vsgn`), name, labels)),
    'projects.close': async () => {
      await jobs.cancelAll()
      project.close()
      events.emit('store.changed', {
        topics: ['project', 'posts', 'corrections', 'predictions'],
        postIds: null,
      })
      return {}
    },
  } satisfies Partial<Handlers>
}

type ProjectSummary = NonNullable<Result<'projects.current'>>

function summaryOf(store: ProjectStore): Immutable<ProjectSummary> {
  const { name, folder, readOnly, labels } = store
  return { name, location: folder, readOnly, labels, ...store.overview() }
}
