import type { Migration } from './migration.ts'

/** What a second annotator made of the posts, and what was settled where the two differ. */
export const agreements: Migration = {
  version: 16,
  name: 'agreements',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE agreements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Names of the two annotators; what the second's readings came from.
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  source TEXT NOT NULL,
  at TEXT NOT NULL,
  -- JSON; null while posts are being compared: nobody sees it before.
  report TEXT
) STRICT;

-- The posts they read differently, each with both readings as they were. Spans and cuts as in posts.
CREATE TABLE agreement_posts (
  agreement_id INTEGER NOT NULL REFERENCES agreements (id) ON DELETE CASCADE,
  post_id INTEGER NOT NULL REFERENCES posts (id),
  first_spans TEXT NOT NULL,
  first_cuts TEXT,
  second_spans TEXT NOT NULL,
  second_cuts TEXT,
  -- The correction that said the first reading is right: gold alone does not show it. Null: none did.
  kept TEXT,
  PRIMARY KEY (agreement_id, post_id)
) STRICT, WITHOUT ROWID;
-- Where posts are removed, what refers to them is looked up by post.
CREATE INDEX agreement_posts_post ON agreement_posts (post_id);
`
