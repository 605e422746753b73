import type { Connection } from './openDatabase.ts'
import { countSql } from './postQuery.ts'
import type { Condition } from './postQuery.ts'
import type { PostFilter } from './types.ts'

export interface PageCounts {
  readonly total: number
  readonly reviewed: number
}

/** How many posts pass a filter. Where only the status is asked for, the tallies know without counting. */
export function pageCounts(connection: Connection, filter: PostFilter, where: Condition): PageCounts {
  const { status, ...others } = filter
  if (Object.values(others).some((value) => value !== undefined))
    return connection.get<PageCounts>(countSql(where), where.values) ?? { total: 0, reviewed: 0 }
  const { posts, reviewed } = connection.get<{ posts: number; reviewed: number }>(
    `SELECT coalesce(sum(tallies.posts), 0) AS posts, coalesce(sum(reviewed), 0) AS reviewed
     FROM tallies JOIN files ON files.id = file_id WHERE staged = 0`,
  ) ?? { posts: 0, reviewed: 0 }
  if (status === undefined) return { total: posts, reviewed }
  return status === 'reviewed' ? { total: reviewed, reviewed } : { total: posts - reviewed, reviewed: 0 }
}
