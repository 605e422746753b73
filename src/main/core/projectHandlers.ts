import { resolve } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import type { CoreParts } from './coreParts.ts'
import { summaryOf } from './entering.ts'
import type { Entering } from './entering.ts'
import { ownProject } from './ownProject.ts'
import { sameFolder } from './sameFolder.ts'

/** Opening, making and closing the one open project. */
export function projectHandlers(
  { options, events, settings, project, soundness }: CoreParts,
  entering: Entering,
) {
  return {
    'projects.current': () => (project.current === null ? null : summaryOf(project, project.current)),
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
    'projects.open': ({ token }) => {
      const folder = resolve(options.tokens.resolve(token))
      const { current } = project
      // A window that opens what is open already must not stop the jobs of the others.
      if (current !== null && !current.readOnly && sameFolder(current.folder, folder))
        return summaryOf(project, current)
      return entering.enter(() => project.open(folder))
    },
    'projects.create': ({ token, name, labels }) =>
      entering.enter(() => project.create(options.tokens.resolveNew(token, `${name}.vsgn`), name, labels)),
    'projects.damage': () => soundness.found()?.message ?? null,
    'projects.rules': () => project.need().rules.get(),
    'projects.setRules': ({ project: location, rules }) => {
      const store = ownProject(project, location)
      const before = store.rules.get()
      store.rules.replace({
        nested: rules.nested ?? before.nested,
        guidelines: rules.guidelines ?? before.guidelines,
        reasons: rules.reasons ?? before.reasons,
      })
      events.emit('store.changed', { topics: ['project'], postIds: null })
      return store.rules.get()
    },
    'projects.close': async () => {
      await entering.leave()
      project.close()
      entering.tellChanged()
      return {}
    },
  } satisfies Partial<Handlers>
}
