import type { BulkRequest } from '../../shared/domain/bulkChange.ts'

/** Which of the small panels of the screen are open. */
export interface ReviewPanels {
  readonly comment: boolean
  readonly zoomed: boolean
  /** The post whose caption is being written; null: none. */
  readonly captionEdit: number | null
  /** The queue, where the window is too narrow to show it always. */
  readonly drawer: boolean
  readonly filter: boolean
  /** What the annotators agreed on, in the place of the queue. */
  readonly guidelines: boolean
  readonly history: boolean
  /** What the project lets its annotators do is being written. */
  readonly rules: boolean
  /** How long decisions took. */
  readonly pace: boolean
  /** The change of many posts that is being thought over. */
  readonly bulk: BulkRequest | null
}

/** None is. */
export const CLOSED: ReviewPanels = {
  comment: false,
  zoomed: false,
  captionEdit: null,
  drawer: false,
  filter: false,
  guidelines: false,
  history: false,
  rules: false,
  pace: false,
  bulk: null,
}
