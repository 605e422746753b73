import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import type { StoreContext } from './context.ts'
import type { Bindable } from './openDatabase.ts'
import { both } from './condition.ts'
import { batchSql, choiceCondition, publishedOnly } from './postQuery.ts'
import { postRows, storedPostOf } from './postRow.ts'
import { encodeScoredSpans } from './spanCodec.ts'
import type { ReadingStore, StoredReading } from './types.ts'

export function readingStore(context: StoreContext): ReadingStore {
  const { connection, labels } = context

  const controlId = (key: ReadingKey, finished: 0 | 1): number | null =>
    connection.get<{ id: number }>(
      'SELECT id FROM control_runs WHERE run_id = ? AND control = ? AND finished = ?',
      [key.run, key.control, finished],
    )?.id ?? null

  const begun = (key: ReadingKey): number => {
    const id = controlId(key, 0)
    if (id !== null) return id
    throw new WorkbenchError('refused', 'This control was begun again meanwhile; nothing was stored.')
  }

  /** The spans a reading found in the post of the first question mark, and what the second one stands for. */
  const source = (key: ReadingKey): { readonly sql: string; readonly value: Bindable } =>
    key.control === null
      ? { sql: 'SELECT spans FROM predictions WHERE post_id = ? AND run_id = ?', value: key.run }
      : {
          sql: 'SELECT spans FROM control_readings WHERE post_id = ? AND control_run_id = ?',
          value: controlId(key, 1),
        }

  return {
    list: () =>
      connection.all<StoredReading>(
        `SELECT id AS run, NULL AS control, model, sha256, device, at FROM model_runs
         UNION ALL
         SELECT run_id, control, model, sha256, device, control_runs.at
         FROM control_runs JOIN model_runs ON model_runs.id = run_id WHERE finished = 1
         ORDER BY run DESC, control`,
      ),

    begin: (key, at) =>
      context.write(() => {
        connection.run('DELETE FROM control_runs WHERE run_id = ? AND control = ?', [key.run, key.control])
        connection.run('INSERT INTO control_runs (run_id, control, at) VALUES (?, ?, ?)', [
          key.run,
          key.control,
          at,
        ])
      }),

    add: (key, predictions) =>
      context.write(() => {
        const id = begun(key)
        for (const { postId, spans } of predictions)
          connection.run('INSERT INTO control_readings (control_run_id, post_id, spans) VALUES (?, ?, ?)', [
            id,
            postId,
            encodeScoredSpans(spans),
          ])
      }),

    finish: (key) =>
      context.write(() => {
        connection.run('UPDATE control_runs SET finished = 1 WHERE id = ?', [begun(key)])
      }),

    forgetUnfinished: () =>
      context.write(() => {
        connection.run('DELETE FROM control_runs WHERE finished = 0')
      }),

    after: (key, position, limit, which) =>
      connection.read(() => {
        const { sql, value } = source(key)
        const where = both(publishedOnly(context.anyStaged()), choiceCondition({ which }), {
          sql: `EXISTS (${sql.replace('?', 'posts.id')})`,
          values: [value],
        })
        return postRows(connection, batchSql(where), [position, ...where.values, limit]).map((row) => {
          const { spans } = connection.get<{ spans: string }>(sql, [row.id, value]) ?? { spans: null }
          return storedPostOf({ ...row, predicted: spans, run_id: key.run }, labels)
        })
      }),
  }
}
