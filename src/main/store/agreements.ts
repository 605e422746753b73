import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { AgreementReport, Settlement } from '../../shared/domain/agreement.ts'
import type { AnnotatorReading } from '../../shared/domain/annotatorReading.ts'
import type { Cut } from '../../shared/domain/cut.ts'
import type { StoreContext } from './context.ts'
import { decodeSpans, encodeSpans } from './spanCodec.ts'
import type { AgreementStore, StoredAgreement } from './types.ts'

/**
 * What became of a post, told from its gold. Where gold still is the first reading, the correction that kept it decides:
 * it stands unless it was taken back, and again once that was taken back, and so on.
 */
const SETTLEMENT = `CASE
  WHEN posts.spans IS second_spans AND posts.cuts IS second_cuts THEN 'second'
  WHEN posts.spans IS NOT first_spans OR posts.cuts IS NOT first_cuts THEN 'other'
  WHEN kept IS NULL THEN 'open'
  WHEN (WITH RECURSIVE link (edit_id, depth) AS (
      SELECT kept, 0
      UNION ALL
      SELECT later.edit_id, depth + 1 FROM link JOIN corrections AS later
        ON later.post_id = agreement_posts.post_id AND later.undoes = link.edit_id)
    SELECT max(depth) % 2 FROM link) = 0 THEN 'first'
  ELSE 'open' END`
const POSTS = 'agreement_posts JOIN posts ON posts.id = agreement_posts.post_id'

interface AgreementRow extends Omit<StoredAgreement, 'report'> {
  report: string
}

interface PostRow {
  first_spans: string
  first_cuts: string | null
  second_spans: string
  second_cuts: string | null
  settlement: Settlement
  position: number
  previous: number | null
  next: number | null
}

export function agreementStore(context: StoreContext): AgreementStore {
  const { connection } = context
  return {
    begin: ({ first, second, source, at }) =>
      context.write(() => {
        connection.run('DELETE FROM agreements WHERE report IS NULL')
        return connection.run('INSERT INTO agreements (first, second, source, at) VALUES (?, ?, ?, ?)', [
          first,
          second,
          source,
          at,
        ]).lastId
      }),

    add: (id, posts) =>
      context.write(() => {
        for (const { postId, first, second } of posts)
          connection.run(
            `INSERT INTO agreement_posts
               (agreement_id, post_id, first_spans, first_cuts, second_spans, second_cuts)
             VALUES (?, ?, ?, ?, ?, ?)`,
            [id, postId, ...encodeReading(first), ...encodeReading(second)],
          )
      }),

    finish: (id, report) =>
      context.write(() => {
        connection.run('UPDATE agreements SET report = ? WHERE id = ?', [JSON.stringify(report), id])
      }),

    list: () =>
      connection
        .all<AgreementRow>(
          `SELECT agreements.id, first, second, source, at, report,
             count(post_id) AS differing, coalesce(sum(settlement = 'open'), 0) AS "left"
           FROM agreements
             LEFT JOIN (SELECT agreement_id, post_id, ${SETTLEMENT} AS settlement FROM ${POSTS})
               ON agreement_id = agreements.id
           WHERE report IS NOT NULL GROUP BY agreements.id ORDER BY agreements.id DESC`,
        )
        .map((row) => ({ ...row, report: reportOf(row.report) })),

    count: (id) =>
      connection.get<{ total: number }>(
        'SELECT count(*) AS total FROM agreement_posts WHERE agreement_id = ?',
        [id],
      )?.total ?? 0,

    page: (id, offset, limit) =>
      connection.all<{ postId: number; settlement: Settlement }>(
        `SELECT post_id AS postId, ${SETTLEMENT} AS settlement FROM ${POSTS}
         WHERE agreement_id = ? ORDER BY post_id LIMIT ? OFFSET ?`,
        [id, limit, offset],
      ),

    post: (id, postId) => {
      const row = connection.get<PostRow>(
        `SELECT first_spans, first_cuts, second_spans, second_cuts, ${SETTLEMENT} AS settlement,
           (SELECT count(*) FROM agreement_posts WHERE agreement_id = :id AND post_id < :postId) AS position,
           (SELECT max(post_id) FROM agreement_posts WHERE agreement_id = :id AND post_id < :postId) AS previous,
           (SELECT min(post_id) FROM agreement_posts WHERE agreement_id = :id AND post_id > :postId) AS next
         FROM ${POSTS} WHERE agreement_id = :id AND agreement_posts.post_id = :postId`,
        { id, postId },
      )
      if (row === undefined)
        throw new WorkbenchError(
          'not-found',
          `Post ${postId} is not among those that the two annotators read differently.`,
          { postId },
        )
      return {
        postId,
        first: decodeReading(row.first_spans, row.first_cuts),
        second: decodeReading(row.second_spans, row.second_cuts),
        settlement: row.settlement,
        position: row.position,
        previous: row.previous,
        next: row.next,
      }
    },

    settlement: (id, postId) =>
      connection.get<{ settlement: Settlement }>(
        `SELECT ${SETTLEMENT} AS settlement FROM ${POSTS}
         WHERE agreement_id = ? AND agreement_posts.post_id = ?`,
        [id, postId],
      )?.settlement ?? null,

    nextOpen: (id, postId) => {
      const firstOpen = (where: string): number | null =>
        connection.get<{ postId: number }>(
          `SELECT post_id AS postId FROM ${POSTS}
           WHERE agreement_id = ? AND post_id ${where} ? AND ${SETTLEMENT} = 'open' ORDER BY post_id LIMIT 1`,
          [id, postId],
        )?.postId ?? null
      return firstOpen('>') ?? firstOpen('<=')
    },

    keep: (id, postId, editId) =>
      context.write(() => {
        connection.run('UPDATE agreement_posts SET kept = ? WHERE agreement_id = ? AND post_id = ?', [
          editId,
          id,
          postId,
        ])
      }),

    forget: (id) =>
      context.write(() => {
        connection.run('DELETE FROM agreements WHERE id = ?', [id])
      }),
  }
}

/** As posts hold them, so that gold can be compared with a reading as text. */
function encodeReading({ spans, cuts }: AnnotatorReading): [string, string | null] {
  return [encodeSpans(spans), cuts.length === 0 ? null : JSON.stringify(cuts)]
}

function decodeReading(spans: string, cuts: string | null): AnnotatorReading {
  return { spans: decodeSpans(spans), cuts: cuts === null ? [] : (JSON.parse(cuts) as Cut[]) }
}

/** Comparisons made before gamma was measured say nothing of it. */
function reportOf(json: string): AgreementReport {
  const report = JSON.parse(json) as Omit<AgreementReport, 'gamma'> & Partial<AgreementReport>
  return { ...report, gamma: report.gamma ?? null }
}
