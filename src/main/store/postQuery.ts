import { both, TRUE } from './condition.ts'
import type { Condition } from './condition.ts'
import type { LabelSet } from './labelSet.ts'
import type { Bindable } from './openDatabase.ts'
import { NO_SCORE } from './postRow.ts'
import { searchCondition } from './searchCondition.ts'
import type { SearchReach } from './searchCondition.ts'
import type { BatchChoice, PostFilter, PostOrder } from './types.ts'

/** Hides the posts of files that are not published; costs nothing while there are none. */
export function publishedOnly(anyStaged: boolean): Condition {
  return anyStaged ? { sql: 'file_id NOT IN (SELECT id FROM files WHERE staged = 1)', values: [] } : TRUE
}

export function filterCondition(
  filter: PostFilter,
  { labels, reach }: { readonly labels: LabelSet; readonly reach: SearchReach },
  order: PostOrder = 'file',
): Condition {
  const search = searchCondition(filter.text ?? '', reach)
  return both(
    ...columnConditions(filter, order),
    ...(filter.type === undefined ? [] : [typeCondition(filter.type, labels)]),
    ...scoreConditions(filter),
    ...(search === null ? [] : [search]),
    ...(filter.picture === undefined ? [] : [pictureCondition(filter.picture)]),
    ...(filter.disagreement === undefined ? [] : [disagreement(filter.disagreement)]),
    ...(filter.pictureChanges === undefined ? [] : [pictureChanges(filter.pictureChanges)]),
  )
}

/** What a column or a list of ids answers. Flags are literals, not bound: only then does SQLite use the partial indexes. */
function columnConditions(filter: PostFilter, order: PostOrder): Condition[] {
  const parts: Condition[] = []
  const add = (sql: string, ...values: Bindable[]): void => void parts.push({ sql, values })
  // Else the plus keeps SQLite on the index of the order instead of sorting all posts of that status or split.
  const plus = order === 'file' ? '' : '+'
  if (filter.status !== undefined) add(`${plus}reviewed = ${Number(filter.status === 'reviewed')}`)
  if (filter.flagged !== undefined) add(`flagged = ${Number(filter.flagged)}`)
  if (filter.reason !== undefined) add('reason = ?', filter.reason)
  if (filter.problems !== undefined) add(filter.problems ? 'problem_count > 0' : 'problem_count = 0')
  if (filter.fileId !== undefined) add('+file_id = ?', filter.fileId)
  if (filter.split !== undefined) add(`${plus}split = ?`, filter.split)
  if (filter.reviewer !== undefined)
    add('id IN (SELECT post_id FROM corrections WHERE author = ?)', filter.reviewer)
  if (filter.ids !== undefined) parts.push(idIs('IN', filter.ids))
  return parts
}

/** The spans of a stored prediction without their scores; they are stored in order of reading. */
const reading = (spans: string): string =>
  `(SELECT coalesce(group_concat(json_array(value ->> 0, value ->> 1, value ->> 2)), '') FROM json_each(${spans}))`

function disagreement(wanted: boolean): Condition {
  return {
    sql: `EXISTS (
      SELECT 1 FROM predictions AS now JOIN predictions AS earlier ON earlier.post_id = now.post_id
      WHERE now.post_id = posts.id AND now.run_id = posts.run_id
        AND earlier.run_id = (SELECT max(run_id) FROM predictions WHERE post_id = posts.id AND run_id < posts.run_id)
        AND ${reading('now.spans')} ${wanted ? '<>' : '='} ${reading('earlier.spans')})`,
    values: [],
  }
}

/** Posts that the model of the current run also read without their pictures, by whether it then read them otherwise. */
function pictureChanges(wanted: boolean): Condition {
  return {
    sql: `EXISTS (
      SELECT 1 FROM control_runs
        JOIN control_readings ON control_run_id = control_runs.id AND control_readings.post_id = posts.id
        JOIN predictions ON predictions.post_id = posts.id AND predictions.run_id = posts.run_id
      WHERE control_runs.run_id = posts.run_id AND control = 'no-picture' AND finished = 1
        AND ${reading('predictions.spans')} ${wanted ? '<>' : '='} ${reading('control_readings.spans')})`,
    values: [],
  }
}

/** Posts without predicted spans have no score, neither a low nor a high one. */
function scoreConditions({ scoreAtMost, scoreAtLeast }: PostFilter): Condition[] {
  const condition = (sql: string, score: number | undefined): Condition[] =>
    score === undefined ? [] : [{ sql: `${sql} AND least_score < ?`, values: [score, NO_SCORE] }]
  return [...condition('least_score <= ?', scoreAtMost), ...condition('least_score >= ?', scoreAtLeast)]
}

