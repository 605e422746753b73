import { z } from './zod.ts'
import type { UndoableStep } from '../domain/bulkChange.ts'
import { TAG_SCHEMES } from '../domain/tagScheme.ts'
import { OFFSET_UNITS } from '../domain/textOffsets.ts'
import type { Correction } from '../domain/correction.ts'
import { LONGEST_SPLIT } from '../domain/importLimits.ts'
import type { Job } from '../domain/job.ts'
import type { LabelDefinition } from '../domain/labels.ts'
import type { MentionRegion } from '../domain/mentionRegion.ts'
import type { PictureBox, PictureFindings } from '../domain/pictureFindings.ts'
import type { PostDetail, PostPicture, PostState, PostSummary } from '../domain/post.ts'
import { LONGEST_GUIDELINES, LONGEST_REASON, MOST_REASONS } from '../domain/projectRules.ts'
import type { ProjectRules } from '../domain/projectRules.ts'
import type { ScoredSpan, Span } from '../domain/span.ts'
import { count, id, index } from './method.ts'

export const label = z.strictObject({
  name: z.string().min(1).max(60),
  title: z.string().min(1).max(60),
  colour: z.string().min(1).max(20),
  key: z.string().max(1),
}) satisfies z.ZodType<LabelDefinition>

export const span = z.strictObject({
  start: index,
  end: index,
  type: z.string().min(1).max(60),
}) satisfies z.ZodType<Span>

export const scoredSpan = z.strictObject({
  start: index,
  end: index,
  type: z.string(),
  score: z.number(),
  runnerUp: z.strictObject({ type: z.string().nullable(), score: z.number() }).nullable(),
}) satisfies z.ZodType<ScoredSpan>

export const postStatus = z.enum(['unreviewed', 'reviewed'])

export const postState = z.strictObject({
  spans: z.array(span).max(10_000).nullable(),
  status: postStatus,
  flagged: z.boolean(),
  comment: z.string().max(10_000),
  reason: z.string().max(LONGEST_REASON).exactOptional(),
  cuts: z
    .array(z.strictObject({ token: index, at: index }))
    .max(10_000)
    .exactOptional(),
}) satisfies z.ZodType<PostState>

export const pictureBox = z.strictObject({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
}) satisfies z.ZodType<PictureBox>

export const pictureFindings = z.strictObject({
  regions: z.array(z.strictObject({ label: z.string(), score: z.number(), box: pictureBox })),
  faces: count,
  texts: z.array(z.strictObject({ text: z.string(), score: z.number(), box: pictureBox })),
}) satisfies z.ZodType<PictureFindings>

const mentionRegion = z.strictObject({
  mention: z.string(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
}) satisfies z.ZodType<MentionRegion>

const postPicture = z.strictObject({
  name: z.string(),
  state: z.enum(['ok', 'missing', 'broken']),
  hash: z.string().nullable(),
  width: count,
  height: count,
  findings: pictureFindings.nullable(),
  /** Boxes that people drew for mentions. */
  regions: z.array(mentionRegion),
}) satisfies z.ZodType<PostPicture>

export const postSummary = z.strictObject({
  id,
  externalId: z.string(),
  text: z.string(),
  mentions: z.array(z.strictObject({ start: index, end: index, type: z.string() })),
  status: postStatus,
  flagged: z.boolean(),
  spanCount: count,
  leastScore: z.number().nullable(),
  problemCount: count,
}) satisfies z.ZodType<PostSummary>

export const postDetail = z.strictObject({
  id,
  externalId: z.string(),
  split: z.string().nullable(),
  tokens: z.array(z.string()),
  text: z.string(),
  offsets: z.array(index),
  caption: z.string().nullable(),
  captionOrigin: z.enum(['data', 'person']).nullable(),
  picture: postPicture.nullable(),
  state: postState,
  revision: count,
  predicted: z.array(scoredSpan).nullable(),
  imported: z.array(span).nullable(),
  rawTags: z.array(z.string()).nullable(),
}) satisfies z.ZodType<PostDetail>

export const correction = z.strictObject({
  editId: z.string(),
  postId: id,
  revision: count,
  before: postState,
  after: postState,
  author: z.string(),
  at: z.string(),
  modelRunId: id.nullable(),
  undoes: z.string().nullable(),
}) satisfies z.ZodType<Correction>

export const projectRules = z.strictObject({
  nested: z.boolean(),
  guidelines: z.string().max(LONGEST_GUIDELINES),
  reasons: z.array(z.string().trim().min(1).max(LONGEST_REASON)).max(MOST_REASONS),
}) satisfies z.ZodType<ProjectRules>

export const undoableStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('edit'),
    editId: z.string(),
    postId: id,
    before: postState,
    after: postState,
  }),
  z.strictObject({ kind: z.literal('bulk'), bulkId: id, title: z.string(), posts: count }),
]) satisfies z.ZodType<UndoableStep>

