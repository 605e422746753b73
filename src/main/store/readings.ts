import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import type { StoreContext } from './context.ts'
import { labelledPosts } from './labelledPosts.ts'
import type { ReadingSource } from './labelledPosts.ts'
import { encodeScoredSpans } from './spanCodec.ts'
import type { ReadingStore, StoredReading } from './types.ts'

export function readingStore(context: StoreContext): ReadingStore {
  const { connection } = context

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

  const source = (key: ReadingKey): ReadingSource => {
    const [table, column] =
      key.control === null ? ['predictions', 'run_id'] : ['control_readings', 'control_run_id']
    const values = [key.control === null ? key.run : controlId(key, 1)]
    const of = (post: string): string => `reading.post_id = ${post} AND reading.${column} = ?`
    return {
      join: `${table} AS reading ON ${of('batch.id')}`,
      values,
      holds: { sql: `EXISTS (SELECT 1 FROM ${table} AS reading WHERE ${of('posts.id')})`, values },
    }
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
      connection.read(() => labelledPosts(context, source(key), position, limit, { which })),
  }
}
