import type { Migration } from './migration.ts'

/** How each file was asked to be read, so that a newer version of it is read alike. */
export const fileOptions: Migration = {
  version: 14,
  name: 'file-options',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
-- The choices of the import as JSON; null: imported before they were kept.
ALTER TABLE files ADD COLUMN options TEXT;
`
