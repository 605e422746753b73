import type { Migration } from './migration.ts'

/**
 * Counts that move with the posts, so that the project screen and the size of the queue cost the same for a
 * thousand posts and for a million. Triggers keep them, in the transaction of the change (insertion: `ChunkTally`); `verify` counts again.
 * The wide index that was walked for these counts goes.
 */
export const tallies: Migration = {
  version: 2,
  name: 'tallies',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
CREATE TABLE tallies (
  file_id INTEGER NOT NULL REFERENCES files (id),
  split TEXT,
  posts INTEGER NOT NULL,
  reviewed INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  -- Posts the newest model run has read.
  predicted INTEGER NOT NULL,
  captioned INTEGER NOT NULL,
  pictured INTEGER NOT NULL,
  gold_spans INTEGER NOT NULL,
  problems INTEGER NOT NULL
) STRICT;
-- An expression, because two nulls are never the same to a UNIQUE column.
CREATE UNIQUE INDEX tallies_place ON tallies (file_id, ifnull('=' || split, ''));

CREATE TABLE picture_tallies (
  file_id INTEGER NOT NULL REFERENCES files (id),
  state TEXT NOT NULL,
  posts INTEGER NOT NULL,
  PRIMARY KEY (file_id, state)
) STRICT, WITHOUT ROWID;

INSERT INTO tallies
  SELECT file_id, split, count(*), sum(reviewed), sum(flagged),
    sum(run_id IS NOT NULL AND run_id = (SELECT max(id) FROM model_runs)), sum(captioned), count(picture_id),
    coalesce(sum(gold_spans), 0), sum(problem_count > 0)
  FROM posts GROUP BY file_id, split;
INSERT INTO picture_tallies SELECT file_id, state, sum(posts) FROM picture_names GROUP BY file_id, state;

CREATE TRIGGER posts_recounted AFTER UPDATE OF reviewed, flagged, run_id, gold_spans, problem_count ON posts BEGIN
  UPDATE tallies SET
    reviewed = reviewed + new.reviewed - old.reviewed,
    flagged = flagged + new.flagged - old.flagged,
    predicted = predicted + (new.run_id IS NOT old.run_id),
    gold_spans = gold_spans + ifnull(new.gold_spans, 0) - ifnull(old.gold_spans, 0),
    problems = problems + (new.problem_count > 0) - (old.problem_count > 0)
  WHERE file_id = new.file_id AND ifnull('=' || split, '') = ifnull('=' || new.split, '');
END;
-- Only the newest run stores predictions, and it starts with none.
CREATE TRIGGER runs_counted AFTER INSERT ON model_runs BEGIN
  UPDATE tallies SET predicted = 0;
END;

CREATE TRIGGER pictures_recounted AFTER UPDATE OF state ON picture_names BEGIN
  UPDATE picture_tallies SET posts = posts - old.posts WHERE file_id = old.file_id AND state = old.state;
  INSERT INTO picture_tallies VALUES (new.file_id, new.state, new.posts)
    ON CONFLICT (file_id, state) DO UPDATE SET posts = posts + excluded.posts;
END;

DROP INDEX posts_overview;
DROP INDEX picture_names_state;
CREATE INDEX posts_file ON posts (file_id);
`
