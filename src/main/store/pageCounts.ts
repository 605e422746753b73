import type { Connection } from './openDatabase.ts'
import { countSql } from './postQuery.ts'
import type { Condition } from './condition.ts'
import type { PostFilter } from './types.ts'

export interface PageCounts {
  readonly total: number
  readonly reviewed: number
}

/**
 * How many posts pass a filter. Where only status, split and file are asked for, the tallies know without counting; other
 * counts are kept until something is written.
 */
export function createPageCounts(
  connection: Connection,
): (filter: PostFilter, where: Condition) => PageCounts {
  const kept = new Map<string, PageCounts>()
  let written = ''
  return (filter, where) => {
    const { status, split, fileId, ...others } = filter
    if (Object.values(others).every((value) => value === undefined))
      return tallied(connection, { status, split, fileId })
    const now = stampOf(connection)
    if (now !== written) kept.clear()
    written = now
    const key = JSON.stringify([where.sql, where.values])
    const counts = kept.get(key) ??
      connection.get<PageCounts>(countSql(where), where.values) ?? { total: 0, reviewed: 0 }
    kept.set(key, counts)
    return counts
  }
}

/** Another one after anything was written: by this connection, or by that of the writer where this one only reads. */
function stampOf(connection: Connection): string {
  const rows = connection.get<{ rows: number }>('SELECT total_changes() AS rows')?.rows ?? 0
  return `${rows} ${String(connection.pragma('data_version'))}`
}

function tallied(
  connection: Connection,
  { status, split, fileId }: Pick<PostFilter, 'status' | 'split' | 'fileId'>,
): PageCounts {
  const { posts, reviewed } = connection.get<{ posts: number; reviewed: number }>(
    `SELECT coalesce(sum(tallies.posts), 0) AS posts, coalesce(sum(reviewed), 0) AS reviewed
     FROM tallies JOIN files ON files.id = file_id
     WHERE staged = 0 AND (:split IS NULL OR split = :split) AND (:file IS NULL OR file_id = :file)`,
    { split: split ?? null, file: fileId ?? null },
  ) ?? { posts: 0, reviewed: 0 }
  if (status === undefined) return { total: posts, reviewed }
  return status === 'reviewed' ? { total: reviewed, reviewed } : { total: posts - reviewed, reviewed: 0 }
}
