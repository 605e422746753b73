import { z } from 'zod'
import { exportOptions } from '../documents.ts'
import { count, read, write } from '../method.ts'
import { job } from '../schemas.ts'

/** Methods that write posts out. */
export const exportMethods = {
  'export.plan': read(
    exportOptions,
    z.strictObject({
      posts: count,
      spans: count,
      leftOut: z.array(z.strictObject({ externalId: z.string(), reason: z.string() })),
    }),
  ),
  'export.start': write(
    z.strictObject({ token: z.string(), name: z.string().min(1).max(200), options: exportOptions }),
    job,
  ),
} as const