function pictureCondition(state: NonNullable<PostFilter['picture']>): Condition {
  return state === 'none'
    ? { sql: 'picture_id IS NULL', values: [] }
    : { sql: 'picture_id IN (SELECT id FROM picture_names WHERE state = ?)', values: [state] }
}

function typeCondition(type: string, labels: LabelSet): Condition {
  const bit = labels.bitOf(type)
  if (bit !== null) return { sql: 'type_mask & ? <> 0', values: [bit] }
  return {
    sql: `type_mask & ? <> 0 AND EXISTS (
      SELECT 1 FROM json_each(coalesce(posts.spans,
        (SELECT spans FROM predictions WHERE post_id = posts.id AND run_id = posts.run_id)))
      WHERE json_extract(value, '$[2]') = ?)`,
    values: [labels.otherBit, type],
  }
}

export function choiceCondition(choice: BatchChoice): Condition {
  const parts: Condition[] = []
  if (choice.which === 'reviewed' || choice.which === 'unreviewed')
    parts.push({ sql: `reviewed = ${choice.which === 'reviewed' ? 1 : 0}`, values: [] })
  // The plus keeps SQLite on the order of ids instead of sorting the whole file for every batch.
  if (choice.fileId !== undefined) parts.push({ sql: '+file_id = ?', values: [choice.fileId] })
  if (choice.run !== undefined) parts.push({ sql: '+run_id = ?', values: [choice.run] })
  if (choice.problems !== undefined)
    parts.push({ sql: choice.problems ? 'problem_count > 0' : 'problem_count = 0', values: [] })
  if (choice.among !== undefined) parts.push(idIs('IN', choice.among))
  if (choice.except !== undefined) parts.push(idIs('NOT IN', choice.except))
  return both(...parts)
}

function idIs(operator: 'IN' | 'NOT IN', ids: readonly number[]): Condition {
  return { sql: `id ${operator} (SELECT value FROM json_each(?))`, values: [JSON.stringify(ids)] }
}

/**
 * A shuffle that needs no column: two rounds of arithmetic modulo the prime 2³¹ − 1 spread neighbouring ids. Ids stay far
 * below 2³¹, so that no product overflows 63 bits. Written exactly as in the index of migration 9.
 */
const FIRST_ROUND = '((id * 1103515245 + 12345) % 2147483647)'
const SHUFFLED = `((${FIRST_ROUND} * ${FIRST_ROUND} + 1013904223) % 2147483647)`

/** The same arithmetic for one id. */
function shuffledNumber(id: number): number {
  const first = (BigInt(id) * 1103515245n + 12345n) % 2147483647n
  return Number((first * first + 1013904223n) % 2147483647n)
}

const ORDER: Record<PostOrder, string> = {
  file: 'id',
  'least-certain': 'least_score, id',
  worth: 'worth DESC, id',
  random: `${SHUFFLED}, id`,
}

/** Columns: total, reviewed. */
export function countSql(where: Condition): string {
  return `SELECT count(*) AS total, coalesce(sum(reviewed), 0) AS reviewed FROM posts WHERE ${where.sql}`
}

/** Column: id. Its last two question marks are limit and offset. */
export function pageSql(where: Condition, order: PostOrder): string {
  return `SELECT id FROM posts WHERE ${where.sql} ORDER BY ${ORDER[order]} LIMIT ? OFFSET ?`
}

/** Column: id, in file order. Its first question mark is a position, its last one the limit. */
export function batchSql(where: Condition): string {
  return `SELECT id FROM posts WHERE id > ? AND ${where.sql} ORDER BY id LIMIT ?`
}

/** Rows that stand before a post in an order. */
export function before(
  order: PostOrder,
  post: { readonly id: number; readonly leastScore: number; readonly worth: number },
): Condition {
  switch (order) {
    case 'file':
      return { sql: 'id < ?', values: [post.id] }
    case 'least-certain':
      return { sql: '(least_score, id) < (?, ?)', values: [post.leastScore, post.id] }
    case 'worth':
      return { sql: 'worth >= ? AND (worth > ? OR id < ?)', values: [post.worth, post.worth, post.id] }
    case 'random': {
      const place = shuffledNumber(post.id)
      return { sql: `${SHUFFLED} <= ? AND (${SHUFFLED} < ? OR id < ?)`, values: [place, place, post.id] }
    }
  }
}
