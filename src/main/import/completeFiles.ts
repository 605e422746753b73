import type { GivenCaption, StoredFile, StoredPost } from '../store/types.ts'
import { importBoxes, noteMentions } from './boxImport.ts'
import { captionOf } from './captions.ts'
import type { BoxCounts, PictureCounts } from './importReport.ts'
import type { ImportRun } from './importRun.ts'
import type { PicturedFile } from './picturedFile.ts'
import { importPictures } from './pictureImport.ts'

const BATCH = 500

/** A file of the project, and what its posts may get. */
export interface Completion extends Pick<PicturedFile, 'pictures' | 'boxes' | 'findings'> {
  readonly file: StoredFile
}

/** What was found for the posts of all of them. */
export interface Completed {
  readonly pictures: PictureCounts
  readonly boxes: BoxCounts | null
}

/**
 * Gives posts of the project the pictures, captions and boxes they lack; what they have stays. Each is added on its own
 * and at once, so that a stop leaves nothing by halves and the same again goes on from there.
 */
export async function completeFiles(run: ImportRun, completions: readonly Completion[]): Promise<Completed> {
  const { predictions } = run.job.target
  const files = completions.map(({ file, pictures, boxes, findings }) => ({
    name: file.name,
    fileId: file.id,
    stored: true,
    pictures,
    boxes,
    findings,
  }))
  for (const file of files) await notePosts(run, file)
  const pictured = files.filter((file) => file.pictures !== null)
  // Before the first picture: whatever stops it, no prediction that was made without one passes for one made with it.
  for (const { fileId } of pictured) predictions.setUnseen(fileId, true)
  const pictures = await importPictures(run, files)
  const boxes = await importBoxes(run, files)
  for (const { fileId } of pictured) predictions.setUnseen(fileId, false)
  return { pictures, boxes }
}

/** Fills in captions, and remembers what pictures and boxes are held against. */
async function notePosts(run: ImportRun, file: PicturedFile & { readonly fileId: number }): Promise<void> {
  const { target } = run.job
  for (let position = 0; ;) {
    const posts = target.posts.after(position, BATCH, { fileId: file.fileId })
    for (const post of posts) notePicture(run, file, post)
    fillCaptions(run, posts)
    const last = posts.at(-1)
    if (last === undefined) return
    position = last.position
    await run.breathe()
  }
}

function notePicture(run: ImportRun, file: PicturedFile, post: StoredPost): void {
  const { picture, split, line } = post
  if (picture === null) return
  if (!run.pictureNames.has(picture.name))
    run.pictureNames.set(picture.name, { file: file.name, split, line, record: null })
  if (file.boxes?.has(picture.name) === true)
    noteMentions(run, picture.name, { tokens: post.tokens, spans: post.state.spans ?? [] })
}

function fillCaptions(run: ImportRun, posts: readonly StoredPost[]): void {
  const { captions, captionUses } = run
  if (captions === null) return
  const given = posts.flatMap(({ id, externalId, picture }): GivenCaption[] => {
    const caption = captionOf(captions, { externalId, picture: picture?.name ?? null })
    return caption === null ? [] : [{ postId: id, caption }]
  })
  const left = new Set(run.job.target.captions.fill(given))
  run.captionsLeft += left.size
  for (const { postId, caption } of given)
    if (!left.has(postId)) captionUses.set(caption, (captionUses.get(caption) ?? 0) + 1)
}
