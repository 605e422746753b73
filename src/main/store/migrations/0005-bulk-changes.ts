import type { Migration } from './migration.ts'

/**
 * Changes of many posts at once. Their corrections stand in the log like any other, under edit ids
 * `bulk-<id>-<post id>`; this table says what was asked for, by whom, and what was taken back.
 */
export const bulkChanges: Migration = {
  version: 5,
  name: 'bulk changes',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE bulk_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  -- The change this one takes back.
  undoes INTEGER REFERENCES bulk_changes (id),
  posts INTEGER NOT NULL,
  -- The log's last entry when the change was complete: its place among single corrections.
  seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX bulk_changes_undoes ON bulk_changes (undoes) WHERE undoes IS NOT NULL;
-- "What did I do last": the newest entries of one author.
CREATE INDEX corrections_author ON corrections (author, seq);
`
