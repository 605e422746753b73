import type { QueryClient } from '@tanstack/react-query'
import type { Project } from './project.ts'

/** Takes a project that was just opened as the open one. */
export function showProject(queries: QueryClient, project: Project): void {
  queries.setQueryData(['projects.current', {}], project)
  // Every other answer was about what was open before; what cannot be asked again says so where it is drawn.
  queries
    .invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'projects.current' })
    .catch(() => undefined)
}
