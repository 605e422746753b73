import { searchWords } from '../../shared/domain/fold.ts'
import type { LabelSet } from './labelSet.ts'
import type { Bindable } from './openDatabase.ts'
import { NO_SCORE } from './postRow.ts'
import type { BatchChoice, PostFilter, PostOrder } from './types.ts'

/** Conditions over `posts`, joined by AND, and what their question marks stand for. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Bindable[]
}

const TRUE: Condition = { sql: '1', values: [] }

/** Hides the posts of files that are not published; costs nothing while there are none. */
export function publishedOnly(anyStaged: boolean): Condition {
  return anyStaged ? { sql: 'file_id NOT IN (SELECT id FROM files WHERE staged = 1)', values: [] } : TRUE
}

export function both(...conditions: readonly Condition[]): Condition {
  const real = conditions.filter((condition) => condition !== TRUE)
  if (real.length === 0) return TRUE
  return { sql: real.map(({ sql }) => sql).join(' AND '), values: real.flatMap(({ values }) => values) }
}

// Flags are written as literals, not bound: only then does SQLite use the partial indexes.
export function filterCondition(filter: PostFilter, labels: LabelSet, order: PostOrder = 'file'): Condition {
  const parts: Condition[] = []
  const add = (sql: string, ...values: Bindable[]): void => void parts.push({ sql, values })
  // By score, the plus keeps SQLite on the index of scores instead of sorting all posts of that status.
  const column = order === 'file' ? 'reviewed' : '+reviewed'
  if (filter.status !== undefined) add(`${column} = ${Number(filter.status === 'reviewed')}`)
  if (filter.flagged !== undefined) add(`flagged = ${Number(filter.flagged)}`)
  if (filter.problems !== undefined) add(filter.problems ? 'problem_count > 0' : 'problem_count = 0')
  if (filter.type !== undefined) parts.push(typeCondition(filter.type, labels))
  parts.push(...scoreConditions(filter))
  if (filter.fileId !== undefined) add('+file_id = ?', filter.fileId)
  if (filter.split !== undefined) add('split = ?', filter.split)
  for (const word of searchWords(filter.text ?? '')) add('instr(folded, ?) > 0', word)
  if (filter.picture !== undefined) parts.push(pictureCondition(filter.picture))
  if (filter.disagreement !== undefined) parts.push(disagreement(filter.disagreement))
  if (filter.ids !== undefined) add('id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids))
  return both(...parts)
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
  return both(...parts)
}

/**
 * A shuffle that needs no column: two rounds of arithmetic modulo the prime 2³¹ − 1 spread neighbouring ids. `id` is
 * an expression; ids stay far below 2³¹, so that no product overflows 63 bits.
 */
const shuffled = (id: string): string => {
  const first = `(${id} * 1103515245 + 12345) % 2147483647`
  return `((${first}) * (${first}) + 1013904223) % 2147483647`
}

const ORDER: Record<PostOrder, string> = {
  file: 'id',
  'least-certain': 'least_score, id',
  random: `${shuffled('id')}, id`,
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
  post: { readonly id: number; readonly leastScore: number },
): Condition {
  switch (order) {
    case 'file':
      return { sql: 'id < ?', values: [post.id] }
    case 'least-certain':
      return { sql: '(least_score, id) < (?, ?)', values: [post.leastScore, post.id] }
    case 'random':
      return {
        sql: `(${shuffled('id')}, id) < (SELECT ${shuffled('at')}, at FROM (SELECT ? AS at))`,
        values: [post.id],
      }
  }
}
