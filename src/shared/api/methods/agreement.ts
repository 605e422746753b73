import { z } from '../zod.ts'
import type { AgreementReport } from '../../domain/agreement.ts'
import { AGREEMENT_POSTS, SETTLEMENTS } from '../../domain/agreement.ts'
import { count, id, nothing, read, write } from '../method.ts'
import { job, postSummary, span, undoableStep } from '../schemas.ts'

const posts = z.enum(AGREEMENT_POSTS)
const settlement = z.enum(SETTLEMENTS)
/** A fraction. */
const share = z.number()
const spans = { first: count, second: count, same: count, f1: share }

const report = z.strictObject({
  posts: z.strictObject({ first: posts, second: posts }),
  coverage: z.strictObject({
    first: count,
    second: count,
    matched: count,
    byWords: count,
    otherWords: count,
    onlyFirst: count,
    onlySecond: count,
    bothRead: count,
    onlyFirstRead: count,
    onlySecondRead: count,
    neitherRead: count,
  }),
  alike: count,
  differing: count,
  spans: z.strictObject(spans),
  interval95: z.tuple([share, share]).nullable(),
  types: z.array(z.strictObject({ type: z.string(), ...spans })),
  tokens: count,
  sameTokens: count,
  kappa: share.nullable(),
  alpha: share.nullable(),
  gamma: share.nullable(),
  unknownTypes: z.array(z.string()),
}) satisfies z.ZodType<AgreementReport>

/** `location` of the project a change was asked for in, as with `corrections.save`. */
const project = z.string().max(4096)
/** Where the work of the second annotator is, as tokens of what was chosen. */
const secondAnnotator = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('project'), folder: z.string() }),
  z.strictObject({ kind: z.literal('files'), files: z.array(z.string()).min(1).max(100) }),
])
/** The posts of a comparison on which the two differ: all, and those nobody has settled. */
const counts = { differing: count, left: count }

/** Methods that hold the work of a second annotator against this project's, and settle where the two differ. */
export const agreementMethods = {
  /**
   * Compares with another project, or with files exported from one; neither is changed. The job's result is
   * `{agreement}`, the id under which the comparison is listed from then on.
   */
  'agreement.start': write(z.strictObject({ project, second: secondAnnotator, posts }), job),
  /** Newest first. */
  'agreement.list': read(
    nothing,
    z.array(
      z.strictObject({
        id,
        first: z.string(),
        second: z.string(),
        source: z.string(),
        at: z.string(),
        report,
        ...counts,
      }),
    ),
  ),
  /** Posts on which the two differ, in file order. */
  'agreement.posts': read(
    z.strictObject({ id, offset: id, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ total: count, rows: z.array(z.strictObject({ post: postSummary, settlement })) }),
  ),
  /** Both readings of such a post, over words that are cut wherever either of them is. */
  'agreement.post': read(
    z.strictObject({ id, postId: id }),
    z.strictObject({
      postId: id,
      /** Of the post now: the `expectedRevision` of a choice. */
      revision: id,
      words: z.array(z.string()),
      first: z.array(span),
      second: z.array(span),
      settlement,
      /** Gold, where it is neither of the two. */
      third: z.strictObject({ words: z.array(z.string()), spans: z.array(span) }).nullable(),
      position: id,
      previous: id.nullable(),
      next: id.nullable(),
    }),
  ),
  /** The next such post after one that is not settled, else the first; null: all are settled. */
  'agreement.next': read(z.strictObject({ id, after: id }), z.strictObject({ postId: id.nullable() })),
  /**
   * Makes a reading gold: a correction as by `corrections.save`, refused as that is. `next` as of `agreement.next`; `made`:
   * what can be undone, null where this edit id was already stored.
   */
  'agreement.settle': write(
    z.strictObject({
      project,
      id,
      postId: id,
      expectedRevision: id,
      editId: z.string().min(8).max(64),
      take: z.enum(['first', 'second']),
    }),
    z.strictObject({ revision: id, savedAt: z.string(), next: id.nullable(), made: undoableStep.nullable() }),
  ),
  /** Takes back what the person of this program settled last, in this comparison; null: there is nothing. */
  'agreement.undo': write(
    z.strictObject({ project, id }),
    z.strictObject({ undone: z.strictObject({ postId: id, editId: z.string() }).nullable() }),
  ),
  /** Forgets a comparison with the readings of the second annotator; what was settled stays. */
  'agreement.forget': write(z.strictObject({ project, id }), nothing),
} as const
