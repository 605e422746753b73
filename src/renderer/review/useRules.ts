import { NO_RULES } from '../../shared/domain/projectRules.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import { useCoreQuery } from '../app/coreQueries.ts'

/** What the annotators of the open project agreed on. */
export function useRules(): ProjectRules {
  return useCoreQuery('projects.rules', {}).data ?? NO_RULES
}
