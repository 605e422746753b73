import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { LookAtPicture, Sighting } from '../features/vision/sighting.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import type { Reading } from '../import/importTypes.ts'
import type { PictureFolder } from '../import/pictureFolder.ts'
import { openLabelledPosts } from './labelledPosts.ts'
import type { LabelledPost } from './labelledPosts.ts'

/** A post with what was seen in its picture; null: it has none, or none is shown. */
export interface SeenPost extends LabelledPost {
  readonly sight: PictureSight | null
}

/** Who looks at the pictures of posts. */
export interface PictureContext {
  /** Missing or null: a set for which pictures were asked is refused. */
  readonly look?: LookAtPicture | null | undefined
  /** What was seen in a picture before, by the name its post has for it: then no folder is searched. */
  readonly seen?: ((name: string) => Promise<Sighting>) | undefined
  /** Hears what a person should know and can go on with, e.g. that the GPU failed. */
  readonly told?: ((note: string) => void) | undefined
}

/** A file of posts, with where their captions and pictures are. */
export interface PostsFile {
  /** Of the set, for messages. */
  readonly name: string
  readonly file: string
  readonly reading?: Reading | null
  /** Captions of posts that have none in the file; null: those that came in the same zip, if any. */
  readonly captions: string | null
  /** Folder of the pictures; null: those that came in the same zip, if any. */
  readonly pictures: string | null
}

/** Reads the posts of a file and looks at their pictures; throws what these two throw. */
export async function readSeenPosts(
  { name, file, reading, captions, pictures }: PostsFile,
  context: PictureContext,
): Promise<SeenPost[]> {
  const read = await openLabelledPosts(file, captions, reading ?? undefined)
  try {
    const unseen = read.posts.map((post) => ({ ...post, sight: null }))
    if (pictures === null && read.pictures !== null) {
      const blind = blindness(context)
      if (blind !== null) {
        context.told?.(`The pictures in ${path.basename(file)} are left out. ${blind}`)
        return unseen
      }
    }
    return await withPictures(unseen, { name, pictures: read.pictures ?? pictures }, context)
  } finally {
    await read.close()
  }
}

/**
 * Posts with what was seen in their pictures: those of a zip, or of a folder. A picture that cannot be looked at is none.
 * Throws WorkbenchError `refused` where none can be: a model trained for pictures without any would not be what was asked
 * for.
 */
export async function withPictures<P extends SeenPost>(
  posts: readonly P[],
  { name, pictures }: { readonly name: string; readonly pictures: PictureFolder | string | null },
  context: PictureContext,
): Promise<P[]> {
  if (pictures === null) return [...posts]
  const refusal = (reason: string): WorkbenchError =>
    new WorkbenchError('refused', `The pictures of "${name}" cannot be looked at. ${reason}`)
  const blind = blindness(context)
  if (blind !== null) throw refusal(blind)
  const see = context.seen ?? ((picture) => lookIn(pictures, picture, context.look ?? null))
  const seen: P[] = []
  for (const post of posts) {
    const sighting = post.pictureName === null ? null : await see(post.pictureName)
    if (sighting?.sight === null && sighting.unavailable === true) throw refusal(sighting.reason)
    seen.push(sighting === null ? post : { ...post, sight: sighting.sight })
  }
  return seen
}

/** Why nobody can look; null: somebody can. */
function blindness({ look, seen }: PictureContext): string | null {
  const nobody = (look ?? null) === null && seen === undefined
  return missingEyes() ?? (nobody ? 'This kind of model reads none; leave them out.' : null)
}

async function lookIn(
  pictures: PictureFolder | string,
  name: string,
  look: LookAtPicture | null,
): Promise<Sighting | null> {
  if (look === null) return null
  if (typeof pictures === 'string') return look(path.join(pictures, path.basename(name)))
  const located = await pictures.locate(name)
  return 'state' in located ? null : look(located.path)
}

/** The sizes of the picture inputs where any post has a picture; nothing to change where none has. */
export function pictureShapeOf(posts: readonly { readonly sight: PictureSight | null }[]) {
  return posts.some(({ sight }) => sight !== null) ? PICTURE_SHAPE : {}
}
