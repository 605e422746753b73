import { z } from '../zod.ts'
import { lintReport } from '../documents.ts'
import { count, id, nothing, read, write } from '../method.ts'
import { job } from '../schemas.ts'

const repairRule = z.enum(['begin', 'join-previous', 'outside'])

const tagRepair = z.strictObject({
  id,
  rule: z.string(),
  author: z.string(),
  at: z.string(),
  posts: count,
  undone: z.boolean(),
})

/** Methods for tags that are no legal BIO. */
export const lintMethods = {
  'lint.report': read(z.strictObject({ examples: z.number().int().min(0).max(200) }), lintReport),
  'lint.previewRepair': read(
    z.strictObject({ rule: repairRule, examples: z.number().int().min(0).max(200) }),
    z.strictObject({
      posts: count,
      tags: count,
      examples: z.array(
        z.strictObject({
          postId: id,
          externalId: z.string(),
          tokens: z.array(z.string()),
          before: z.array(z.string()),
          after: z.array(z.string()),
        }),
      ),
    }),
  ),
  'lint.repair': write(z.strictObject({ rule: repairRule }), job),
  /** Newest first. */
  'lint.repairs': read(nothing, z.array(tagRepair)),
  /** `project`: where it was asked for, as with `corrections.save`; `left`: posts that changed since. */
  'lint.undoRepair': write(
    z.strictObject({ project: z.string().max(4096), id }),
    z.strictObject({ changed: count, left: count }),
  ),
} as const
