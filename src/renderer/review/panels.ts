import type { BulkRequest } from '../../shared/domain/bulkChange.ts'

/** A caption that is being written. */
export interface CaptionDraft {
  /** Null: nothing typed yet, the caption stands in the field as it is. */
  readonly text: string | null
  /** The caption that the writer has seen. */
  readonly over: string | null
}

/** Guidelines that are being written. */
export interface GuidelineDraft {
  readonly text: string
  /** The guidelines that the writer has seen. */
  readonly over: string
  /** Whether the field is on screen; Esc puts it away with the words in it. */
  readonly open: boolean
}

/** Which of the small panels of the screen are open. */
export interface ReviewPanels {
  readonly comment: boolean
  readonly zoomed: boolean
  /** Captions being written, by post: who leaves a post half-way finds the words again. */
  readonly captionDrafts: ReadonlyMap<number, CaptionDraft>
  /** The queue, where the window is too narrow to show it always. */
  readonly drawer: boolean
  readonly filter: boolean
  /** What the annotators agreed on, in the place of the queue. */
  readonly guidelines: boolean
  /** Null: nobody writes any. */
  readonly guidelineDraft: GuidelineDraft | null
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
  captionDrafts: new Map(),
  drawer: false,
  filter: false,
  guidelines: false,
  guidelineDraft: null,
  history: false,
  rules: false,
  pace: false,
  bulk: null,
}

/** The panels with this draft of a caption; undefined: its field is closed, and what was typed there is gone. */
export function withCaptionDraft(
  panels: ReviewPanels,
  postId: number,
  draft: CaptionDraft | undefined,
): ReviewPanels {
  const captionDrafts = new Map(panels.captionDrafts)
  if (draft === undefined) captionDrafts.delete(postId)
  else captionDrafts.set(postId, draft)
  return { ...panels, captionDrafts }
}
