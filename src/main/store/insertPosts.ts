import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { importedGold, readProjectTags } from '../../shared/domain/projectTags.ts'
import type { Span } from '../../shared/domain/span.ts'
import { checkImportedPost } from './checkPost.ts'
import { ChunkTally } from './chunkTally.ts'
import type { StoreContext } from './context.ts'
import { foldPost } from '../../shared/domain/fold.ts'
import { encodeSpans } from './spanCodec.ts'

const INSERT_POST = `INSERT INTO posts (file_id, reviewed, flagged, gold_spans, type_mask, problem_count, captioned,
    picture_id, split, external_id, spans, comment, reason, folded)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const INSERT_CONTENT = `INSERT INTO post_content
    (post_id, tokens, text, offsets, caption, tags, gold, tag_problems, meta, layout, line)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
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
  const { lastId } = connection.run(INSERT_POST, [
    fileId,
    Number(post.status === 'reviewed'),
    Number(post.flagged === true),
    spans?.length ?? null,
    labels.maskOf(spans ?? []),
    problems,
    post.caption === null ? 0 : 1,
    picture?.id ?? null,
    post.split,
    post.externalId,
    spans === null ? null : encodeSpans(spans),
    JSON.stringify(post.comment ?? ''),
    post.reason ?? null,
    foldPost(post.text, post.caption),
  ])
  insertContent(context, lastId, post, { problems, gold: post.spans === undefined ? null : spans })
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

function insertContent(
  { connection }: StoreContext,
  postId: number,
  post: ImportedPost,
  { problems, gold }: { readonly problems: number; readonly gold: readonly Span[] | null },
): void {
  // Text of tokens one space apart is not stored twice; `joinedText` gives it back.
  const joined = post.text === post.tokens.join(' ')
  connection.run(INSERT_CONTENT, [
    postId,
    JSON.stringify(post.tokens),
    joined ? null : JSON.stringify(post.text),
    joined ? null : JSON.stringify(post.offsets),
    json(post.caption),
    json(post.tags),
    gold === null ? null : encodeSpans(gold),
    problems,
    json(post.meta),
    json(post.layout),
    post.line,
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
