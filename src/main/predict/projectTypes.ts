import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { ModelInfo } from '../jobs/modelProtocol.ts'
import type { ProjectStore } from '../store/types.ts'

/** The spans of a model by the names of the project, without those of types the project does not have. */
export function inProjectTypes(spans: readonly ScoredSpan[], types: ReadonlySet<string>): ScoredSpan[] {
  return spans.map(inProjectType).filter(({ type }) => types.has(type))
}

function inProjectType(span: ScoredSpan): ScoredSpan {
  const { runnerUp } = span
  const other = runnerUp?.type == null ? runnerUp : { ...runnerUp, type: canonicalType(runnerUp.type) }
  return { ...span, type: canonicalType(span.type), runnerUp: other }
}

/** Types that model and project both have. @throws WorkbenchError `model` when there is none. */
export function sharedTypes(info: ModelInfo, labels: ProjectStore['labels']): ReadonlySet<string> {
  const known = new Set(labels.map(({ name }) => name))
  const shared = new Set(info.labels.map(canonicalType).filter((type) => known.has(type)))
  if (shared.size > 0) return shared
  throw new WorkbenchError(
    'model',
    `The model knows the types ${info.labels.join(', ')}; the project has ${[...known].join(', ')}. Choose a model with at least one type of the project.`,
  )
}
