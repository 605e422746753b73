import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { uncut } from '../../shared/domain/recut.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { StoreContext } from './context.ts'
import { both } from './condition.ts'
import { batchSql, choiceCondition, countSql, publishedOnly } from './postQuery.ts'
import type { Condition } from './condition.ts'
import { NO_SCORE, postRows, storedPostOf } from './postRow.ts'
import { encodeScoredSpans } from './spanCodec.ts'
import type { ModelRun, PendingChoice, PredictionStore } from './types.ts'
import { forgetMentions, storeWorth } from './worth.ts'

/** Posts that a run has read with an unseen picture. */
const UNSEEN = 'SELECT post_id FROM predictions WHERE run_id = ? AND unseen = 1'

export function predictionStore(context: StoreContext): PredictionStore {
  const { connection, labels } = context
  const current = (): ModelRun | null => currentRun(context)
  const pending = (runId: number, { which, unseen }: PendingChoice): Condition =>
    both(
      publishedOnly(context.anyStaged()),
      choiceCondition({ which }),
      unseen
        ? { sql: `(run_id IS NOT ? OR id IN (${UNSEEN}))`, values: [runId, runId] }
        : { sql: 'run_id IS NOT ?', values: [runId] },
    )

  return {
    startRun: ({ model, sha256, device, at }) => {
      const newest = current()
      if (newest?.sha256 === sha256) return newest.id
      return context.write(() => {
        forgetMentions(connection)
        return connection.run('INSERT INTO model_runs (model, sha256, device, at) VALUES (?, ?, ?, ?)', [
          model,
          sha256,
          device,
          at,
        ]).lastId
      })
    },

    store: (runId, predictions) =>
      context.write(() => {
        if (current()?.id !== runId)
          throw new WorkbenchError(
            'refused',
            `Model run ${runId} is not the current one; nothing was stored.`,
          )
        let stored = 0
        for (const { postId, spans, unseen } of predictions) {
          const tokens = tokensAround(context, postId, spans)
          const { changes } = connection.run(
            `INSERT INTO predictions (post_id, run_id, spans, unseen) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET spans = excluded.spans, unseen = 0 WHERE unseen > excluded.unseen`,
            [postId, runId, encodeScoredSpans(spans), Number(unseen ?? false)],
          )
          if (changes === 0) continue
          stored++
          connection.run(
            `UPDATE posts SET run_id = ?, predicted_spans = ?, least_score = ?,
               type_mask = CASE WHEN spans IS NULL THEN ? ELSE type_mask END
             WHERE id = ?`,
            [runId, spans.length, leastScore(spans), labels.maskOf(spans), postId],
          )
          storeWorth(connection, postId, tokens, spans)
        }
        return stored
      }),

    current,

    pending: (runId, { after, limit, ...choice }) =>
      connection.read(() => {
        const where = pending(runId, choice)
        return postRows(connection, batchSql(where), [after, ...where.values, limit]).map((row) =>
          uncut(storedPostOf(row, labels)),
        )
      }),

    pendingCount: (runId, choice) => {
      const where = pending(runId, choice)
      return connection.get<{ total: number }>(countSql(where), where.values)?.total ?? 0
    },

    setUnseen: (fileId, unseen) =>
      context.write(() => {
        const run = current()
        if (run === null) return
        connection.run(
          `UPDATE predictions SET unseen = ? WHERE run_id = ? AND unseen <> ? AND post_id IN (
             SELECT posts.id FROM posts JOIN picture_names ON picture_names.id = posts.picture_id
             WHERE posts.file_id = ? AND run_id = ? AND state <> 'ok')`,
          [Number(unseen), run.id, Number(unseen), fileId, run.id],
        )
      }),

    anyUnseen: () => {
      const run = current()
      const where = 'reviewed = 0 AND id IN'
      return (
        run !== null &&
        connection.get(`SELECT 1 FROM posts WHERE ${where} (${UNSEEN}) LIMIT 1`, [run.id]) !== undefined
      )
    },
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

/** The tokens of a post. A model that points outside of them is broken; nothing of its batch is kept. */
function tokensAround(
  { connection }: StoreContext,
  postId: number,
  spans: readonly ScoredSpan[],
): readonly string[] {
  const post = connection.get<{ tokens: string }>('SELECT tokens FROM post_content WHERE post_id = ?', [
    postId,
  ])
  if (post === undefined) throw new WorkbenchError('not-found', `There is no post ${postId} in this project.`)
  const tokens = JSON.parse(post.tokens) as string[]
  const wrong = spans.find(({ start, end }) => !(start >= 0 && start < end && end <= tokens.length))
  if (wrong !== undefined)
    throw new WorkbenchError(
      'model',
      `The model marked tokens ${wrong.start} to ${wrong.end} of post ${postId}, which has ${tokens.length}. Its predictions were not stored; use another model.`,
    )
  return tokens
}

function leastScore(spans: readonly ScoredSpan[]): number {
  return spans.reduce((least, span) => Math.min(least, span.score), NO_SCORE)
}
