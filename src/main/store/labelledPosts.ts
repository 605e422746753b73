import type { Cut } from '../../shared/domain/cut.ts'
import { recut } from '../../shared/domain/recut.ts'
import { both } from './condition.ts'
import type { Condition } from './condition.ts'
import type { StoreContext } from './context.ts'
import { decodedRows } from './decodedRows.ts'
import type { Bindable } from './openDatabase.ts'
import { batchSql, choiceCondition, publishedOnly } from './postQuery.ts'
import { decodeScoredSpans, decodeSpans } from './spanCodec.ts'
import type { BatchChoice, LabelledPost } from './types.ts'

/** Where the predicted spans of a batch come from: the rest of a join of `reading`, and its values. */
export interface ReadingSource {
  readonly join: string
  readonly values: readonly Bindable[]
  /** Which posts it holds. */
  readonly holds: Condition
}

interface Row {
  id: number
  external_id: string
  split: string | null
  reviewed: number
  revision: number
  spans: string
  cuts: string | null
  tokens: string
  caption: string | null
  tags: string | null
  pictureState: 'ok' | 'missing' | 'broken' | null
  pictureHash: string | null
  predicted: string | null
}

/** As `hasGold` says of a post. Labels that nothing was changed in are imported ones. */
const HAS_GOLD: Condition = {
  sql: `spans IS NOT NULL AND (reviewed = 1 OR revision = 0 OR EXISTS (
    SELECT 1 FROM post_content WHERE post_id = posts.id AND (tags IS NOT NULL OR gold IS NOT NULL)))`,
  values: [],
}

/** The next posts with gold after a position. One statement for the whole batch: comparisons read every post there is. */
export function labelledPosts(
  context: StoreContext,
  { join, values, holds }: ReadingSource,
  position: number,
  limit: number,
  choice: Pick<BatchChoice, 'which'> = {},
): LabelledPost[] {
  const where = both(publishedOnly(context.anyStaged()), HAS_GOLD, choiceCondition(choice), holds)
  const rows = context.connection.all<Row>(
    `SELECT posts.id, external_id, split, reviewed, revision, posts.spans, cuts, tokens, caption,
       CASE WHEN tag_problems > 0 AND cuts IS NULL THEN tags END AS tags,
       picture_names.state AS pictureState, picture_names.hash AS pictureHash, reading.spans AS predicted
     FROM (${batchSql(where)}) AS batch
       CROSS JOIN posts ON posts.id = batch.id
       CROSS JOIN post_content ON post_content.post_id = batch.id
       LEFT JOIN ${join}
       LEFT JOIN picture_names ON picture_names.id = posts.picture_id
     ORDER BY batch.id`,
    [position, ...where.values, limit, ...values],
  )
  return decodedRows(rows, labelledPostOf)
}

function labelledPostOf(row: Row): LabelledPost {
  const { id, external_id: externalId, split, revision, pictureState, pictureHash } = row
  const { tokens, predicted } = wordsOf(row)
  return {
    id,
    position: id,
    externalId,
    split,
    revision,
    tokens,
    caption: row.caption === null ? null : (JSON.parse(row.caption) as string),
    picture: pictureState === null ? null : { state: pictureState, hash: pictureHash },
    state: { spans: decodeSpans(row.spans), status: row.reviewed === 1 ? 'reviewed' : 'unreviewed' },
    predicted,
    rawTags: row.tags === null ? null : (JSON.parse(row.tags) as string[]),
  }
}

/** The words as they are cut, which gold counts, and over them what the model said of whole tokens. */
function wordsOf(row: Row): Pick<LabelledPost, 'tokens' | 'predicted'> {
  const tokens = JSON.parse(row.tokens) as string[]
  const predicted = row.predicted === null ? null : decodeScoredSpans(row.predicted)
  if (row.cuts === null) return { tokens, predicted }
  const state = { spans: null, status: 'unreviewed', flagged: false, comment: '' } as const
  return recut({ tokens, offsets: [], predicted, state }, JSON.parse(row.cuts) as Cut[])
}
