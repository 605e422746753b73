import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { StoreContext } from './context.ts'
import { NO_SCORE, SELECT_POST, storedPostOf } from './postRow.ts'
import type { PostRow } from './postRow.ts'
import { publishedOnly } from './postQuery.ts'
import { encodeScoredSpans } from './spanCodec.ts'
import type { ModelRun, PredictionStore } from './types.ts'

export function predictionStore(context: StoreContext): PredictionStore {
  const { connection, labels } = context
  const current = (): ModelRun | null => currentRun(context)
  const pendingWhere = (which: 'all' | 'unreviewed'): string =>
    `${publishedOnly(context.anyStaged()).sql} AND run_id IS NOT ?${which === 'unreviewed' ? ' AND reviewed = 0' : ''}`

  return {
    startRun: ({ model, sha256, device, at }) => {
      const newest = current()
      if (newest?.sha256 === sha256) return newest.id
      return context.write(
        () =>
          connection.run('INSERT INTO model_runs (model, sha256, device, at) VALUES (?, ?, ?, ?)', [
            model,
            sha256,
            device,
            at,
          ]).lastId,
      )
    },

    store: (runId, predictions) =>
      context.write(() => {
        if (current()?.id !== runId)
          throw new WorkbenchError(
            'refused',
            `Model run ${runId} is not the current one; nothing was stored.`,
          )
        let stored = 0
        for (const { postId, spans } of predictions) {
          const { changes } = connection.run(
            'INSERT INTO predictions (post_id, run_id, spans) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
            [postId, runId, encodeScoredSpans(spans)],
          )
          if (changes === 0) continue
          stored++
          connection.run(
            `UPDATE posts SET run_id = ?, predicted_spans = ?, least_score = ?,
               type_mask = CASE WHEN spans IS NULL THEN ? ELSE type_mask END
             WHERE id = ?`,
            [runId, spans.length, leastScore(spans), labels.maskOf(spans), postId],
          )
        }
        return stored
      }),

    current,

    pending: (runId, { which, after, limit }) =>
      connection.read(() =>
        connection
          .all<{ id: number }>(
            `SELECT id FROM posts WHERE id > ? AND ${pendingWhere(which)} ORDER BY id LIMIT ?`,
            [after, runId, limit],
          )
          .flatMap(({ id }) => connection.get<PostRow>(`${SELECT_POST} WHERE posts.id = ?`, [id]) ?? [])
          .map((row) => storedPostOf(row, labels)),
      ),

    pendingCount: (runId, which) =>
      connection.get<{ posts: number }>(`SELECT count(*) AS posts FROM posts WHERE ${pendingWhere(which)}`, [
        runId,
      ])?.posts ?? 0,
  }
}

/** The newest run: the one whose predictions are being made or were made last. */
export function currentRun({ connection }: Pick<StoreContext, 'connection'>): ModelRun | null {
  return (
    connection.get<ModelRun>(
      'SELECT id, model, sha256, device, at FROM model_runs ORDER BY id DESC LIMIT 1',
    ) ?? null
  )
}

function leastScore(spans: readonly ScoredSpan[]): number {
  return spans.reduce((least, span) => Math.min(least, span.score), NO_SCORE)
}
