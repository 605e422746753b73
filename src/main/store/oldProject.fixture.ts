import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { appendToLog, encodeState } from './correctionLog.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Connection } from './openDatabase.ts'
import { openDatabase } from './openDatabase.ts'
import { APPLICATION_ID, DATABASE_NAME } from './projectFile.ts'
import { stateWith } from './store.fixture.ts'

/** Posts of an old project; every tenth is reviewed and logged, every third has a prediction and a picture name. */
export const OLD_POSTS = 300

/**
 * Makes a project as the program of that schema version left it: rows in every table of the first version, carried on
 * by each step since. So a new migration is tested with rows in it without a line of its own.
 */
export function oldProject(folder: string, version: number): void {
  mkdirSync(folder, { recursive: true })
  const connection = openDatabase(join(folder, DATABASE_NAME))
  try {
    connection.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(connection, migrations.slice(0, 1))
    connection.write(() => fill(connection))
    migrate(connection, migrations.slice(0, version))
  } finally {
    connection.close()
  }
}

function fill(connection: Connection): void {
  connection.run("INSERT INTO project (id, name, labels, created_at) VALUES (1, 'Old', ?, '')", [
    JSON.stringify(DEFAULT_LABELS),
  ])
  connection.script(`
    INSERT INTO files (name, format, encoding, sha256, imported_at, staged, posts)
      VALUES ('posts.txt', 'imgid', 'utf-8', 'abc', '2026-01-01T00:00:00.000Z', 0, ${OLD_POSTS});
    INSERT INTO pictures VALUES ('${'0'.repeat(64)}', 'png', 40, 40, 100);
    INSERT INTO picture_names (file_id, name, state, hash, posts)
      VALUES (1, 'a.png', 'ok', '${'0'.repeat(64)}', ${Math.ceil(OLD_POSTS / 3)});
    INSERT INTO model_runs (model, sha256, device, at) VALUES ('first', 'x', 'cpu', ''), ('second', 'y', 'cpu', '');
    INSERT INTO tag_repairs (rule, author, at) VALUES ('begin', 'Ada', '');`)
  for (let id = 1; id <= OLD_POSTS; id++) addPost(connection, id)
  connection.run(
    `INSERT INTO refused_edits VALUES ('late-edit', 1, 0, 1, ?, 'Ada', '2026-01-01T00:00:00.000Z')`,
    [encodeState(stateWith({}))],
  )
}

function addPost(connection: Connection, id: number): void {
  const [reviewed, third] = [id % 10 === 0, id % 3 === 0]
  connection.run(
    `INSERT INTO posts (file_id, reviewed, flagged, revision, gold_spans, predicted_spans, run_id, least_score,
       type_mask, problem_count, captioned, picture_id, split, external_id, spans, folded)
     VALUES (1, ?, 0, ?, 1, ?, ?, ?, 1, 0, 0, ?, ?, ?, '[[0,2,"PER"]]', ?)`,
    [
      ...[Number(reviewed), Number(reviewed), third ? 1 : null, third ? 2 : null, third ? 0.5 : 2],
      ...[third ? 1 : null, id % 2 === 0 ? 'train' : null, `old_${id}`, `ada berg ${id}`],
    ],
  )
  connection.run(
    `INSERT INTO post_content (post_id, tokens, caption, tags, tag_problems, line) VALUES (?, ?, NULL, ?, 0, ?)`,
    [id, JSON.stringify(['Ada', 'Berg', String(id)]), JSON.stringify(['B-PER', 'I-PER', 'O']), id],
  )
  if (third) connection.run(`INSERT INTO predictions VALUES (?, 2, '[[0,2,"PER",0.5]]')`, [id])
  if (!reviewed) return
  const spans = [{ start: 0, end: 2, type: 'PER' }]
  appendToLog(connection, {
    edit_id: `old-edit-${id}`,
    post_id: id,
    revision: 1,
    before: encodeState(stateWith({ spans })),
    after: encodeState(stateWith({ spans, status: 'reviewed' })),
    tags_before: null,
    tags_after: null,
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
    model_run_id: null,
    undoes: null,
    repair_id: null,
  })
}
