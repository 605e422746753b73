import type { Migration } from './migration.ts'

/** Boxes that people drew in pictures for mentions. */
export const pictureRegions: Migration = {
  version: 7,
  name: 'picture regions',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE picture_regions (
  picture_name_id INTEGER PRIMARY KEY REFERENCES picture_names (id) ON DELETE CASCADE,
  -- JSON [{mention, box: [left, top, right, bottom]}, …], pixels.
  regions TEXT NOT NULL,
  -- The file they came in, base64, to be written back byte for byte; null: they came with the post.
  source TEXT
) STRICT;
`
