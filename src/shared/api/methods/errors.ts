import { z } from '../zod.ts'
import { MOST_CAUSES } from '../../domain/cause.ts'
import { EDGE_KINDS } from '../../domain/edgeKind.ts'
import { ERROR_KINDS } from '../../domain/errorCase.ts'
import { CONTROLS } from '../../domain/reading.ts'
import { SLICE_NAMES } from '../../domain/slice.ts'
import { SUSPICION_KINDS } from '../../domain/suspicion.ts'
import { count, id, nothing, read, write } from '../method.ts'
import { job, scoredSpan, span } from '../schemas.ts'
import { comparisonDocument } from '../trainingDocuments.ts'

/** `corrected`: posts whose gold a person has changed or confirmed in this project. */
const which = z.enum(['all', 'reviewed', 'corrected'])
const reading = z.strictObject({ run: id, control: z.enum(CONTROLS).nullable() })
/** What is held against gold: the current model run, or the `reading` that is named. */
const compared = { which, reading: reading.optional() }
const kinds = z.strictObject({ missed: count, spurious: count, 'wrong-type': count, 'wrong-boundary': count })
const sliceName = z.enum(SLICE_NAMES as [(typeof SLICE_NAMES)[number]])
const sliceGroup = z.strictObject({ by: sliceName, group: z.string().max(60) })
const scores = { precision: z.number(), recall: z.number(), f1: z.number() }

/** Which spans and disagreements. A missing key does not filter; null means "none", the missing side of a case. */
const caseFilter = z.strictObject({
  /** Disagreements (the default), what is right, or every span of one side. */
  scope: z.enum(['errors', 'correct', 'gold', 'predicted']).optional(),
  kind: z.enum(ERROR_KINDS).optional(),
  edge: z.enum(EDGE_KINDS).optional(),
  gold: z.string().nullable().optional(),
  predicted: z.string().nullable().optional(),
  /** Type of the gold span, or of the predicted one where there is no gold. */
  type: z.string().optional(),
  slice: sliceGroup.optional(),
  /** The cause a person judged; null: nobody has. */
  cause: z.string().nullable().optional(),
})

const cause = z.strictObject({ id: z.string().min(1).max(60), name: z.string().min(1).max(60) })
const suggestion = z.strictObject({ cause: z.string(), reason: z.string() })

/** Where a part of a table begins: null at its beginning, else `next` of the part before. */
const after = id.nullable()
/** `next` null: the last part. */
const tablePage = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  next: id.nullable(),
})

/** Gold against the current model run, over posts that have both. Scores are percentages with two decimals. */
const errorReport = z.strictObject({
  posts: count,
  gold: count,
  predicted: count,
  correct: count,
  ...scores,
  /** 95 % bootstrap interval of F1 over posts; null when no post has both readings. */
  interval95: z.tuple([z.number(), z.number()]).nullable(),
  kinds,
  /** The cases of `wrong-boundary`, by how the edges differ. */
  edges: z.strictObject({
    'too-long': count,
    'too-short': count,
    split: count,
    merged: count,
    shifted: count,
  }),
  types: z.array(z.strictObject({ type: z.string(), ...scores, support: count, kinds })),
  /** Rows gold, columns model, null = "none": each span stands in it once, so a right type with a wrong edge is
   *  on the diagonal. Cells of zero are left out. */
  confusion: z.array(
    z.strictObject({ gold: z.string().nullable(), predicted: z.string().nullable(), count }),
  ),
  slices: z.array(
    z.strictObject({
      by: sliceName,
      groups: z.array(
        z.strictObject({
          group: z.string(),
          gold: count,
          predicted: count,
          correct: count,
          errors: count,
          ...scores,
        }),
      ),
    }),
  ),
  /** Ten bins of equal width over the score of predicted spans; `ece`: expected calibration error, 0 to 1. */
  reliability: z.strictObject({
    bins: z.array(
      z.strictObject({
        from: z.number(),
        to: z.number(),
        predicted: count,
        correct: count,
        meanScore: z.number(),
      }),
    ),
    ece: z.number().nullable(),
  }),
})

