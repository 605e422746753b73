import { z } from 'zod'
import { modelSummary } from '../documents.ts'
import { nothing, read, write } from '../method.ts'
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
} as const
