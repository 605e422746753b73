import type { BulkPreview } from '../../shared/domain/bulkChange.ts'
import { formatCount } from '../components/numbers.ts'

/** `9 LOC, 2 MISC, 1 unlabelled`; empty when there is none. */
export function readingWords(readings: BulkPreview['readings']): string {
  return readings.map(({ type, count }) => `${formatCount(count)} ${type ?? 'unlabelled'}`).join(', ')
}
