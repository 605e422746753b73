import type { Handlers } from '../../shared/api/contract.ts'
import { currentReadings } from '../analyse/comparedPosts.ts'
import { errorExamples } from '../analyse/errorExamples.ts'
import { errorReport } from '../analyse/errorReport.ts'
import { errorsDocument } from '../analyse/errorsDocument.ts'
import type { CoreParts } from './coreParts.ts'

/** Gold against the current model run. */
export function errorHandlers({ project }: CoreParts) {
  return {
    'errors.report': ({ which }, { signal }) => errorReport(currentReadings(project.need()), which, signal),
    'errors.examples': (query, { signal }) => errorExamples(currentReadings(project.need()), query, signal),
    'errors.document': (options, { signal }) =>
      errorsDocument(currentReadings(project.need()), options, signal),
  } satisfies Partial<Handlers>
}
