import { z } from '../zod.ts'
import { nothing, read, write } from '../method.ts'
import { job } from '../schemas.ts'

/** Methods of work that takes its time. */
export const jobsMethods = {
  'jobs.list': read(nothing, z.array(job)),
  'jobs.cancel': write(z.strictObject({ id: z.string() }), nothing),
} as const
