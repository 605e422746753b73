import type { QueueFilter } from './queueNavigator.ts'

const PICTURES = {
  ok: 'with picture',
  missing: 'picture missing',
  broken: 'broken picture',
  none: 'without picture',
} as const

/** The parts of a filter in words, except the search text and a request, which have their own place. */
export function filterWords(filter: QueueFilter): string[] {
  const words: (string | false)[] = [
    filter.status !== undefined && (filter.status === 'reviewed' ? 'reviewed' : 'not reviewed'),
    filter.flagged !== undefined && (filter.flagged ? 'flagged' : 'not flagged'),
    filter.type !== undefined && `with ${filter.type}`,
    filter.scoreAtMost !== undefined && `score at most ${String(filter.scoreAtMost)}`,
    filter.split !== undefined && `split ${filter.split}`,
    filter.picture !== undefined && PICTURES[filter.picture],
    filter.problems !== undefined && 'with problems',
    filter.pictureChanges !== undefined &&
      (filter.pictureChanges ? 'another answer without the picture' : 'the same answer without the picture'),
    filter.reviewer !== undefined && `reviewed by ${filter.reviewer}`,
    filter.disagreement !== undefined && (filter.disagreement ? 'two models disagree' : 'two models agree'),
  ]
  return words.filter((word) => word !== false)
}

/** The filter with some fields set; what is undefined does not filter. */
export function withFields(filter: QueueFilter, fields: QueueFilter): QueueFilter {
  return Object.fromEntries(
    Object.entries({ ...filter, ...fields }).filter(([, value]) => value !== undefined),
  )
}
