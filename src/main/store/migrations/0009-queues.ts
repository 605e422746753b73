import { decodeScoredSpans } from '../spanCodec.ts'
import { storeWorth } from '../worth.ts'
import type { Migration } from './migration.ts'

interface Predicted {
  readonly id: number
  readonly tokens: string
  readonly spans: string
}

/**
 * Queues that cost the same at any length: by what a post is worth to be reviewed (see `reviewWorth`), by the shuffle of
 * the random sample (its index holds the very expression of `postQuery`), and of one split.
 */
export const queues: Migration = {
  version: 9,
  name: 'queues',
  up: (connection) => {
    connection.script(SCHEMA)
    const predicted = connection.all<Predicted>(
      `SELECT posts.id, tokens, predictions.spans
       FROM posts
         JOIN post_content ON post_content.post_id = posts.id
         JOIN predictions ON predictions.post_id = posts.id AND predictions.run_id = posts.run_id
       WHERE posts.run_id = (SELECT max(id) FROM model_runs) ORDER BY least_score, posts.id`,
    )
    for (const { id, tokens, spans } of predicted)
      storeWorth(connection, id, JSON.parse(tokens) as string[], decodeScoredSpans(spans))
  },
}

const SCHEMA = `
ALTER TABLE posts ADD COLUMN worth REAL NOT NULL DEFAULT 0;
CREATE INDEX posts_worth ON posts (worth DESC, id, reviewed, file_id);
CREATE INDEX posts_shuffled ON posts (
  ((((id * 1103515245 + 12345) % 2147483647) * ((id * 1103515245 + 12345) % 2147483647) + 1013904223) % 2147483647),
  id, reviewed, file_id
);
CREATE INDEX posts_split ON posts (split, id, reviewed, file_id) WHERE split IS NOT NULL;

-- Posts of the current run whose least certain span is this mention of this type.
CREATE TABLE uncertain_mentions (
  mention TEXT NOT NULL,
  type TEXT NOT NULL,
  posts INTEGER NOT NULL,
  PRIMARY KEY (mention, type)
) STRICT, WITHOUT ROWID;
`
