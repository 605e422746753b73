import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { LookAtPicture } from '../features/vision/sighting.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import type { LabelledPost } from './labelledPosts.ts'

interface Pictured extends LabelledPost {
  readonly sight: PictureSight | null
}

/**
 * Posts with what was seen in their pictures. A picture that cannot be looked at is none. Throws WorkbenchError `refused`
 * where none can be: a model trained for pictures without any would not be what was asked for.
 */
export async function withPictures<P extends Pictured>(
  posts: readonly P[],
  { name, pictures }: { readonly name: string; readonly pictures: string | null },
  look: LookAtPicture | null,
): Promise<P[]> {
  if (pictures === null) return [...posts]
  const refusal = (reason: string): WorkbenchError =>
    new WorkbenchError('refused', `The pictures of "${name}" cannot be looked at. ${reason}`)
  const missing = missingEyes()
  if (missing !== null || look === null)
    throw refusal(missing ?? 'This kind of model reads none; leave them out.')
  const seen: P[] = []
  for (const post of posts) {
    const file = post.pictureName === null ? null : path.join(pictures, path.basename(post.pictureName))
    const sighting = file === null ? null : await look(file)
    if (sighting?.sight === null && sighting.unavailable === true) throw refusal(sighting.reason)
    seen.push(sighting === null ? post : { ...post, sight: sighting.sight })
  }
  return seen
}

/** The sizes of the picture inputs where any post has a picture; nothing to change where none has. */
export function pictureShapeOf(posts: readonly { readonly sight: PictureSight | null }[]) {
  return posts.some(({ sight }) => sight !== null) ? PICTURE_SHAPE : {}
}
