import type { Migration } from './migration.ts'

/** What was seen in pictures, and captions that people changed. */
export const pictureFindings: Migration = {
  version: 3,
  name: 'picture findings',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
-- What the detectors of a recipe saw, as JSON; another recipe replaces it.
CREATE TABLE picture_findings (
  hash TEXT PRIMARY KEY REFERENCES pictures (hash),
  recipe TEXT NOT NULL,
  findings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only; captions as JSON strings, null: none. The newest one is also in post_content.
CREATE TABLE caption_edits (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES posts (id),
  before TEXT,
  after TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX caption_edits_post ON caption_edits (post_id);

CREATE TRIGGER captions_recounted AFTER UPDATE OF captioned ON posts BEGIN
  UPDATE tallies SET captioned = captioned + new.captioned - old.captioned
  WHERE file_id = new.file_id AND ifnull('=' || split, '') = ifnull('=' || new.split, '');
END;
`
