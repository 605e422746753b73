import type { Handlers } from '../../shared/api/contract.ts'
import { errorExamples } from '../analyse/errorExamples.ts'
import { errorReport } from '../analyse/errorReport.ts'
import { errorsDocument } from '../analyse/errorsDocument.ts'
import type { CoreParts } from './coreParts.ts'

/** Gold against the current model run. */
export function errorHandlers({ project }: CoreParts) {
  return {
    'errors.report': ({ which }, { signal }) => errorReport(project.need().posts, which, signal),
    'errors.examples': (query, { signal }) => errorExamples(project.need().posts, query, signal),
    'errors.document': (options, { signal }) => errorsDocument(project.need().posts, options, signal),
  } satisfies Partial<Handlers>
}
