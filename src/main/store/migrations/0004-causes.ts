import { DEFAULT_CAUSES } from '../../../shared/domain/cause.ts'
import type { Migration } from './migration.ts'

/** Why the model got a case wrong, as people judged it, and the set of causes of the project. */
export const causes: Migration = {
  version: 4,
  name: 'causes',
  up: (connection) => {
    connection.script(SCHEMA)
    DEFAULT_CAUSES.forEach(({ id, name }, position) => {
      connection.run('INSERT INTO causes (id, name, position) VALUES (?, ?, ?)', [id, name, position])
    })
  },
}

const SCHEMA = `
CREATE TABLE causes (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Place in the list, from 0; null: no longer offered, but cases still have it.
  position INTEGER
) STRICT, WITHOUT ROWID;

-- case_key names the case by its two spans: see caseKey.
CREATE TABLE case_causes (
  post_id INTEGER NOT NULL REFERENCES posts (id),
  case_key TEXT NOT NULL,
  cause TEXT NOT NULL REFERENCES causes (id),
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (post_id, case_key)
) STRICT, WITHOUT ROWID;
`
