import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { importedGold, readProjectTags } from '../../shared/domain/projectTags.ts'
import { checkImportedPost } from './checkPost.ts'
import { ChunkTally } from './chunkTally.ts'
import type { StoreContext } from './context.ts'
import { foldPost } from '../../shared/domain/fold.ts'
import { postDigest } from './postDigest.ts'
import { encodeSpans } from './spanCodec.ts'

const INSERT_POST = `INSERT INTO posts (file_id, reviewed, flagged, gold_spans, type_mask, problem_count, captioned,
    picture_id, split, external_id, spans, comment, reason, folded)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const INSERT_CONTENT = `INSERT INTO post_content
    (post_id, tokens, text, offsets, caption, tags, gold, tag_problems, meta, layout, line, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
/** Posts of one picture say the same of it; the first is heard. */
const INSERT_REGIONS = `INSERT INTO picture_regions (picture_name_id, regions) VALUES (?, ?) ON CONFLICT DO NOTHING`
const NEW_NAME = `INSERT INTO picture_names (file_id, name, state, posts) VALUES (?, ?, 'missing', 1)
  ON CONFLICT DO NOTHING`
const COUNT_NAME = `UPDATE picture_names SET posts = posts + 1 WHERE file_id = ? AND name = ? RETURNING id, state`

interface PictureName {
  readonly id: number
  readonly state: string
}

/** Adds posts to a staged file, whole or not at all. */
export function insertPosts(
  context: StoreContext,
  fileId: number,
  posts: readonly ImportedPost[],
): { readonly stored: number; readonly problems: number } {
  for (const post of posts) checkImportedPost(post)
  return context.write(() => {
    const counted = context.connection.run('UPDATE files SET posts = posts + ? WHERE id = ? AND staged = 1', [
      posts.length,
      fileId,
    ])
    if (counted.changes === 0)
      throw new WorkbenchError('refused', 'Posts can only be added to a file while it is being imported.')
    const tally = new ChunkTally()
    let problems = 0
    for (const post of posts) if (insertPost(context, fileId, post, tally) > 0) problems++
    tally.store(context.connection, fileId)
    return { stored: posts.length, problems }
  })
}

/** Gives the number of tag problems. */
function insertPost(context: StoreContext, fileId: number, post: ImportedPost, tally: ChunkTally): number {
  const { connection, labels } = context
  const spans = importedGold(post, labels.names)
  const problems = problemsOf(post.tags, labels.names)
  const picture = pictureName(context, fileId, post.picture)
  insertRegions(context, picture, post)
  const said = {
    reviewed: Number(post.status === 'reviewed'),
    flagged: Number(post.flagged === true),
    comment: JSON.stringify(post.comment ?? ''),
    reason: post.reason ?? null,
  }
  const encoded = spans === null ? null : encodeSpans(spans)
  const { lastId } = connection.run(INSERT_POST, [
    fileId,
    said.reviewed,
    said.flagged,
    spans?.length ?? null,
    labels.maskOf(spans ?? []),
    problems,
    post.caption === null ? 0 : 1,
    picture?.id ?? null,
    post.split,
    post.externalId,
    encoded,
    said.comment,
    said.reason,
    foldPost(post.text, post.caption),
  ])
  insertContent(context, lastId, post, {
    fileId,
    said,
    problems,
    gold: post.spans === undefined ? null : encoded,
  })
  tally.add({
    split: post.split,
    reviewed: post.status === 'reviewed',
    flagged: post.flagged === true,
    captioned: post.caption !== null,
    picture: picture?.state ?? null,
    goldSpans: spans?.length ?? 0,
    problems,
  })
  return problems
}

function problemsOf(tags: readonly string[] | null, labels: ReadonlySet<string>): number {
  return tags === null ? 0 : readProjectTags(tags, labels).problems.length
}

function insertRegions(
  { connection }: StoreContext,
  picture: PictureName | null,
  { regions = [] }: ImportedPost,
): void {
  if (picture !== null && regions.length > 0)
    connection.run(INSERT_REGIONS, [picture.id, JSON.stringify(regions)])
}

interface Inserted {
  readonly fileId: number
  /** Columns of `posts` that are in the digest. */
  readonly said: {
    readonly reviewed: number
    readonly flagged: number
    readonly comment: string
    readonly reason: string | null
  }
  readonly problems: number
  readonly gold: string | null
}

function insertContent(
  { connection }: StoreContext,
  postId: number,
  post: ImportedPost,
  { fileId, said, problems, gold }: Inserted,
): void {
  // Text of tokens one space apart is not stored twice; `joinedText` gives it back.
  const joined = post.text === post.tokens.join(' ')
  const tokens = JSON.stringify(post.tokens)
  const text = joined ? null : JSON.stringify(post.text)
  const offsets = joined ? null : JSON.stringify(post.offsets)
  const caption = json(post.caption)
  const tags = json(post.tags)
  const meta = json(post.meta)
  const layout = json(post.layout)
  const digest = postDigest([
    fileId,
    post.split,
    post.externalId,
    post.picture,
    said.reviewed,
    said.flagged,
    said.comment,
    said.reason,
    tokens,
    text,
    offsets,
    caption,
    tags,
    gold,
    meta,
    layout,
    post.line,
  ])
  connection.run(INSERT_CONTENT, [
    postId,
    tokens,
    text,
    offsets,
    caption,
    tags,
    gold,
    problems,
    meta,
    layout,
    post.line,
    digest,
  ])
}

/** Counts one more post for a picture name of the file; new names start as missing. */
function pictureName({ connection }: StoreContext, fileId: number, name: string | null): PictureName | null {
  if (name === null) return null
  // Nearly every name is new, and a plain insertion costs half of one that returns its row.
  const { changes, lastId } = connection.run(NEW_NAME, [fileId, name])
  if (changes === 1) return { id: lastId, state: 'missing' }
  return connection.get<PictureName>(COUNT_NAME, [fileId, name]) ?? null
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
