import type { CancelSignal, Handlers } from '../../shared/api/contract.ts'
import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { readingTitle, sameReading } from '../../shared/domain/reading.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import { caseTable, causeReport } from '../analyse/causeReport.ts'
import { chosenReading, currentReadings } from '../analyse/comparedPosts.ts'
import type { PostSource, Which } from '../analyse/comparedPosts.ts'
import { errorExamples } from '../analyse/errorExamples.ts'
import type { ErrorExample } from '../analyse/errorExamples.ts'
import { errorReport } from '../analyse/errorReport.ts'
import { errorsDocument } from '../analyse/errorsDocument.ts'
import { reportHtml } from '../analyse/reportHtml.ts'
import { sideBySide } from '../analyse/sideBySide.ts'
import type { NamedReading } from '../analyse/sideBySide.ts'
import type { Surfaces } from '../analyse/surfaces.ts'
import { suspiciousGold, suspicionTable } from '../analyse/suspiciousGold.ts'
import type { Usual } from '../analyse/suspicions.ts'
import { TableReader } from '../analyse/tablePage.ts'
import { timestamp } from '../system/clock.ts'
import { predictControls } from '../predict/predictControls.ts'
import type { ProjectStore } from '../store/types.ts'
import type { CoreParts } from './coreParts.ts'
import { packOfRun } from './modelPacks.ts'
import { ownProject } from './ownProject.ts'
import { projectSights } from './projectSights.ts'

/** Gold against the current model run. */
export function errorHandlers({ options, events, settings, project, jobs, model, vision }: CoreParts) {
  const cases = new TableReader<Surfaces>()
  const suspicions = new TableReader<Usual>()
  const judged = (): void => {
    events.emit('store.changed', { topics: ['causes'], postIds: null })
  }
  return {
    'errors.readings': () => {
      const store = project.need()
      const current = store.predictions.current()?.id
      return store.readings
        .list()
        .map((reading) => ({ ...reading, current: reading.control === null && reading.run === current }))
    },
    'errors.sideBySide': ({ first, second, which }, { signal }) => {
      const store = project.need()
      return sideBySide(namedReading(store, first), namedReading(store, second), which, signal)
    },
    'errors.startControls': async (choice) => {
      const store = project.needWritable()
      const pack = await packOfRun(store.folder, store.predictions.current())
      return jobs.start('control', 'Controls', async ({ signal, progress }) => {
        const parts = { store, model, sights: projectSights(store, vision), clock: options.clock }
        const report = await predictControls(parts, { ...choice, pack }, { signal, progress })
        events.emit('store.changed', { topics: ['readings'], postIds: null })
        return { ...report }
      })
    },
    'errors.report': ({ which, reading }, { signal }) =>
      errorReport(chosenReading(project.need(), reading), which, signal),
    'errors.examples': ({ reading, ...query }, { signal }) =>
      errorExamples(chosenReading(project.need(), reading), query, signal),
    'errors.causes': ({ which, reading }, { signal }) => {
      const store = project.need()
      return causeReport(chosenReading(store, reading), store.causes.list(), which, signal)
    },
    'errors.caseTable': ({ which, reading, after }, { signal }) => {
      const store = project.need()
      const table = caseTable(chosenReading(store, reading), store.causes.list(), which)
      return cases.page(store, table, after, signal)
    },
    'errors.setCause': ({ project: location, postId, keys, cause }) => {
      const by = { author: settings.author(), at: timestamp(options.clock) }
      ownProject(project, location).causes.tag(postId, keys, cause, by)
      judged()
      return {}
    },
    'errors.setCauses': ({ project: location, causes }) => {
      ownProject(project, location).causes.replace(causes)
      judged()
      return {}
    },
    'errors.suspicious': (query, { signal }) =>
      suspiciousGold(currentReadings(project.need()).every, query, signal),
    'errors.suspicionTable': ({ kind, after }, { signal }) => {
      const store = project.need()
      return suspicions.page(store, suspicionTable(currentReadings(store).every, kind), after, signal)
    },
    'errors.document': (choice, { signal }) =>
      errorsDocument(currentReadings(project.need()), choice, signal),
    'errors.html': async ({ which, reading, examplesPerKind }, { signal }) => {
      const store = project.need()
      const source = chosenReading(store, reading)
      const run = reading?.run ?? store.predictions.current()?.id
      const kept = store.readings.list().filter((one) => one.run === run)
      const intact = kept.find(({ control }) => control === null)
      const shown = kept.find(({ control }) => control === (reading?.control ?? null))
      const controls: ComparisonDocument[] = []
      for (const one of kept)
        if (intact !== undefined && one.control !== null)
          controls.push(
            await sideBySide(namedReading(store, intact), namedReading(store, one), which, signal),
          )
      return {
        html: reportHtml({
          project: store.name,
          model: shown === undefined ? 'no model' : readingTitle(shown),
          at: timestamp(options.clock),
          report: await errorReport(source, which, signal),
          causes: await causeReport(source, store.causes.list(), which, signal),
          controls,
          examples: await examplesOfKinds(source, which, examplesPerKind, signal),
        }),
      }
    },
  } satisfies Partial<Handlers>
}

/** @throws WorkbenchError `not-found`: there is no such reading, or no longer. */
function namedReading(store: ProjectStore, key: ReadingKey): NamedReading {
  const found = store.readings.list().find((one) => sameReading(one, key))
  if (found === undefined)
    throw new WorkbenchError('not-found', 'This reading is not kept any more. Choose one from the list.')
  return { name: readingTitle(found), sha256: found.sha256, source: chosenReading(store, key) }
}

async function examplesOfKinds(
  source: PostSource,
  which: Which,
  limit: number,
  signal: CancelSignal,
): Promise<Record<ErrorKind, readonly ErrorExample[]>> {
  const found: Record<ErrorKind, readonly ErrorExample[]> = {
    missed: [],
    spurious: [],
    'wrong-type': [],
    'wrong-boundary': [],
  }
  for (const kind of ERROR_KINDS)
    found[kind] = (await errorExamples(source, { which, kind, offset: 0, limit }, signal)).rows
  return found
}
