import type { Migration } from './migration.ts'

/** Where tokens are split, so that a part of one can be labelled. */
export const cuts: Migration = {
  version: 12,
  name: 'cuts',
  up: (connection) => connection.script(SCHEMA),
}

const SCHEMA = `
-- [{token, at}]; null: nowhere.
ALTER TABLE posts ADD COLUMN cuts TEXT;
`
