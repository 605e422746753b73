import { z } from '../zod.ts'
import { spanEvidence } from '../explanation.ts'
import { count, id, nothing, read, write } from '../method.ts'
import { job, pictureFindings, postDetail, postFilter, postOrder, postSummary } from '../schemas.ts'

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
  /**
   * Has the detectors look at the picture of a post and keeps what they find; null: why they could not. No write: a look
   * may take seconds, and edits would wait for it.
   */
  'posts.look': read(
    z.strictObject({ id }),
    z.strictObject({ findings: pictureFindings.nullable(), reason: z.string().nullable() }),
  ),
  /**
   * Has the model of the current run read every post with a picture once more without it, so that the filter
   * `pictureChanges` knows. The result of the job is `{posts, controls, leftOut, seconds}`.
   */
  'posts.startPictureEffect': write(nothing, job),
  /** The first post of this id in the files; null: there is none. */
  'posts.find': read(
    z.strictObject({ externalId: z.string().max(1000) }),
    z.strictObject({ id: id.nullable() }),
  ),
  /** Position of a post in an ordered, filtered list; null: not in it. */
  'posts.position': read(
    z.strictObject({ id, filter: postFilter, order: postOrder }),
    z.strictObject({ position: id.nullable() }),
  ),
  /**
   * Why the model reads these tokens as it does: the model of the current predictions, or the bundled one before
   * there are any. `span` counts the tokens of the file. Refused while another model is predicting.
   */
  'posts.explain': read(
    z.strictObject({ id, span: z.strictObject({ start: id, end: z.number().int().positive() }) }),
    spanEvidence,
  ),
} as const
