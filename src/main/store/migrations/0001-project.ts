import type { Migration } from './migration.ts'

/**
 * The first schema. `posts` is narrow, so that lists, filters and counts read little; the bulk of a post is in
 * `post_content`. Strings that may hold half a surrogate pair are kept as JSON, which can spell it out; SQLite's
 * UTF-8 cannot.
 */
export const project: Migration = {
  version: 1,
  name: 'project',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  labels TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  layout TEXT,
  posts INTEGER NOT NULL DEFAULT 0,
  staged INTEGER NOT NULL DEFAULT 1,
  imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE pictures (
  hash TEXT PRIMARY KEY,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a picture name of a file stands for; posts is how many posts of the file use it.
CREATE TABLE picture_names (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files (id),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ok', 'missing', 'broken')),
  hash TEXT REFERENCES pictures (hash),
  posts INTEGER NOT NULL DEFAULT 0,
  UNIQUE (file_id, name),
  CHECK ((state = 'ok') = (hash IS NOT NULL))
) STRICT;
CREATE INDEX picture_names_state ON picture_names (state, file_id, posts);

CREATE TABLE model_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  device TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files (id),
  reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
  flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
  revision INTEGER NOT NULL DEFAULT 0,
  -- Null: nobody has labelled this post.
  gold_spans INTEGER,
  -- Null: no model has read this post.
  predicted_spans INTEGER,
  run_id INTEGER REFERENCES model_runs (id),
  -- Lowest score of the predicted spans; 2 where there is none, so that such posts sort last.
  least_score REAL NOT NULL DEFAULT 2,
  -- Bit n: a span of label n is drawn (gold, else predicted); bit 52: a span of a type that is no label.
  type_mask INTEGER NOT NULL,
  problem_count INTEGER NOT NULL,
  captioned INTEGER NOT NULL,
  -- A row of picture_names; no foreign key, which would cost an index of its own to check.
  picture_id INTEGER,
  split TEXT,
  external_id TEXT NOT NULL,
  -- Gold spans as JSON [[start, end, type], …]; a projection of tags and corrections.
  spans TEXT,
  -- JSON string.
  comment TEXT NOT NULL DEFAULT '""',
  -- Text and caption folded for search.
  folded TEXT NOT NULL,
  CHECK ((spans IS NULL) = (gold_spans IS NULL)),
  CHECK ((run_id IS NULL) = (predicted_spans IS NULL))
) STRICT;
CREATE INDEX posts_overview
  ON posts (file_id, split, reviewed, flagged, gold_spans, run_id, captioned, picture_id);
CREATE INDEX posts_reviewed ON posts (reviewed, id, file_id);
CREATE INDEX posts_least_score ON posts (least_score, id, reviewed, file_id);
CREATE INDEX posts_flagged ON posts (id, reviewed, file_id) WHERE flagged = 1;
CREATE INDEX posts_problems ON posts (id, reviewed, file_id, problem_count) WHERE problem_count > 0;

CREATE TABLE post_content (
  post_id INTEGER PRIMARY KEY REFERENCES posts (id),
  -- JSON array of strings: the ground layer.
  tokens TEXT NOT NULL,
  -- JSON string and JSON array; both null where the text is the tokens joined by one space.
  text TEXT,
  offsets TEXT,
  -- JSON string.
  caption TEXT,
  -- JSON array of strings as read; null: the source had no tags.
  tags TEXT,
  -- Problems of tags, whatever gold says since.
  tag_problems INTEGER NOT NULL,
  meta TEXT,
  layout TEXT,
  line INTEGER NOT NULL
) STRICT;

-- Spans as JSON [[start, end, type, score, runner-up type, runner-up score], …].
CREATE TABLE predictions (
  post_id INTEGER NOT NULL REFERENCES posts (id),
  run_id INTEGER NOT NULL REFERENCES model_runs (id),
  spans TEXT NOT NULL,
  PRIMARY KEY (post_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag_repairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Append-only. hash = SHA-256 over the hash of the row before and every other column of this one.
CREATE TABLE corrections (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  edit_id TEXT NOT NULL UNIQUE,
  post_id INTEGER NOT NULL REFERENCES posts (id),
  revision INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  -- Set where a tag repair changed the raw tags.
  tags_before TEXT,
  tags_after TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  model_run_id INTEGER,
  undoes TEXT,
  repair_id INTEGER REFERENCES tag_repairs (id),
  hash TEXT NOT NULL,
  UNIQUE (post_id, revision)
) STRICT;
CREATE INDEX corrections_repair ON corrections (repair_id) WHERE repair_id IS NOT NULL;
CREATE TRIGGER corrections_keep BEFORE UPDATE ON corrections
  BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
  BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;

-- Edits that came too late: kept, so that neither version is lost.
CREATE TABLE refused_edits (
  edit_id TEXT PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES posts (id),
  expected_revision INTEGER NOT NULL,
  found_revision INTEGER NOT NULL,
  after TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX refused_edits_post ON refused_edits (post_id);
`
