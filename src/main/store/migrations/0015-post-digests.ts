import { DIGESTED, DIGESTED_FROM, storeDigest } from '../postDigest.ts'
import type { DigestedRow } from '../postDigest.ts'
import type { Migration } from './migration.ts'

const BATCH = 1000

/** A checksum of what each post was imported as, so that a byte the disk changed is noticed. */
export const postDigests: Migration = {
  version: 15,
  name: 'post-digests',
  up: (connection) => {
    connection.script('ALTER TABLE post_content ADD COLUMN digest INTEGER NOT NULL DEFAULT 0')
    const batch = `SELECT ${DIGESTED} FROM ${DIGESTED_FROM} WHERE posts.id > ? ORDER BY posts.id LIMIT ${BATCH}`
    for (let after = 0; ;) {
      const rows = connection.all<DigestedRow>(batch, [after])
      const last = rows.at(-1)
      if (last === undefined) return
      for (const row of rows) storeDigest(connection, row)
      after = last.id
    }
  },
}
