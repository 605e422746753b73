import type { Result } from '../../shared/api/contract.ts'

/** The open project as the views of this folder draw it. */
export type Project = NonNullable<Result<'projects.current'>>
