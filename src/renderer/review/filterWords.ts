import { formatScore } from '../components/numbers.ts'
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
    ...reviewWords(filter),
    filter.type !== undefined && `with ${filter.type}`,
    filter.scoreAtMost !== undefined && `score at most ${formatScore(filter.scoreAtMost)}`,
    filter.split !== undefined && `split ${filter.split}`,
    filter.picture !== undefined && PICTURES[filter.picture],
    filter.problems !== undefined && 'with problems',
    filter.pictureChanges !== undefined &&
      (filter.pictureChanges ? 'another answer without the picture' : 'the same answer without the picture'),
    filter.disagreement !== undefined && (filter.disagreement ? 'two models disagree' : 'two models agree'),
  ]
  return words.filter((word) => word !== false)
}

/** What people said of the posts. */
function reviewWords({ status, flagged, reason, reviewer }: QueueFilter): (string | false)[] {
  return [
    status !== undefined && (status === 'reviewed' ? 'reviewed' : 'not reviewed'),
    flagged !== undefined && (flagged ? 'flagged' : 'not flagged'),
    reason !== undefined && `commented: ${reason}`,
    reviewer !== undefined && `reviewed by ${reviewer}`,
  ]
}

/** The filter with some fields set; what is undefined does not filter. */
export function withFields(filter: QueueFilter, fields: QueueFilter): QueueFilter {
  return Object.fromEntries(
    Object.entries({ ...filter, ...fields }).filter(([, value]) => value !== undefined),
  )
}
