import type { Migration } from './migration.ts'

/** What a project's annotators agreed on, and why a post was commented on. */
export const rules: Migration = {
  version: 11,
  name: 'rules',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
-- Null: nobody has written any.
ALTER TABLE project ADD COLUMN rules TEXT;
-- Null: none was given.
ALTER TABLE posts ADD COLUMN reason TEXT;
CREATE INDEX posts_reason ON posts (reason, id, reviewed, file_id) WHERE reason IS NOT NULL;
`
