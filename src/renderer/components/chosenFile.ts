import type { Result } from '../../shared/api/contract.ts'

/** A file or folder a person chose: a token that stands for it, and what is shown of it. */
export type ChosenFile = Result<'files.choose'>['files'][number]
