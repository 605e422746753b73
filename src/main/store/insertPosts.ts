import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { checkImportedPost } from './checkPost.ts'
import type { StoreContext } from './context.ts'
import { fold } from './fold.ts'
import { encodeSpans } from './spanCodec.ts'

const INSERT_POST = `INSERT INTO posts (file_id, reviewed, flagged, gold_spans, type_mask, problem_count, captioned,
    picture_id, split, external_id, spans, folded)
  VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const INSERT_CONTENT = `INSERT INTO post_content
    (post_id, tokens, text, offsets, caption, tags, tag_problems, meta, layout, line)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const COUNT_NAME = `INSERT INTO picture_names (file_id, name, state, posts) VALUES (?, ?, 'missing', 1)
  ON CONFLICT (file_id, name) DO UPDATE SET posts = posts + 1 RETURNING id`

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
    let problems = 0
    for (const post of posts) if (insertPost(context, fileId, post) > 0) problems++
    return { stored: posts.length, problems }
  })
}

/** Gives the number of tag problems. */
function insertPost(context: StoreContext, fileId: number, post: ImportedPost): number {
  const { connection, labels } = context
  const reading = post.tags === null ? null : readProjectTags(post.tags, labels.names)
  const problems = reading?.problems.length ?? 0
  const { lastId } = connection.run(INSERT_POST, [
    fileId,
    post.status === 'reviewed' ? 1 : 0,
    reading?.spans.length ?? null,
    labels.maskOf(reading?.spans ?? []),
    problems,
    post.caption === null ? 0 : 1,
    pictureNameId(context, fileId, post.picture),
    post.split,
    post.externalId,
    reading === null ? null : encodeSpans(reading.spans),
    fold(post.caption === null ? post.text : `${post.text}\n${post.caption}`),
  ])
  insertContent(context, lastId, post, problems)
  return problems
}

function insertContent(
  { connection }: StoreContext,
  postId: number,
  post: ImportedPost,
  problems: number,
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
    problems,
    json(post.meta),
    json(post.layout),
    post.line,
  ])
}

/** Counts one more post for a picture name of the file; new names start as missing. */
function pictureNameId({ connection }: StoreContext, fileId: number, name: string | null): number | null {
  if (name === null) return null
  return connection.get<{ id: number }>(COUNT_NAME, [fileId, name])?.id ?? null
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
