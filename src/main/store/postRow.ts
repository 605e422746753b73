import type { Cut } from '../../shared/domain/cut.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import type { PostDetail, PostPicture, PostState, PostSummary } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { cutsOf, recut, withCuts } from '../../shared/domain/recut.ts'
import type { CutPost } from '../../shared/domain/recut.ts'
import { sameSpans } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
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
  cuts: string | null
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
  gold: string | null
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
  SELECT posts.id, posts.file_id, external_id, split, reviewed, flagged, comment, reason, cuts, revision, posts.spans,
    least_score, problem_count, posts.run_id, tokens, text, offsets, caption, tags, gold, tag_problems, meta, layout, line,
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
  row: Pick<PostRow, 'spans' | 'reviewed' | 'flagged' | 'comment' | 'reason' | 'cuts'>,
): PostState {
  return {
    spans: row.spans === null ? null : decodeSpans(row.spans),
    status: row.reviewed === 1 ? 'reviewed' : 'unreviewed',
    flagged: row.flagged === 1,
    comment: JSON.parse(row.comment) as string,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.cuts === null ? {} : { cuts: JSON.parse(row.cuts) as Cut[] }),
  }
}

/** The words of a post as it is cut, and what the model said of them: predictions are stored by tokens of the file. */
function wordsOf(row: PostRow, state: PostState): Omit<CutPost, 'state'> & { readonly text: string } {
  const tokens = JSON.parse(row.tokens) as string[]
  const { text, offsets } = textOf(row, tokens)
  const predicted = row.predicted === null ? null : decodeScoredSpans(row.predicted)
  const inFile = { tokens, offsets, predicted, state: withCuts({ ...state, spans: null }, []) }
  const cut = recut(inFile, cutsOf(state))
  return { tokens: cut.tokens, offsets: cut.offsets, predicted: cut.predicted, text }
}

export function detailOf(row: PostRow, labels: LabelSet): PostDetail {
  const state = stateOf(row)
  const tags = parsed(row.tags) as string[] | null
  return {
    id: row.id,
    externalId: row.external_id,
    split: row.split,
    ...wordsOf(row, state),
    caption: parsed(row.caption) as string | null,
    captionOrigin: row.caption === null ? null : row.caption_edited === 1 ? 'person' : 'data',
    picture: pictureOf(row),
    state,
    revision: row.revision,
    imported: row.revision === 0 ? state.spans : importedSpans(row, tags, labels),
    // They speak of the tokens of the file.
    rawTags: row.tag_problems > 0 && row.cuts === null ? tags : null,
  }
}

function importedSpans(
  { gold }: PostRow,
  tags: readonly string[] | null,
  labels: LabelSet,
): readonly Span[] | null {
  if (gold !== null) return decodeSpans(gold)
  return tags === null ? null : readProjectTags(tags, labels.names).spans
}

export function storedPostOf(row: PostRow, labels: LabelSet): StoredPost {
  const detail = detailOf(row, labels)
  const tags = parsed(row.tags) as string[] | null
  return {
    ...detail,
    fileId: row.file_id,
    position: row.id,
    tags,
    tagsHold:
      tags !== null && row.gold === null && (row.revision === 0 || tagsSay(tags, detail.state, labels)),
    goldHolds: row.gold !== null && row.spans === row.gold && row.cuts === null,
    layout: parsed(row.layout) as JsonObject | null,
    meta: parsed(row.meta) as JsonObject | null,
    line: row.line,
    predictedRun: row.run_id,
  }
}

/** Whether raw tags still say what gold says; they speak of the tokens of the file alone. */
export function tagsSay(
  tags: readonly string[],
  { spans, cuts }: Pick<PostState, 'spans' | 'cuts'>,
  labels: LabelSet,
): boolean {
  return spans !== null && cuts === undefined && sameSpans(readProjectTags(tags, labels.names).spans, spans)
}

export function summaryOf(row: PostRow): PostSummary {
  const state = stateOf(row)
  const { text, offsets, predicted } = wordsOf(row, state)
  const shown = state.spans ?? predicted ?? []
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
