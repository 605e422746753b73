import type { JsonObject } from '../../shared/domain/json.ts'
import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import type { PostDetail, PostPicture, PostState, PostSummary } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { sameSpans } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import type { LabelSet } from './labelSet.ts'
import type { Bindable, Connection } from './openDatabase.ts'
import { decodeScoredSpans, decodeSpans } from './spanCodec.ts'
import type { StoredPost } from './types.ts'

/** `least_score` of a post without predicted spans: above every probability, so that it sorts last. */
export const NO_SCORE = 2

const SUMMARY_LENGTH = 160

/** A post with all that belongs to it. */
export interface PostRow {
  id: number
  file_id: number
  external_id: string
  split: string | null
  reviewed: number
  flagged: number
  comment: string
  reason: string | null
  revision: number
  spans: string | null
  least_score: number
  problem_count: number
  run_id: number | null
  tokens: string
  text: string | null
  offsets: string | null
  caption: string | null
  tags: string | null
  tag_problems: number
  meta: string | null
  layout: string | null
  line: number
  predicted: string | null
  picture_name: string | null
  picture_state: PostPicture['state'] | null
  hash: string | null
  width: number | null
  height: number | null
  findings: string | null
  regions: string | null
  caption_edited: number
}

const SELECT_POST = `
  SELECT posts.id, posts.file_id, external_id, split, reviewed, flagged, comment, reason, revision, posts.spans,
    least_score, problem_count, posts.run_id, tokens, text, offsets, caption, tags, tag_problems, meta, layout, line,
    predictions.spans AS predicted, picture_names.name AS picture_name, picture_names.state AS picture_state,
    pictures.hash, width, height, findings, regions,
    EXISTS (SELECT 1 FROM caption_edits WHERE caption_edits.post_id = posts.id) AS caption_edited
  FROM posts
    JOIN post_content ON post_content.post_id = posts.id
    LEFT JOIN predictions ON predictions.post_id = posts.id AND predictions.run_id = posts.run_id
    LEFT JOIN picture_names ON picture_names.id = posts.picture_id
    LEFT JOIN picture_regions ON picture_regions.picture_name_id = posts.picture_id
    LEFT JOIN pictures ON pictures.hash = picture_names.hash
    LEFT JOIN picture_findings ON picture_findings.hash = picture_names.hash
  WHERE posts.id = ?`

/** The posts whose ids a query gives, in its order. */
export function postRows(connection: Connection, ids: string, values: readonly Bindable[]): PostRow[] {
  return connection
    .all<{ id: number }>(ids, values)
    .flatMap(({ id }) => connection.get<PostRow>(SELECT_POST, [id]) ?? [])
}

export function stateOf(
  row: Pick<PostRow, 'spans' | 'reviewed' | 'flagged' | 'comment' | 'reason'>,
): PostState {
  return {
    spans: row.spans === null ? null : decodeSpans(row.spans),
    status: row.reviewed === 1 ? 'reviewed' : 'unreviewed',
    flagged: row.flagged === 1,
    comment: JSON.parse(row.comment) as string,
    ...(row.reason === null ? {} : { reason: row.reason }),
  }
}

export function detailOf(row: PostRow): PostDetail {
  const tokens = JSON.parse(row.tokens) as string[]
  const tags = parsed(row.tags) as string[] | null
  return {
    id: row.id,
    externalId: row.external_id,
    split: row.split,
    tokens,
    ...textOf(row, tokens),
    caption: parsed(row.caption) as string | null,
    captionOrigin: row.caption === null ? null : row.caption_edited === 1 ? 'person' : 'data',
    picture: pictureOf(row),
    state: stateOf(row),
    revision: row.revision,
    predicted: row.predicted === null ? null : decodeScoredSpans(row.predicted),
    rawTags: row.tag_problems > 0 ? tags : null,
  }
}

export function storedPostOf(row: PostRow, labels: LabelSet): StoredPost {
  const detail = detailOf(row)
  const tags = parsed(row.tags) as string[] | null
  return {
    ...detail,
    fileId: row.file_id,
    position: row.id,
    tags,
    tagsHold: tags !== null && (row.revision === 0 || tagsSay(tags, detail.state.spans, labels)),
    layout: parsed(row.layout) as JsonObject | null,
    meta: parsed(row.meta) as JsonObject | null,
    line: row.line,
    predictedRun: row.run_id,
  }
}

/** Whether raw tags still say what gold says. */
export function tagsSay(tags: readonly string[], gold: readonly Span[] | null, labels: LabelSet): boolean {
  return gold !== null && sameSpans(readProjectTags(tags, labels.names).spans, gold)
}

export function summaryOf(row: PostRow): PostSummary {
  const tokens = JSON.parse(row.tokens) as string[]
  const { text, offsets } = textOf(row, tokens)
  const shown = shownSpans(row)
  const cut = cutLength(text)
  return {
    id: row.id,
    externalId: row.external_id,
    text: text.slice(0, cut),
    mentions: shown
      .map(({ start, end, type }) => ({
        start: offsets[2 * start] ?? 0,
        end: Math.min(offsets[2 * end - 1] ?? 0, cut),
        type,
      }))
      .filter((mention) => mention.start < mention.end),
    status: row.reviewed === 1 ? 'reviewed' : 'unreviewed',
    flagged: row.flagged === 1,
    spanCount: shown.length,
    leastScore: row.least_score === NO_SCORE ? null : row.least_score,
    problemCount: row.problem_count,
  }
}

function shownSpans(row: PostRow): readonly (Span | ScoredSpan)[] {
  if (row.spans !== null) return decodeSpans(row.spans)
  return row.predicted === null ? [] : decodeScoredSpans(row.predicted)
}

/** Length of the text of a summary: never between the halves of a surrogate pair. */
function cutLength(text: string): number {
  if (text.length <= SUMMARY_LENGTH) return text.length
  const last = text.charCodeAt(SUMMARY_LENGTH - 1)
  return last >= 0xd800 && last <= 0xdbff ? SUMMARY_LENGTH - 1 : SUMMARY_LENGTH
}

function textOf(
  row: Pick<PostRow, 'text' | 'offsets'>,
  tokens: readonly string[],
): { readonly text: string; readonly offsets: readonly number[] } {
  if (row.text === null || row.offsets === null) return joinedText(tokens)
  return { text: JSON.parse(row.text) as string, offsets: JSON.parse(row.offsets) as number[] }
}

/** Tokens joined by one space, and where each lies in that text. */
export function joinedText(tokens: readonly string[]): {
  readonly text: string
  readonly offsets: readonly number[]
} {
  const offsets: number[] = []
  let at = 0
  for (const token of tokens) {
    offsets.push(at, at + token.length)
    at += token.length + 1
  }
  return { text: tokens.join(' '), offsets }
}

function pictureOf(row: PostRow): PostPicture | null {
  if (row.picture_name === null || row.picture_state === null) return null
  return {
    name: row.picture_name,
    state: row.picture_state,
    hash: row.hash,
    width: row.width ?? 0,
    height: row.height ?? 0,
    findings: parsed(row.findings) as PictureFindings | null,
    regions: (parsed(row.regions) ?? []) as MentionRegion[],
  }
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json)
}
