import type { CancelSignal, Handlers } from '../../shared/api/contract.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { CASE_COLUMNS, caseTable, causeReport } from '../analyse/causeReport.ts'
import { currentReadings } from '../analyse/comparedPosts.ts'
import type { PostSource, Which } from '../analyse/comparedPosts.ts'
import { errorExamples } from '../analyse/errorExamples.ts'
import type { ErrorExample } from '../analyse/errorExamples.ts'
import { errorReport } from '../analyse/errorReport.ts'
import { errorsDocument } from '../analyse/errorsDocument.ts'
import { reportHtml } from '../analyse/reportHtml.ts'
import { suspiciousGold } from '../analyse/suspiciousGold.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'

/** Gold against the current model run. */
export function errorHandlers({ options, events, settings, project }: CoreParts) {
  const judged = (): void => {
    events.emit('store.changed', { topics: ['causes'], postIds: null })
  }
  return {
    'errors.report': ({ which }, { signal }) => errorReport(currentReadings(project.need()), which, signal),
    'errors.examples': (query, { signal }) => errorExamples(currentReadings(project.need()), query, signal),
    'errors.causes': ({ which }, { signal }) => {
      const store = project.need()
      return causeReport(currentReadings(store), store.causes.list(), which, signal)
    },
    'errors.caseTable': async ({ which }, { signal }) => {
      const store = project.need()
      const rows = await caseTable(currentReadings(store), store.causes.list(), which, signal)
      return { columns: CASE_COLUMNS, rows }
    },
    'errors.setCause': ({ postId, keys, cause }) => {
      const by = { author: settings.author(), at: timestamp(options.clock) }
      project.needWritable().causes.tag(postId, keys, cause, by)
      judged()
      return {}
    },
    'errors.setCauses': ({ causes }) => {
      project.needWritable().causes.replace(causes)
      judged()
      return {}
    },
    'errors.suspicious': (query, { signal }) =>
      suspiciousGold(currentReadings(project.need()).every, query, signal),
    'errors.document': (choice, { signal }) =>
      errorsDocument(currentReadings(project.need()), choice, signal),
    'errors.html': async ({ which, examplesPerKind }, { signal }) => {
      const store = project.need()
      const source = currentReadings(store)
      return {
        html: reportHtml({
          project: store.name,
          model: store.predictions.current()?.model ?? 'no model',
          at: timestamp(options.clock),
          report: await errorReport(source, which, signal),
          examples: await examplesOfKinds(source, which, examplesPerKind, signal),
        }),
      }
    },
  } satisfies Partial<Handlers>
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
