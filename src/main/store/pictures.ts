import { join } from 'node:path'
import type { StoreContext } from './context.ts'
import type { PictureStore, StoredPicture } from './types.ts'

export function pictureStore(context: StoreContext): PictureStore {
  const { connection } = context
  return {
    add: ({ hash, format, width, height, bytes }) =>
      context.write(() => {
        connection.run(
          `INSERT INTO pictures (hash, format, width, height, bytes) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          [hash, format, width, height, bytes],
        )
      }),

    attach: (fileId, name, found) =>
      context.write(() => {
        connection.run(
          `INSERT INTO picture_names (file_id, name, state, hash) VALUES (?, ?, ?, ?)
           ON CONFLICT (file_id, name) DO UPDATE SET state = excluded.state, hash = excluded.hash`,
          [fileId, name, found.state, found.state === 'ok' ? found.hash : null],
        )
      }),

    get: (hash) =>
      connection.get<StoredPicture>(
        'SELECT hash, format, width, height, bytes FROM pictures WHERE hash = ?',
        [hash],
      ) ?? null,

    names: (fileId, after, limit) =>
      connection
        .all<{
          name: string
        }>('SELECT name FROM picture_names WHERE file_id = ? AND name > ? ORDER BY name LIMIT ?', [
          fileId,
          after,
          limit,
        ])
        .map(({ name }) => name),

    path: ({ hash, format }) =>
      join(context.folder, 'media', `${hash}.${format === 'jpeg' ? 'jpg' : format}`),
  }
}
