import type { Migration } from './migration.ts'

/** Predictions of a model that reads pictures, made while nobody could look at the picture of the post: to be made again. */
export const unseenPictures: Migration = {
  version: 10,
  name: 'unseen-pictures',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
ALTER TABLE predictions ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0 CHECK (unseen IN (0, 1));
CREATE INDEX predictions_unseen ON predictions (run_id, post_id) WHERE unseen = 1;
`
