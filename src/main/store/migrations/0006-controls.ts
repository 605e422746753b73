import type { Migration } from './migration.ts'

/** What a model reads without pictures, without captions, and with those of other posts, beside what it reads with all. */
export const controls: Migration = {
  version: 6,
  name: 'controls',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE control_runs (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES model_runs (id),
  control TEXT NOT NULL,
  at TEXT NOT NULL,
  -- 0 while posts are being read: nobody sees it before.
  finished INTEGER NOT NULL DEFAULT 0,
  UNIQUE (run_id, control)
) STRICT;

CREATE TABLE control_readings (
  control_run_id INTEGER NOT NULL REFERENCES control_runs (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL REFERENCES posts (id),
  -- As in predictions.
  spans TEXT NOT NULL,
  -- The post first: where posts are removed, what refers to them is looked up by post.
  PRIMARY KEY (post_id, control_run_id)
) STRICT, WITHOUT ROWID;
`
