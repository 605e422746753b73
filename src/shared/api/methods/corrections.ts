import { z } from '../zod.ts'
import { count, id, read, write } from '../method.ts'
import { correction, postState, undoableStep } from '../schemas.ts'

/** Methods that store what people decide. */
export const correctionsMethods = {
  'corrections.save': write(
    z.strictObject({
      /** `location` of the project the edit was made in: one project's edits never reach another's posts. */
      project: z.string().max(4096),
      editId: z.string().min(8).max(64),
      postId: id,
      expectedRevision: id,
      after: postState,
      undoes: z.string().max(64).nullable(),
    }),
    /** `repeated`: this edit id was already stored; the answer is the first one. Refused as `conflict` with details
     *  `{yours: PostState, theirs: PostState, revision, author, at}` when the revision has moved on; as `not-found`
     *  when another project is open. */
    z.strictObject({ postId: id, revision: id, savedAt: z.string(), repeated: z.boolean() }),
  ),
  /**
   * Writes a caption, or takes it away with null. `expected` is the one that was on screen: refused as `conflict` when
   * the post has another by now, as `not-found` when another project is open.
   */
  'captions.save': write(
    z.strictObject({
      project: z.string().max(4096),
      postId: id,
      expected: z.string().nullable(),
      caption: z.string().trim().min(1).max(2000).nullable(),
    }),
    z.strictObject({ savedAt: z.string() }),
  ),
  /** What each person did in this project, by name; `today`: posts changed since the instant given. */
  'corrections.people': read(
    z.strictObject({ since: z.iso.datetime() }),
    z.array(
      z.strictObject({ author: z.string(), posts: count, changes: count, today: count, latest: z.string() }),
    ),
  ),
  'corrections.history': read(z.strictObject({ postId: id }), z.array(correction)),
  /** What the person of this program could undo and redo, whichever sitting it was done in; the next one last. */
  'corrections.undoable': read(
    z.strictObject({ limit: z.number().int().min(1).max(2000) }),
    z.strictObject({ undo: z.array(undoableStep), redo: z.array(undoableStep) }),
  ),
} as const
