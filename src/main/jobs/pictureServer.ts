import type { ParentPort } from './childProcess.ts'
import { answerPaths } from './pathQuestions.ts'
import type { InspectPicture, PictureInspection } from './pictureProtocol.ts'

/** The loop of the picture process. */
export function servePictures(port: ParentPort, inspect: InspectPicture): void {
  answerPaths<PictureInspection>(port, inspect, (reason) => ({ state: 'broken', reason }))
}
