import type { Migration } from './migration.ts'

/** Imported gold that tags cannot say: spans inside others. */
export const nestedGold: Migration = {
  version: 13,
  name: 'nested-gold',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
-- [[start, end, type], …] by tokens; null: the tags say it.
ALTER TABLE post_content ADD COLUMN gold TEXT;
`
