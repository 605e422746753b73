import type { Params } from '../../shared/api/contract.ts'

export type ExportOptions = Params<'export.plan'>

export const DEFAULT_EXPORT: ExportOptions = {
  format: 'imgid',
  which: 'all',
  tags: 'gold',
  miscAsOther: false,
}

/** A retraining set is the reviewed posts with their gold, whatever was chosen before. */
export function settled(options: ExportOptions): ExportOptions {
  return options.format === 'retrain' ? { ...options, which: 'reviewed', tags: 'gold' } : options
}

/** A name that says what the file holds: "courtside-sample-reviewed.txt". A retraining set is a folder. */
export function suggestName(project: string, { format, which, tags }: ExportOptions): string {
  const base = project
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
  const stem = base === '' ? 'posts' : base
  if (format === 'retrain') return `${stem}-retraining-set`
  const parts = [stem, which === 'reviewed' ? 'reviewed' : '', tags === 'predicted' ? 'predicted' : '']
  return `${parts.filter((part) => part !== '').join('-')}.${format === 'imgid' ? 'txt' : 'jsonl'}`
}
