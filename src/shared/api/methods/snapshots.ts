import { z } from '../zod.ts'
import { projectSummary } from '../documents.ts'
import { count, read, write } from '../method.ts'

const snapshot = z.strictObject({
  name: z.string(),
  takenAt: z.string(),
  /** What it was taken before, or `replaced`: the database that a restored snapshot took the place of. */
  reason: z.enum(['open', 'hourly', 'import', 'repair', 'bulk', 'migration', 'manual', 'replaced']),
  /** What it holds; null: it cannot be read. */
  posts: count.nullable(),
  reviewed: count.nullable(),
})

/** Methods for copies of a project's database. They work on a damaged one too. */
export const snapshotsMethods = {
  /** Newest first. `of`: the token of a project folder; null: the open project. */
  'snapshots.list': read(z.strictObject({ of: z.string().nullable() }), z.array(snapshot)),
  /**
   * Puts a snapshot in the place of the database, which is kept as one of reason `replaced`, and opens the project.
   * `project`: `location` of the open project, as with `corrections.save`; `token`: of the folder of any other.
   */
  'snapshots.restore': write(
    z.strictObject({
      of: z.union([z.strictObject({ project: z.string().max(4096) }), z.strictObject({ token: z.string() })]),
      name: z.string().min(1).max(100),
    }),
    projectSummary,
  ),
} as const
