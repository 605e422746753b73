import { useQueryClient } from '@tanstack/react-query'
import { NO_RULES } from '../../shared/domain/projectRules.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'

/** What the annotators of the open project agreed on. */
export function useRules(): ProjectRules {
  return useCoreQuery('projects.rules', {}).data ?? NO_RULES
}

/** Replaces some of the rules. They hold on screen before `onDone`: the next key may already count on them. */
export function useSetRules(onDone: () => void): ReturnType<typeof useCoreCall<'projects.setRules'>> {
  const queries = useQueryClient()
  return useCoreCall('projects.setRules', (rules) => {
    queries.setQueryData(['projects.rules', {}], rules)
    onDone()
  })
}
