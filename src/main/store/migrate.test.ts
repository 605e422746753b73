import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { bringUpToDate, migrate, schemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { openDatabase } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import { steppingClock, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
const open: Connection[] = []
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
  workshop.clear()
})

function database(): { connection: Connection; folder: string } {
  const folder = workshop.folder()
  mkdirSync(folder, { recursive: true })
  const connection = openDatabase(join(folder, 'project.sqlite'))
  open.push(connection)
  return { connection, folder }
}

const names: Migration = {
  version: 1,
  name: 'names',
  up: (connection) => connection.script('CREATE TABLE people (name TEXT NOT NULL) STRICT'),
}
const initials: Migration = {
  version: 2,
  name: 'initials',
  up: (connection) => {
    connection.script("ALTER TABLE people ADD COLUMN initial TEXT NOT NULL DEFAULT ''")
    connection.run('UPDATE people SET initial = substr(name, 1, 1)')
  },
}
const broken: Migration = {
  version: 2,
  name: 'broken',
  up: (connection) => {
    connection.run("UPDATE people SET name = 'gone'")
    throw new Error('stopped half way')
  },
}

describe('migrate', () => {
  it('carries rows from one version to the next, once', () => {
    const { connection } = database()
    migrate(connection, [names])
    connection.run("INSERT INTO people VALUES ('Ada')")
    migrate(connection, [names, initials])
    migrate(connection, [names, initials])
    expect(connection.all('SELECT * FROM people')).toEqual([{ name: 'Ada', initial: 'A' }])
    expect(schemaVersion(connection)).toBe(2)
  })

  it('leaves the old version whole when a step fails', () => {
    const { connection } = database()
    migrate(connection, [names])
    connection.run("INSERT INTO people VALUES ('Ada')")
    expect(() => migrate(connection, [names, broken])).toThrow('half way')
    expect(connection.all('SELECT * FROM people')).toEqual([{ name: 'Ada' }])
    expect(schemaVersion(connection)).toBe(1)
  })

  it('refuses a file of a newer program and a list with a gap', () => {
    const { connection } = database()
    migrate(connection, [names, initials])
    expect(() => migrate(connection, [names])).toThrow(/newer program/u)
    expect(() => migrate(connection, [initials])).toThrow('expected 1')
  })

  it('takes a snapshot of the old file first, and none when there is nothing to do', () => {
    const { connection, folder } = database()
    migrate(connection, [names])
    connection.run("INSERT INTO people VALUES ('Ada')")
    const clock = steppingClock()
    bringUpToDate(connection, { folder, clock, steps: [names, initials] })
    bringUpToDate(connection, { folder, clock, steps: [names, initials] })
    const [snapshot, ...more] = readdirSync(join(folder, 'snapshots'))
    expect(more).toEqual([])
    const old = openDatabase(join(folder, 'snapshots', snapshot ?? ''), { readOnly: true })
    open.push(old)
    expect(schemaVersion(old)).toBe(1)
    expect(old.all('SELECT * FROM people')).toEqual([{ name: 'Ada' }])
  })
})

describe('migration 2, tallies', () => {
  it('counts the rows that are there, and goes on counting', () => {
    const { connection } = database()
    migrate(connection, migrations.slice(0, 1))
    connection.script(`
      INSERT INTO files (name, format, encoding, sha256, imported_at) VALUES ('f', 'imgid', 'utf-8', '', '');
      INSERT INTO model_runs (model, sha256, device, at) VALUES ('old', '', '', ''), ('new', '', '', '');
      INSERT INTO picture_names (file_id, name, state, posts) VALUES (1, 'a', 'missing', 2), (1, 'b', 'broken', 1);
      INSERT INTO posts (file_id, split, reviewed, flagged, gold_spans, spans, predicted_spans, run_id, type_mask,
          problem_count, captioned, picture_id, external_id, folded) VALUES
        (1, 'dev', 1, 0, 2, '[[0,1,"PER"],[1,2,"PER"]]', 0, 1, 1, 3, 1, 1, 'a', 'a'),
        (1, 'dev', 0, 1, NULL, NULL, 0, 2, 0, 0, 0, 1, 'b', 'b'),
        (1, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, 'c', 'c');`)
    migrate(connection, migrations.slice(0, 2))
    const tallies = (): unknown[] =>
      connection.all(
        'SELECT split, posts, reviewed, flagged, predicted, captioned, pictured, gold_spans, problems FROM tallies ORDER BY split',
      )
    const nothing = {
      reviewed: 0,
      flagged: 0,
      predicted: 0,
      captioned: 0,
      pictured: 0,
      gold_spans: 0,
      problems: 0,
    }
    const dev = {
      split: 'dev',
      posts: 2,
      reviewed: 1,
      flagged: 1,
      predicted: 1,
      captioned: 1,
      pictured: 2,
      gold_spans: 2,
      problems: 1,
    }
    expect(tallies()).toEqual([{ ...nothing, split: null, posts: 1 }, dev])
    expect(connection.all('SELECT state, posts FROM picture_tallies ORDER BY state')).toEqual([
      { state: 'broken', posts: 1 },
      { state: 'missing', posts: 2 },
    ])
    connection.run(
      'UPDATE posts SET reviewed = 1, flagged = 0, run_id = 2, predicted_spans = 0 WHERE id <> 1',
    )
    connection.run("UPDATE picture_names SET state = 'broken' WHERE name = 'a'")
    expect(tallies()).toEqual([
      { ...nothing, split: null, posts: 1, reviewed: 1, predicted: 1 },
      { ...dev, reviewed: 2, flagged: 0 },
    ])
    expect(connection.all('SELECT state, posts FROM picture_tallies ORDER BY state')).toEqual([
      { state: 'broken', posts: 3 },
      { state: 'missing', posts: 0 },
    ])
  })
})

describe('migration 1, project', () => {
  it('makes strict tables out of an empty file', () => {
    const { connection } = database()
    migrate(connection, migrations.slice(0, 1))
    const tables = connection.all<{ name: string; strict: number }>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    expect(tables.map((table) => table.name).sort()).toEqual([
      'corrections',
      'files',
      'model_runs',
      'picture_names',
      'pictures',
      'post_content',
      'posts',
      'predictions',
      'project',
      'refused_edits',
      'tag_repairs',
    ])
    expect(tables.filter((table) => table.strict !== 1)).toEqual([])
  })

  it('lets nobody change or remove a correction', () => {
    const { connection } = database()
    migrate(connection, migrations.slice(0, 1))
    connection.script(`
      INSERT INTO files (name, format, encoding, sha256, imported_at) VALUES ('f', 'imgid', 'utf-8', '', '');
      INSERT INTO posts (id, file_id, reviewed, flagged, type_mask, problem_count, captioned, external_id, folded)
        VALUES (1, 1, 0, 0, 0, 0, 0, 'a', 'a');
      INSERT INTO corrections (edit_id, post_id, revision, before, after, author, at, hash)
        VALUES ('edit-one', 1, 1, '{}', '{}', 'Ada', '', '');`)
    expect(() => connection.run("UPDATE corrections SET author = 'Bob'")).toThrow('append-only')
    expect(() => connection.run('DELETE FROM corrections')).toThrow('append-only')
  })
})
