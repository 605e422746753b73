import { readFile } from 'node:fs/promises'
import { loadEyes } from '../features/vision/loadEyes.ts'
import type { PictureEyes } from '../features/vision/pictureEyes.ts'
import { parentPort } from './childProcess.ts'
import { answerPaths } from './pathQuestions.ts'
import type { Look } from './visionClient.ts'

// The vision process: the only one that runs the detectors. A crafted picture ends this process alone.
let eyes: Promise<PictureEyes> | null = null

async function look(path: string): Promise<Look> {
  // Tried again for each picture: the detectors may still be on their way.
  eyes ??= loadEyes()
  let ready: PictureEyes
  try {
    ready = await eyes
  } catch (error) {
    eyes = null
    return { state: 'unavailable', reason: error instanceof Error ? error.message : String(error) }
  }
  return { state: 'seen', sight: await ready.look(await readFile(path)) }
}

answerPaths<Look>(parentPort(), look, (reason) => ({ state: 'unreadable', reason }))
