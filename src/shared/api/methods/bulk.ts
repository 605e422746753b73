import { z } from '../zod.ts'
import type { BulkChange, BulkPreview, BulkRequest } from '../../domain/bulkChange.ts'
import { count, id, nothing, read, write } from '../method.ts'
import { postStatus, span } from '../schemas.ts'

const request = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mention'),
    postId: id,
    start: id,
    end: id,
    type: z.string().min(1).max(60).nullable(),
    scope: z.enum(['post', 'file', 'project']),
    reviewed: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('accept'),
    type: z.string().min(1).max(60).nullable(),
    scoreAtLeast: z.number().min(0).max(1),
    mention: z.string().max(500),
  }),
]) satisfies z.ZodType<BulkRequest>

const preview = z.strictObject({
  posts: count,
  readings: z.array(z.strictObject({ type: z.string().nullable(), count })),
  overlapping: count,
  reviewed: count,
  more: z.boolean(),
  rows: z.array(
    z.strictObject({
      postId: id,
      externalId: z.string(),
      status: postStatus,
      tokens: z.array(z.string()),
      before: z.array(span),
      after: z.array(span),
    }),
  ),
}) satisfies z.ZodType<BulkPreview>

const change = z.strictObject({
  id,
  kind: z.enum(['mention', 'accept', 'update']),
  title: z.string(),
  author: z.string(),
  at: z.string(),
  posts: count,
  undoes: id.nullable(),
  undone: z.boolean(),
}) satisfies z.ZodType<BulkChange>

/** `left`: posts somebody else had changed meanwhile; they stay as they are. */
const outcome = z.strictObject({ id, title: z.string(), changed: count, left: count })

/** `location` of the project the change was asked for in, as with `corrections.save`. */
const project = z.string().max(4096)

/** Methods that change many posts at once: one transaction, an entry each in the log, and one undo for all. */
export const bulkMethods = {
  'bulk.preview': read(z.strictObject({ request }), preview),
  /** `skip`: posts of the preview that a person took out. */
  'bulk.apply': write(z.strictObject({ project, request, skip: z.array(id).max(1000) }), outcome),
  'bulk.undo': write(z.strictObject({ project, id }), outcome),
  /** Newest first. */
  'bulk.list': read(nothing, z.array(change)),
} as const
