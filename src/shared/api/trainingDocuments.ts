import { z } from './zod.ts'
import { MODEL_KINDS } from '../domain/modelKind.ts'
import { FLIPS } from '../domain/pairedReadings.ts'
import { count, id } from './method.ts'
import { span, scoredSpan } from './schemas.ts'

export const modelKind = z.enum(MODEL_KINDS)

/** A name of a model, and so of its folder. */
export const modelName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u, 'letters, digits, spaces, dots, dashes; 60 at most')

/** What to train, on what. */
export const trainingOptions = z.strictObject({
  name: modelName,
  kind: modelKind,
  /** The model whose weights it starts from (an id of `models.list`, of the same kind); null: from scratch. */
  base: z.string().nullable(),
  data: z.strictObject({
    /** Reviewed posts. */
    reviewed: z.boolean(),
    /** Labelled posts of these splits of the imported files, reviewed or not; null: posts without a split. */
    splits: z.array(z.string().nullable()).max(100),
  }),
  heldOut: z.strictObject({
    /** Every fifth reviewed post: which ones follows from their ids, so the same ones for ever. */
    reviewed: z.boolean(),
    /** Labelled posts of these splits. A post that is held out is never trained on. */
    splits: z.array(z.string().nullable()).max(100),
  }),
  /** Passes over the data; null: what suits the kind and the number of posts. */
  epochs: z.number().int().min(1).max(200).nullable(),
  seed: z.number().int().nonnegative(),
})

const part = z.strictObject({
  posts: count,
  /** Posts whose picture the model is shown; 0 for one that learns from words alone. */
  pictures: count,
  spans: count,
  types: z.array(z.strictObject({ type: z.string(), spans: count })),
})

export const trainingPlan = z.strictObject({
  train: z.strictObject({ ...part.shape, reviewed: count, epochs: count }),
  heldOut: part,
  /** Expected, with scoring; from trainings of this kind on this machine where there were any. */
  seconds: z.number(),
  /** `measured`: by earlier trainings of this project; `estimate`: by what another machine took. */
  basis: z.enum(['measured', 'estimate']),
  /** Why it cannot be started as asked for; null: it can. */
  problem: z.string().nullable(),
  /** What is worth knowing before it starts, e.g. that there is little to score it on. */
  warnings: z.array(z.string()),
})

/** One pass over the data. F1 of the held-out posts in percent; null: none are held out. */
const epochScore = z.strictObject({ epoch: count, loss: z.number(), f1: z.number().nullable() })

/** `detail` of a running `train` job. */
export const trainingDetail = z.strictObject({
  name: z.string(),
  stage: z.string(),
  /** Mean loss of the running epoch; null between stages. */
  loss: z.number().nullable(),
  /** Passes over the data in all. */
  passes: count,
  epochs: z.array(epochScore),
})

const scores = z.strictObject({ precision: z.number(), recall: z.number(), f1: z.number() })
const interval = z.tuple([z.number(), z.number()])

const heldOutScores = z.strictObject({
  micro: scores,
  types: z.record(z.string(), z.strictObject({ ...scores.shape, support: count })),
  /** 95 % bootstrap interval of micro F1; null without posts. */
  interval95: interval.nullable(),
})
const comparedModel = z.strictObject({ name: z.string(), sha256: z.string(), ...heldOutScores.shape })

export const flip = z.enum(FLIPS)

/** Two models on the same posts; scores are percentages. `result` of a `compare` job. */
export const comparisonDocument = z.strictObject({
  posts: count,
  entities: count,
  first: comparedModel,
  second: comparedModel,
  /** Second minus first, drawn over posts in pairs. `p`: how often a draw says the opposite, both sides. */
  difference: z.strictObject({ f1: z.number(), interval95: interval.nullable(), p: z.number().nullable() }),
  /** McNemar over whole posts: one is read right when all its spans are. Exact (binomial). */
  mcnemar: z.strictObject({ fixed: count, broken: count, p: z.number() }),
  flips: z.strictObject({ fixed: count, broken: count, 'both-wrong': count, 'both-right': count }),
  /** Posts that are not read right by both: the first 200 fixed ones, broken ones and ones both read wrong. */
  examples: z.array(
    z.strictObject({
      postId: id,
      externalId: z.string(),
      tokens: z.array(z.string()),
      flip,
      gold: z.array(span),
      first: z.array(scoredSpan),
      second: z.array(scoredSpan),
    }),
  ),
  postIds: z.strictObject({
    fixed: z.array(id).max(10_000),
    broken: z.array(id).max(10_000),
    'both-wrong': z.array(id).max(10_000),
  }),
})

/** `result` of a `train` job. */
export const trainedDocument = z.strictObject({
  /** Its id in `models.list`. */
  model: z.string(),
  name: z.string(),
  sha256: z.string(),
  /** The epoch whose weights were kept. */
  epoch: count,
  seconds: z.number(),
  epochs: z.array(epochScore),
  /** Null: nothing is held out. */
  heldOut: heldOutScores.nullable(),
  /** Against the model it started from, else against the current one; null: nothing is held out or there is none. */
  comparison: comparisonDocument.nullable(),
})

/** A training that was stopped, or that a crash stopped, and can go on. */
export const unfinishedTraining = z.strictObject({
  name: z.string(),
  kind: modelKind,
  posts: count,
  startedAt: z.string(),
  /** Its job, while it runs or waits. */
  job: z.string().nullable(),
})

/** One training of the project: a point of its learning curve. It stays when the model is deleted. */
export const curvePoint = z.strictObject({
  at: z.string(),
  name: z.string(),
  kind: modelKind,
  base: z.string().nullable(),
  sha256: z.string(),
  /** What it learned from, and how much of that people had corrected in this project. */
  posts: count,
  reviewed: count,
  seconds: z.number(),
  heldOut: count,
  /** F1 on the held-out posts of that day; null: none were held out. */
  f1: z.number().nullable(),
  interval95: interval.nullable(),
  /** F1 of the model it was compared with, on the same posts. */
  before: z.number().nullable(),
})

export type TrainingOptions = z.infer<typeof trainingOptions>
export type TrainingPlanDocument = z.infer<typeof trainingPlan>
export type TrainingDetail = z.infer<typeof trainingDetail>
export type TrainedDocument = z.infer<typeof trainedDocument>
export type ComparisonDocument = z.infer<typeof comparisonDocument>
export type CurvePoint = z.infer<typeof curvePoint>
