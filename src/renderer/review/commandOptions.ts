import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { QueueNavigator } from './queueNavigator.ts'
import type { Review } from './review.ts'

/** What of a review the commands need. */
export type CommandedReview = Pick<Review, 'session' | 'panels' | 'act'> & {
  readonly queue: Pick<QueueNavigator, 'step' | 'nextUncertain'>
}

/** What the commands of the review screen work with. */
export interface ReviewCommandOptions {
  readonly review: CommandedReview
  readonly labels: readonly LabelDefinition[]
  readonly readOnly: boolean
  readonly announce: (words: string) => void
  readonly toggleEvidence: () => void
  readonly toggleFindings: () => void
  readonly toggleHeat: () => void
  /** Opens the list of types. */
  readonly listTypes: () => void
  /** `next`: the next step of the tour, or its first. */
  readonly tour: { readonly open: () => boolean; readonly next: () => void }
}

/** Below this score N stops at a span. */
export const UNCERTAIN = 0.75

/** So many types have a number key and a button of their own; with more, all of them are in a list as well. */
export const NUMBERED_TYPES = 9
