import { z } from '../zod.ts'
import { modelSummary } from '../documents.ts'
import { count, nothing, read, write } from '../method.ts'
import { job } from '../schemas.ts'

/** Methods of model packs and predictions. */
export const modelsMethods = {
  'predict.start': write(
    z.strictObject({
      model: z.string(),
      which: z.enum(['unreviewed', 'all']),
      device: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml']),
      limit: z.number().int().positive().nullable(),
    }),
    job,
  ),
  'models.list': read(nothing, z.array(modelSummary)),
  /** Removes a model of the project from the disk. One that ships with the program, or that a training needs, stays. */
  'models.delete': write(z.strictObject({ model: z.string() }), nothing),
  /**
   * Copies a model, every hash checked, into a new folder. No write, as little as `models.import`: a slow disk may take
   * minutes for it, and edits would wait. Neither touches the database; a folder appears whole or not at all.
   */
  'models.export': read(
    z.strictObject({ model: z.string(), token: z.string(), name: z.string().min(1).max(200) }),
    z.strictObject({ folder: z.string(), sha256: z.string(), bytes: count }),
  ),
  /** Copies a chosen folder into the models of the project, if it is a pack whose every hash is right. */
  'models.import': read(z.strictObject({ token: z.string() }), modelSummary),
  /** Has two models read the same labelled posts; the result of the job is a `comparisonDocument`. */
  'models.compare': write(
    z.strictObject({
      first: z.string(),
      second: z.string(),
      /** `held-out`: the fifth of the reviewed posts that no training learns from. */
      which: z.enum(['held-out', 'reviewed', 'labelled']),
    }),
    job,
  ),
} as const
