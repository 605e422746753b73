import type { PostState } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { StoreContext } from './context.ts'
import { stateOf, tagsSay } from './postRow.ts'
import { decodeScoredSpans, encodeSpans } from './spanCodec.ts'

/** What a change of gold needs to know of a post. */
export interface GoldRow {
  id: number
  reviewed: number
  flagged: number
  comment: string
  reason: string | null
  cuts: string | null
  revision: number
  spans: string | null
  run_id: number | null
  /** JSON: the tokens of the file. */
  tokens: string
  tags: string | null
  /** Imported spans that tags cannot say; null: the tags say them. */
  gold: string | null
}

/** Undefined: no such post, or its import is not finished. */
export function goldRow({ connection }: StoreContext, postId: number): GoldRow | undefined {
  return connection.get<GoldRow>(
    `SELECT posts.id, reviewed, flagged, comment, reason, cuts, revision, spans, run_id, tokens, tags, gold
     FROM posts JOIN post_content ON post_id = posts.id JOIN files ON files.id = file_id
     WHERE posts.id = ? AND staged = 0`,
    [postId],
  )
}

export const goldState: (row: GoldRow) => PostState = stateOf

/** Writes what a log row says into the post: gold, its counts, and whether its raw tags still have problems. */
export function projectGold(
  context: StoreContext,
  postId: number,
  { state, revision, tags }: { state: PostState; revision: number; tags: readonly string[] | null },
): void {
  const { connection, labels } = context
  const { spans } = state
  const problems =
    tags !== null && tagsSay(tags, state, labels) ? readProjectTags(tags, labels.names).problems.length : 0
  connection.run(
    `UPDATE posts SET reviewed = ?, flagged = ?, comment = ?, reason = ?, cuts = ?, revision = ?, spans = ?,
       gold_spans = ?, type_mask = ?, problem_count = ? WHERE id = ?`,
    [
      state.status === 'reviewed' ? 1 : 0,
      state.flagged ? 1 : 0,
      JSON.stringify(state.comment),
      state.reason ?? null,
      state.cuts === undefined ? null : JSON.stringify(state.cuts),
      revision,
      spans === null ? null : encodeSpans(spans),
      spans?.length ?? null,
      labels.maskOf(spans ?? predictedSpans(context, postId)),
      problems,
      postId,
    ],
  )
}

function predictedSpans({ connection }: StoreContext, postId: number): readonly { readonly type: string }[] {
  const row = connection.get<{ spans: string }>(
    `SELECT predictions.spans FROM predictions JOIN posts ON posts.id = post_id AND posts.run_id = predictions.run_id
     WHERE post_id = ?`,
    [postId],
  )
  return row === undefined ? [] : decodeScoredSpans(row.spans)
}
