import { createHash } from 'node:crypto'
import type { PictureSight } from './pictureEyes.ts'
import { VISION_FILES } from './visionModels.ts'

/** Changes with anything that changes what is seen: sizes, thresholds, the numbers a network is shown. */
const STEPS = 'eyes 1: 960, letterbox 416 and 256, bgr, face .7, text .8, 217 numbers a region'

/** Names models, hashes and preprocessing; features are kept and packs are trained under this name. */
export const EYES_RECIPE = `eyes-1-${createHash('sha256')
  .update(JSON.stringify([STEPS, VISION_FILES]))
  .digest('hex')
  .slice(0, 12)}`

/** What a look at a picture gave. A picture that failed costs its evidence only. */
export type Sighting =
  | { readonly sight: PictureSight; readonly reason: null }
  /** `unavailable`: not this picture is at fault, no picture can be looked at now. */
  | { readonly sight: null; readonly reason: string; readonly unavailable?: true }

/** Looks at the picture in a file, or remembers what was seen. Never rejects. */
export type LookAtPicture = (path: string) => Promise<Sighting>
