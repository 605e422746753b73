import type { BulkPreview } from '../../shared/domain/bulkChange.ts'

/** `12 posts`, `1 post`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** `9 LOC, 2 MISC, 1 unlabelled`; empty when there is none. */
export function readingWords(readings: BulkPreview['readings']): string {
  return readings.map(({ type, count }) => `${count.toLocaleString('en')} ${type ?? 'unlabelled'}`).join(', ')
}
