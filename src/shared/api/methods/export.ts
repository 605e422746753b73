import { z } from '../zod.ts'
import { exportOptions } from '../documents.ts'
import { count, read, write } from '../method.ts'
import { job } from '../schemas.ts'

const leftOut = z.strictObject({ externalId: z.string(), reason: z.string() })

/** Methods that write posts out. */
export const exportMethods = {
  /** Every format the program reads and writes, the usual variant of each first. */
  'formats.list': read(
    z.strictObject({}),
    z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        variants: z.array(
          z.strictObject({ name: z.string(), extension: z.string(), carries: z.array(z.string()) }),
        ),
      }),
    ),
  ),
  'export.plan': read(
    exportOptions,
    z.strictObject({
      posts: count,
      spans: count,
      leftOut: z.array(leftOut),
      /** Posts the format cannot hold, which keep the file from being written unless they may be left out. */
      refused: z.array(leftOut),
      /** Spans inside others that are not written, which the person chose to leave out. */
      inner: z.array(leftOut),
      /** What the file cannot hold of the posts that are written, and of how many. */
      losses: z.array(z.strictObject({ aspect: z.string(), posts: count })),
    }),
  ),
  'export.start': write(
    z.strictObject({ token: z.string(), name: z.string().min(1).max(200), options: exportOptions }),
    job,
  ),
} as const
