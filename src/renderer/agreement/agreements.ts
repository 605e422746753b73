import type { Result } from '../../shared/api/contract.ts'

/** A comparison of two annotators as the core keeps it. */
export type Agreement = Result<'agreement.list'>[number]

/** A post on which they differ. */
export type Difference = Result<'agreement.post'>