/** Methods that tell what a model got wrong. */
export const errorsMethods = {
  /** Every reading that is kept, newest model run first, each followed by its controls. */
  'errors.readings': read(
    nothing,
    z.array(
      z.strictObject({
        ...reading.shape,
        model: z.string(),
        sha256: z.string(),
        device: z.string(),
        at: z.string(),
        /** Whether it is the run whose predictions are shown. */
        current: z.boolean(),
      }),
    ),
  ),
  /** Two readings over the posts with gold that both have. No model runs for it. */
  'errors.sideBySide': read(z.strictObject({ which, first: reading, second: reading }), comparisonDocument),
  /**
   * Has the model of the current run read its posts with gold again under each control. The result of the job is
   * `{posts, controls, leftOut, seconds}`; what it found is among the readings from then on.
   */
  'errors.startControls': write(
    z.strictObject({
      which,
      controls: z.array(z.enum(CONTROLS)).min(1),
      /** So many posts, drawn at random; null: all with gold. */
      limit: z.number().int().min(2).nullable(),
    }),
    job,
  ),
  'errors.report': read(z.strictObject(compared), errorReport),
  'errors.examples': read(
    z.strictObject({
      ...caseFilter.shape,
      ...compared,
      offset: id,
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({
      /** Posts with at least one matching case, and the matching cases in them. */
      total: count,
      cases: count,
      /** Those posts in file order, as many as `postFilter.ids` can hold. */
      postIds: z.array(id).max(10_000),
      rows: z.array(
        z.strictObject({
          postId: id,
          externalId: z.string(),
          tokens: z.array(z.string()),
          pictureHash: z.string().nullable(),
          gold: z.array(span),
          predicted: z.array(scoredSpan),
          cases: z.array(
            z.strictObject({
              kind: z.enum([...ERROR_KINDS, 'correct']),
              edge: z.enum(EDGE_KINDS).nullable(),
              gold: span.nullable(),
              predicted: z.union([scoredSpan, span]).nullable(),
              cause: z.string().nullable(),
              key: z.string(),
              /** What a rule says where nobody has judged. */
              suggested: suggestion.nullable(),
            }),
          ),
        }),
      ),
      /** How what matches without the slice falls into groups; empty ones are left out. */
      groups: z.array(z.strictObject({ ...sliceGroup.shape, cases: count })),
    }),
  ),
  /** Why the model gets it wrong: the causes of the project and how many cases of each kind people gave them. */
  'errors.causes': read(
    z.strictObject(compared),
    z.strictObject({
      causes: z.array(cause),
      /** `cause` null: not judged yet. `suggested`: cases nobody has judged that a rule files here. */
      rows: z.array(z.strictObject({ cause: cause.nullable(), cases: count, kinds, suggested: count })),
      judged: count,
      cases: count,
    }),
  ),
  /** Every case with its cause, one a row, for a table program, part by part. */
  'errors.caseTable': read(z.strictObject({ ...compared, after }), tablePage),
  /** `cause` null takes the judgement back. `project`: its `location`, as with `corrections.save`. */
  'errors.setCause': write(
    z.strictObject({
      project: z.string().max(4096),
      postId: id,
      keys: z.array(z.string().min(1).max(300)).min(1).max(1000),
      cause: z.string().nullable(),
    }),
    nothing,
  ),
  /** The set to choose from; a cause that cases have is kept with them. */
  'errors.setCauses': write(
    z.strictObject({ project: z.string().max(4096), causes: z.array(cause).min(1).max(MOST_CAUSES) }),
    nothing,
  ),
  /** Gold that is likely wrong, most suspicious post first, each with its reasons. */
  'errors.suspicious': read(
    z.strictObject({
      kind: z.enum(SUSPICION_KINDS).optional(),
      offset: id,
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({
      /** Posts with gold that were looked at. */
      posts: count,
      /** Suspicions of each kind, all posts together. */
      kinds: z.record(z.enum(SUSPICION_KINDS), count),
      total: count,
      postIds: z.array(id).max(10_000),
      rows: z.array(
        z.strictObject({
          postId: id,
          externalId: z.string(),
          tokens: z.array(z.string()),
          gold: z.array(span),
          predicted: z.array(scoredSpan).nullable(),
          suspicions: z.array(
            z.strictObject({
              kind: z.enum(SUSPICION_KINDS),
              span: span.nullable(),
              reason: z.string(),
              /** 0 to 1: how sure one may be that something is wrong. */
              weight: z.number(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** Every suspicion with its reason, one a row, for a table program, part by part. */
  'errors.suspicionTable': read(
    z.strictObject({ kind: z.enum(SUSPICION_KINDS).optional(), after }),
    tablePage,
  ),
  /** The document of `vsgn errors --json`. */
  'errors.document': read(
    z.strictObject({ which, examplesPerKind: z.number().int().min(0).max(10_000) }),
    z.json(),
  ),
  /** The whole report as one HTML page that needs no other file, with up to this many examples of each kind. */
  'errors.html': read(
    z.strictObject({ ...compared, examplesPerKind: z.number().int().min(0).max(200) }),
    z.strictObject({ html: z.string() }),
  ),
} as const
