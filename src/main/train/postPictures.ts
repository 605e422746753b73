import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { LookAtPicture, Sighting } from '../features/vision/sighting.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import type { Reading } from '../import/importTypes.ts'
import { openPictureFolder } from '../import/pictureFolder.ts'
import type { PictureFolder } from '../import/pictureFolder.ts'
import { notInspected, openLabelledPosts } from './labelledPosts.ts'
import type { LabelledPost } from './labelledPosts.ts'
import { NamedPictures } from './namedPictures.ts'

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

/** Reads the posts of a file and looks at their pictures; throws what {@link withPictures} throws, and for a bad record. */
export async function readSeenPosts(
  { name, file, reading, captions, pictures }: PostsFile,
  context: PictureContext,
): Promise<SeenPost[]> {
  const read = await openLabelledPosts(file, captions, reading ?? undefined)
  try {
    const unseen = read.posts.map((post) => ({ ...post, sight: null }))
    const shown = read.pictures ?? pictures
    if (shown === null) return unseen
    const viewer = await viewerOf(shown, context)
    if (typeof viewer !== 'string' || pictures !== null)
      return await seenThrough(viewer, name, unseen, context)
    context.told?.(`The pictures in ${path.basename(file)} are left out. ${viewer}`)
    return unseen
  } finally {
    await read.close()
  }
}

/**
 * Posts with what was seen in their pictures, which are in a folder. A picture that cannot be looked at is none, and how many
 * are is told. Throws WorkbenchError `refused` where none can be: a model trained for pictures without any would not be what
 * was asked for.
 */
export async function withPictures<P extends SeenPost>(
  posts: readonly P[],
  { name, pictures }: { readonly name: string; readonly pictures: string | null },
  context: PictureContext,
): Promise<P[]> {
  if (pictures === null) return [...posts]
  return seenThrough(await viewerOf(pictures, context), name, posts, context)
}

/** Shows pictures by the names posts have for them. */
interface PictureViewer {
  see(name: string): Promise<Sighting>
  /** How many could not be shown, in words; null: nothing to tell. */
  readonly trouble: string | null
}

/** A text says why nobody can look. */
async function viewerOf(
  pictures: PictureFolder | string,
  { look = null, seen }: PictureContext,
): Promise<PictureViewer | string> {
  const missing = missingEyes()
  if (missing !== null) return missing
  if (seen !== undefined) return { see: seen, trouble: null }
  if (look === null) return 'This kind of model reads none; leave them out.'
  const folder = typeof pictures === 'string' ? await openPictureFolder(pictures, notInspected) : pictures
  return new NamedPictures(folder, look)
}

async function seenThrough<P extends SeenPost>(
  viewer: PictureViewer | string,
  name: string,
  posts: readonly P[],
  { told }: PictureContext,
): Promise<P[]> {
  const refusal = (reason: string): WorkbenchError =>
    new WorkbenchError('refused', `The pictures of "${name}" cannot be looked at. ${reason}`)
  if (typeof viewer === 'string') throw refusal(viewer)
  const seen: P[] = []
  for (const post of posts) {
    const sighting = post.pictureName === null ? null : await viewer.see(post.pictureName)
    if (sighting?.sight === null && sighting.unavailable === true) throw refusal(sighting.reason)
    seen.push(sighting === null ? post : { ...post, sight: sighting.sight })
  }
  if (viewer.trouble !== null) told?.(`${name}: ${viewer.trouble}`)
  return seen
}

/** The sizes of the picture inputs where any post has a picture; nothing to change where none has. */
export function pictureShapeOf(posts: readonly { readonly sight: PictureSight | null }[]) {
  return posts.some(({ sight }) => sight !== null) ? PICTURE_SHAPE : {}
}
