import { CHANGE_KINDS } from '../../shared/domain/fileChange.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import type { ImportedPost, PostDetail, PostState } from '../../shared/domain/post.ts'
import { importedGold } from '../../shared/domain/projectTags.ts'
import { withCuts } from '../../shared/domain/recut.ts'
import type { BulkPost, ProjectStore } from '../store/types.ts'
import { fileChanges, goneNote, storedFile } from './fileChanges.ts'
import type { Comparison, FileChange } from './fileChanges.ts'
import { keptOptions } from './fileOptions.ts'
import { withAftermath } from './importOutcome.ts'
import { FindingList } from './importReport.ts'
import type { PictureCounts } from './importReport.ts'
import type { ImportJob } from './importTypes.ts'
import type { PictureFolder } from './pictureFolder.ts'
import { importPictures } from './pictureImport.ts'
import { recognised } from './readPosts.ts'
import { splitOfName } from './splitNames.ts'

export interface Update extends Omit<Comparison, 'project'> {
  readonly project: Pick<ProjectStore, 'labels' | 'files' | 'posts' | 'bulk' | 'pictures' | 'transaction'>
  /** The kinds of differences to take over; the others stay as they are. */
  readonly apply: ReadonlySet<ChangeKind>
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Where the pictures of new posts are looked for; null: nowhere. */
  readonly pictures: PictureFolder | null
  readonly onProgress?: ImportJob['onProgress']
}

/**
 * The document of an update: posts taken over, by kind; `left`: somebody corrected them meanwhile; `pictures`: of new posts,
 * null: none were looked for; `change`: what is undone as one, null: no post that was there changed.
 */
export type UpdateReport = Record<ChangeKind, number> & {
  readonly file: string
  readonly left: number
  readonly pictures: PictureCounts | null
  readonly change: { readonly id: number; readonly title: string; readonly posts: number } | null
}

const CHUNK = 1000

/**
 * Takes over the chosen differences of a changed file, all or none: new posts become one more file of the project, new
 * labels become corrections that are one change of many posts and undone as one, and a post that is gone is flagged and says so. Nothing is deleted and
 * no token changes: a reworded post stays, flagged, beside its new version.
 */
export async function updateFile(update: Update): Promise<UpdateReport> {
  const { project, source, options, apply, author, at, breathe } = update
  const { name: file } = storedFile(project.files, update.fileId)
  const named = splitOfName(file)
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>
  const { files, posts } = project
  const { encoding, reader } = await recognised(source, options)
  const staged = files.begin({
    name: file,
    format: reader.name,
    encoding,
    sha256: '',
    layout: null,
    options: keptOptions(options),
  })
  try {
    const changed: BulkPost[] = []
    let chunk: ImportedPost[] = []
    let inserted = 0
    const flush = async (): Promise<void> => {
      posts.insert(staged, chunk)
      inserted += chunk.length
      chunk = []
      await breathe()
    }
    for await (const change of fileChanges(update)) {
      if (!apply.has(change.kind)) continue
      counts[change.kind]++
      if (change.postId !== null) changed.push(changedPost(update, change, file))
      if (change.kind === 'added' || change.kind === 'reworded')
        chunk.push({ ...change.read, split: options.split ?? change.read.split ?? named })
      if (chunk.length >= CHUNK) await flush()
    }
    await flush()
    const pictures = await picturesOf(update, file, staged)
    return project.transaction(() => {
      if (inserted === 0) files.discard([staged])
      else files.publish([staged])
      const title = updateTitle(file)
      if (changed.length === 0) return { ...counts, file, left: 0, pictures, change: null }
      const outcome = project.bulk.apply({ kind: 'update', title, author, at }, changed)
      const change = { id: outcome.id, title, posts: outcome.changed.length }
      return { ...counts, file, left: outcome.left.length, pictures, change }
    })
  } catch (error) {
    files.discard([staged])
    throw withAftermath(error, 'Nothing was changed.')
  }
}

async function picturesOf(
  { project: target, pictures, breathe, onProgress }: Update,
  name: string,
  fileId: number,
): Promise<PictureCounts | null> {
  if (pictures === null) return null
  const run = {
    job: { target, ...(onProgress === undefined ? {} : { onProgress }) },
    pictureNames: new Map(),
    mentions: new Map(),
    breathe,
  }
  const file = { name, fileId, stored: false, pictures, boxes: null, findings: new FindingList() }
  return importPictures(run, [file])
}

/** What an update is called: as a job, and among the changes of many posts. */
export function updateTitle(file: string): string {
  return `Update ${file}`
}

function changedPost(update: Update, change: Exclude<FileChange, { kind: 'added' }>, file: string): BulkPost {
  const post = update.project.posts.get(change.postId)
  return { postId: post.id, expectedRevision: post.revision, after: stateAfter(post, change, update, file) }
}

function stateAfter(
  { state }: PostDetail,
  { kind, read }: FileChange,
  { project }: Update,
  file: string,
): PostState {
  if (read === null || kind === 'reworded') {
    const comment = state.comment === '' ? goneNote(file) : `${state.comment}\n${goneNote(file)}`
    return { ...state, flagged: true, comment }
  }
  const labels = new Set(project.labels.map((label) => label.name))
  const spans = importedGold(read, labels)
  // A file speaks of its own tokens.
  return withCuts({ ...state, spans }, [])
}