export const job = z.strictObject({
  id: z.string(),
  kind: z.enum(['import', 'predict', 'control', 'export', 'repair', 'train', 'compare', 'agreement']),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  note: z.string(),
  startedAt: z.string(),
  secondsLeft: z.number().nullable(),
  detail: z.json(),
  result: z.json(),
  error: z.strictObject({ kind: z.string(), message: z.string(), details: z.json() }).nullable(),
}) satisfies z.ZodType<Job>

/** A file or folder the host has let the user choose: a token, never a path (security statement 12). */
export const chosenFile = z.strictObject({
  token: z.string(),
  name: z.string(),
  bytes: count,
  kind: z.enum(['file', 'folder']),
})

/** A command of the page as a menu shows it; `group` is its submenu, `keys` a press in tinykeys' notation. */
export const menuCommand = z.strictObject({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(200),
  group: z.string().min(1).max(100),
  keys: z.string().max(60).optional(),
})

/** Choices of an import; every one has a safe default. */
export const importOptions = z.strictObject({
  format: z.string(),
  split: z.string().max(LONGEST_SPLIT).nullable(),
  skipBad: z.boolean(),
  offsets: z.enum(OFFSET_UNITS).nullable(),
  columns: z.record(z.string(), z.string()).nullable(),
  delimiter: z.string().max(1).nullable(),
  encoding: z.string().max(40).nullable(),
  /** Tag scheme of the file; null: the one its marks show. */
  scheme: z.enum(TAG_SCHEMES).nullable().optional(),
  /** Names of numbered tags, in order. */
  labelNames: z.array(z.string().min(1).max(80)).max(500).nullable().optional(),
  /** Types of the file by the names they are to have in the project; an empty name: it is no label. */
  labels: z.record(z.string(), z.string().max(60)).nullable().optional(),
})

/** Which posts, for the queue and for counts. A missing key does not filter. */
export const postFilter = z.strictObject({
  status: postStatus.optional(),
  flagged: z.boolean().optional(),
  /** Commented on for this reason. */
  reason: z.string().max(LONGEST_REASON).optional(),
  type: z.string().optional(),
  /** Posts with a predicted span of at most this score. */
  scoreAtMost: z.number().optional(),
  /** Posts with predicted spans that all have at least this score. */
  scoreAtLeast: z.number().optional(),
  fileId: id.optional(),
  split: z.string().optional(),
  /** Every word begins a word of text or caption, in any case. */
  text: z.string().max(500).optional(),
  picture: z.enum(['ok', 'missing', 'broken', 'none']).optional(),
  problems: z.boolean().optional(),
  /** Whether the model run before the current one read the post otherwise. Posts read once are on neither side. */
  disagreement: z.boolean().optional(),
  /** Whether the current model reads the post otherwise without its picture; posts not read so are on neither side. */
  pictureChanges: z.boolean().optional(),
  /** Somebody of this name corrected or accepted the post. */
  reviewer: z.string().max(200).optional(),
  ids: z.array(id).max(10_000).optional(),
})

/**
 * `worth`: what is learnt for each second of review comes first, see `reviewWorth`. `random`: the same shuffled order
 * every time, so that the first n posts are a sample to audit.
 */
export const postOrder = z.enum(['file', 'least-certain', 'worth', 'random'])
