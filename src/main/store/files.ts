import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import { timestamp } from '../system/clock.ts'
import type { StoreContext } from './context.ts'
import type { FileStore } from './types.ts'

interface FileRow {
  id: number
  name: string
  format: string
  encoding: string
  sha256: string
  layout: string | null
  options: string | null
  posts: number
  imported_at: string
  problems: number
}

export function fileStore(context: StoreContext): FileStore {
  const { connection } = context
  return {
    begin: ({ name, format, encoding, sha256, layout, options = null }) =>
      context.write(
        () =>
          connection.run(
            `INSERT INTO files (name, format, encoding, sha256, layout, options, imported_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)`,
            [name, format, encoding, sha256, encoded(layout), encoded(options), timestamp(context.clock)],
          ).lastId,
      ),

    describe: (fileId, { encoding, sha256, layout }) =>
      context.write(() => {
        requireStaged(context, [fileId])
        if (encoding !== undefined)
          connection.run('UPDATE files SET encoding = ? WHERE id = ?', [encoding, fileId])
        if (sha256 !== undefined) connection.run('UPDATE files SET sha256 = ? WHERE id = ?', [sha256, fileId])
        if (layout !== undefined)
          connection.run('UPDATE files SET layout = ? WHERE id = ?', [encoded(layout), fileId])
      }),

    publish: (fileIds) =>
      context.write(() => {
        requireStaged(context, fileIds)
        for (const id of fileIds) connection.run('UPDATE files SET staged = 0 WHERE id = ?', [id])
      }),

    discard: (fileIds) =>
      context.write(() => {
        requireStaged(context, fileIds)
        for (const id of fileIds) discard(context, id)
      }),

    list: () =>
      connection
        .all<FileRow>(
          `SELECT id, name, format, encoding, sha256, layout, options, posts, imported_at,
             (SELECT coalesce(sum(problems), 0) FROM tallies WHERE file_id = files.id) AS problems
           FROM files WHERE staged = 0 ORDER BY id`,
        )
        .map(({ imported_at: importedAt, layout, options, ...row }) => ({
          ...row,
          importedAt,
          layout: decoded(layout),
          options: decoded(options),
        })),
  }
}

/** Forgets what an interrupted import left behind. */
export function discardStaged(context: StoreContext): void {
  const staged = context.connection.all<{ id: number }>('SELECT id FROM files WHERE staged = 1')
  if (staged.length === 0) return
  context.write(() => {
    for (const { id } of staged) discard(context, id)
  })
}

function discard({ connection }: StoreContext, fileId: number): void {
  connection.run('DELETE FROM post_content WHERE post_id IN (SELECT id FROM posts WHERE file_id = ?)', [
    fileId,
  ])
  connection.run('DELETE FROM tallies WHERE file_id = ?', [fileId])
  connection.run('DELETE FROM picture_tallies WHERE file_id = ?', [fileId])
  connection.run('DELETE FROM posts WHERE file_id = ?', [fileId])
  connection.run('DELETE FROM picture_names WHERE file_id = ?', [fileId])
  connection.run('DELETE FROM files WHERE id = ?', [fileId])
}

function requireStaged({ connection }: StoreContext, fileIds: readonly number[]): void {
  for (const id of fileIds) {
    const staged = connection.get('SELECT 1 FROM files WHERE id = ? AND staged = 1', [id])
    if (staged === undefined)
      throw new WorkbenchError('refused', `File ${id} is not being imported; a stored file stays as it is.`)
  }
}

function encoded(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

function decoded(json: string | null): JsonObject | null {
  return json === null ? null : (JSON.parse(json) as JsonObject)
}
