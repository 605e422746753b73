import { textModelsFolder, visionFolder } from '../../system/resources.ts'
import { PictureEyes } from './pictureEyes.ts'
import { missingEyes } from './visionModels.ts'

/** Loads the detectors of this machine. Throws an Error whose message says what is missing and what to do. */
export async function loadEyes(threads = 1): Promise<PictureEyes> {
  const vision = visionFolder()
  const missing = missingEyes(vision)
  if (missing !== null) throw new Error(missing)
  return PictureEyes.load({ vision, text: textModelsFolder() }, threads)
}
