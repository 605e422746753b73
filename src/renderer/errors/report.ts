import type { Result } from '../../shared/api/contract.ts'

export type Report = Result<'errors.report'>
export type Example = Result<'errors.examples'>['rows'][number]
