import type { UndoableStep } from '../../shared/domain/bulkChange.ts'
import type { StoreContext } from './context.ts'
import { decodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'

/** Something an author did: a correction, or a change of many posts. `undoes` is the key of what it took back. */
interface Deed {
  readonly undoes: string | null
  /** Somebody took it back: the author or, under another name, anyone. */
  readonly undone: boolean
  readonly seq: number
  readonly step: UndoableStep
}

/**
 * The two stacks of undo and redo as the log implies them. A deed, the deed that took it back, the one that took that
 * back and so on are a chain; only its last link counts: an even one stands and can be undone, an odd one took
 * something back and can be redone, unless something new was done since. Bulk changes count as one.
 */
export function undoableSteps(
  context: StoreContext,
  author: string,
  limit: number,
): { readonly undo: UndoableStep[]; readonly redo: UndoableStep[] } {
  const undo: UndoableStep[] = []
  const redo: UndoableStep[] = []
  let newest = true
  for (const deed of newestDeeds(context, author, limit)) {
    if (deed.undoes === null) newest = false
    if (deed.undone) continue
    if (linksBefore(context, deed) % 2 === 0) undo.unshift(deed.step)
    else if (newest) redo.unshift(reversed(deed.step))
  }
  return { undo, redo }
}

function newestDeeds(context: StoreContext, author: string, limit: number): Deed[] {
  return [...edits(context, author, limit), ...bulks(context, author, limit)].sort((a, b) => b.seq - a.seq)
}

interface EditRow extends Pick<LogRow, 'edit_id' | 'post_id' | 'before' | 'after' | 'undoes'> {
  seq: number
  undone: number
}

function edits({ connection }: StoreContext, author: string, limit: number): Deed[] {
  return connection
    .all<EditRow>(
      `SELECT seq, edit_id, post_id, before, after, undoes,
         EXISTS (SELECT 1 FROM corrections AS later
           WHERE later.post_id = corrections.post_id AND later.undoes = corrections.edit_id) AS undone
       FROM corrections
       WHERE author = ? AND repair_id IS NULL AND edit_id NOT GLOB 'bulk-*' ORDER BY seq DESC LIMIT ?`,
      [author, limit],
    )
    .map(({ seq, edit_id: editId, post_id: postId, before, after, undoes, undone }) => ({
      undoes,
      undone: undone === 1,
      seq,
      step: { kind: 'edit', editId, postId, before: decodeState(before), after: decodeState(after) },
    }))
}

interface BulkRow {
  id: number
  title: string
  posts: number
  undoes: number | null
  undone: number
  seq: number
}

const bulkKey = (id: number): string => `bulk-${id}`

function bulks({ connection }: StoreContext, author: string, limit: number): Deed[] {
  return connection
    .all<BulkRow>(
      `SELECT id, title, posts, undoes, seq,
         EXISTS (SELECT 1 FROM bulk_changes AS later WHERE later.undoes = bulk_changes.id) AS undone
       FROM bulk_changes WHERE author = ? ORDER BY id DESC LIMIT ?`,
      [author, limit],
    )
    .map(({ id, title, posts, undoes, undone, seq }) => ({
      undoes: undoes === null ? null : bulkKey(undoes),
      undone: undone === 1,
      seq,
      step: { kind: 'bulk', bulkId: id, title, posts },
    }))
}

/** How many deeds the chain holds before this one. */
function linksBefore({ connection }: StoreContext, { step, undoes }: Deed): number {
  const before =
    step.kind === 'edit'
      ? 'SELECT undoes FROM corrections WHERE edit_id = ?'
      : `SELECT 'bulk-' || undoes AS undoes FROM bulk_changes WHERE 'bulk-' || id = ?`
  let links = 0
  for (let next = undoes; next !== null; links++)
    next = connection.get<{ undoes: string | null }>(before, [next])?.undoes ?? null
  return links
}

/** A deed that took something back, as the thing it would do again. */
function reversed(step: UndoableStep): UndoableStep {
  return step.kind === 'edit' ? { ...step, before: step.after, after: step.before } : step
}
