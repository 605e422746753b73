import { z } from 'zod'
import { spanExplanation } from '../explanation.ts'
import { count, id, read } from '../method.ts'
import { postDetail, postFilter, postOrder, postSummary } from '../schemas.ts'

/** Methods that read posts. */
export const postsMethods = {
  'posts.page': read(
    z.strictObject({
      filter: postFilter,
      order: postOrder,
      offset: id,
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ total: count, reviewed: count, offset: id, rows: z.array(postSummary) }),
  ),
  'posts.get': read(z.strictObject({ id }), postDetail),
  /** Position of a post in an ordered, filtered list; null: not in it. */
  'posts.position': read(
    z.strictObject({ id, filter: postFilter, order: postOrder }),
    z.strictObject({ position: id.nullable() }),
  ),
  /**
   * Why the model reads these tokens as it does: the model of the current predictions, or the bundled one before
   * there are any. Refused while another model is predicting.
   */
  'posts.explain': read(
    z.strictObject({ id, span: z.strictObject({ start: id, end: z.number().int().positive() }) }),
    spanExplanation,
  ),
} as const
