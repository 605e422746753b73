import type { Processes } from './childProcess.ts'
import { createPathQuestioner } from './pathQuestions.ts'
import type { PictureInspection } from './pictureProtocol.ts'

/** Looks at pictures in a process of their own, one at a time: a crafted file must not stop the program. */
export interface PictureClient {
  /** Never rejects: a picture that takes too long or stops the process is `broken` and says why. */
  readonly inspect: (path: string) => Promise<PictureInspection>
  close(): void
}

/** Longest look at one picture, including the start of the process. */
const LIMIT_MS = 5000

export function createPictureClient(processes: Processes, limitMs: number = LIMIT_MS): PictureClient {
  const { ask, close } = createPathQuestioner<PictureInspection>(processes, 'pictureProcess', {
    limitMs,
    failed: (reason) => ({ state: 'broken', reason }),
  })
  return { inspect: ask, close }
}
