import type { PictureSight } from '../features/vision/pictureEyes.ts'
import type { Processes } from './childProcess.ts'
import { createPathQuestioner } from './pathQuestions.ts'

/** What a look at a picture gave. */
export type Look =
  | { readonly state: 'seen'; readonly sight: PictureSight }
  /** This picture could not be looked at. */
  | { readonly state: 'unreadable'; readonly reason: string }
  /** No picture can: the detectors are not on this machine. */
  | { readonly state: 'unavailable'; readonly reason: string }

/** Has the vision process look at pictures, one at a time. */
export interface VisionClient {
  /** Never rejects. */
  readonly look: (path: string) => Promise<Look>
  close(): void
}

/** Longest look at one picture, including the loading of the detectors on a busy machine. */
const LIMIT_MS = 60_000

export function createVisionClient(processes: Processes, limitMs: number = LIMIT_MS): VisionClient {
  const { ask, close } = createPathQuestioner<Look>(processes, 'visionProcess', {
    limitMs,
    failed: (reason) => ({ state: 'unreadable', reason }),
  })
  return { look: ask, close }
}
