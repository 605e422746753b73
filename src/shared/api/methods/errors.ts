import { z } from 'zod'
import { count, id, read } from '../method.ts'
import { errorCase, scoredSpan, span } from '../schemas.ts'

/** Methods that tell what a model got wrong. */
export const errorsMethods = {
  /** Gold against the current model run, over posts that have both. Scores are percentages with two decimals. */
  'errors.report': read(
    z.strictObject({ which: z.enum(['all', 'reviewed']) }),
    z.strictObject({
      posts: count,
      gold: count,
      predicted: count,
      correct: count,
      precision: z.number(),
      recall: z.number(),
      f1: z.number(),
      /** 95 % bootstrap interval of F1 over posts; null when no post has both readings. */
      interval95: z.tuple([z.number(), z.number()]).nullable(),
      kinds: z.strictObject({ missed: count, spurious: count, 'wrong-type': count, 'wrong-boundary': count }),
      types: z.array(
        z.strictObject({
          type: z.string(),
          precision: z.number(),
          recall: z.number(),
          f1: z.number(),
          support: count,
        }),
      ),
      /** Rows gold, columns model, null = "none": each span stands in it once, so a right type with a wrong edge is
       *  on the diagonal. Cells of zero are left out. */
      confusion: z.array(
        z.strictObject({ gold: z.string().nullable(), predicted: z.string().nullable(), count }),
      ),
    }),
  ),
  'errors.examples': read(
    z.strictObject({
      which: z.enum(['all', 'reviewed']),
      kind: z.enum(['missed', 'spurious', 'wrong-type', 'wrong-boundary']).optional(),
      gold: z.string().nullable().optional(),
      predicted: z.string().nullable().optional(),
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
          cases: z.array(errorCase),
        }),
      ),
    }),
  ),
  /** The document of `vsgn errors --json`. */
  'errors.document': read(
    z.strictObject({
      which: z.enum(['all', 'reviewed']),
      examplesPerKind: z.number().int().min(0).max(10_000),
    }),
    z.json(),
  ),
} as const
