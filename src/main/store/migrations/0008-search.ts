import type { Migration } from './migration.ts'

/**
 * The words of posts, to be found by how they begin. Filled post by post after an import is through, so that importing
 * costs no more than before: up to `search_reach` posts are in the index, later ones are looked through.
 */
export const search: Migration = {
  version: 8,
  name: 'search',
  up: (connection) => connection.script(SCHEMA),
}

// Letters, marks, digits and symbols make words, emoji that are newer than SQLite's tables (Cn) as well; the ASCII
// symbols stand around words rather than in them.
const SCHEMA = `
CREATE VIRTUAL TABLE post_search USING fts5(
  words, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* S* Co Cn' separators '$+<=>^\`|~'"
);

CREATE TABLE search_reach (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Posts up to this one are in the index.
  post_id INTEGER NOT NULL
) STRICT;
INSERT INTO search_reach VALUES (1, 0);
`
