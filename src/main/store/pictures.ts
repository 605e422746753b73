import { join } from 'node:path'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import type { StoreContext } from './context.ts'
import type { NamedPicture, PictureStore, StoredPicture } from './types.ts'

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

    attachRegions: (fileId, name, { regions, source }) =>
      context.write(() => {
        connection.run(
          `INSERT INTO picture_regions (picture_name_id, regions, source)
           SELECT id, ?, ? FROM picture_names WHERE file_id = ? AND name = ?
           ON CONFLICT (picture_name_id) DO UPDATE SET regions = excluded.regions, source = excluded.source`,
          [
            JSON.stringify(regions),
            source === null ? null : Buffer.from(source).toString('base64'),
            fileId,
            name,
          ],
        )
      }),

    regionSource: (fileId, name) => {
      const row = connection.get<{ source: string | null }>(
        `SELECT source FROM picture_regions JOIN picture_names ON picture_names.id = picture_name_id
         WHERE file_id = ? AND name = ?`,
        [fileId, name],
      )
      return row?.source == null ? null : Buffer.from(row.source, 'base64')
    },

    get: (hash) =>
      connection.get<StoredPicture>(
        'SELECT hash, format, width, height, bytes FROM pictures WHERE hash = ?',
        [hash],
      ) ?? null,

    names: (fileId, after, limit) =>
      connection
        .all<Omit<NamedPicture, 'boxed'> & { boxed: number }>(
          `SELECT name, hash, EXISTS (SELECT 1 FROM picture_regions WHERE picture_name_id = picture_names.id) AS boxed
           FROM picture_names WHERE file_id = ? AND name > ? ORDER BY name LIMIT ?`,
          [fileId, after, limit],
        )
        .map(({ name, hash, boxed }) => ({ name, hash, boxed: boxed === 1 })),

    saveFindings: (hash, recipe, findings) =>
      context.write(() => {
        connection.run(
          `INSERT INTO picture_findings (hash, recipe, findings) VALUES (?, ?, ?)
           ON CONFLICT (hash) DO UPDATE SET recipe = excluded.recipe, findings = excluded.findings`,
          [hash, recipe, JSON.stringify(findings)],
        )
      }),

    findings: (hash, recipe) => {
      const row = connection.get<{ findings: string }>(
        'SELECT findings FROM picture_findings WHERE hash = ? AND recipe = ?',
        [hash, recipe],
      )
      return row === undefined ? null : (JSON.parse(row.findings) as PictureFindings)
    },

    path: ({ hash, format }) =>
      join(context.folder, 'media', `${hash}.${format === 'jpeg' ? 'jpg' : format}`),
  }
}
