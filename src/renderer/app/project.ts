import type { Result } from '../../shared/api/contract.ts'

/** The open project as the core sums it up. */
export type Project = NonNullable<Result<'projects.current'>>
