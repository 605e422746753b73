import type { ParentPort } from './childProcess.ts'
import type { InspectPicture, PictureReply, PictureRequest } from './pictureProtocol.ts'

/** The loop of the picture process. A picture that cannot be read is an answer; only a crash is a failure. */
export function servePictures(port: ParentPort, inspect: InspectPicture): void {
  port.onMessage((message) => {
    const { id, path } = message as PictureRequest
    void inspect(path)
      .catch((error: unknown) => ({
        state: 'broken' as const,
        reason: error instanceof Error ? error.message : String(error),
      }))
      .then((inspection) => {
        port.send({ id, inspection } satisfies PictureReply)
      })
  })
}
