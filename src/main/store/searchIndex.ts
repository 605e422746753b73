import { separateWords } from '../../shared/domain/fold.ts'
import type { StoreContext } from './context.ts'
import type { Connection } from './openDatabase.ts'
import type { SearchReach } from './searchCondition.ts'
import type { SearchStore } from './types.ts'

const INSERT = 'INSERT INTO post_search (rowid, words) VALUES (?, ?)'

export function searchStore(context: StoreContext): SearchStore {
  const { connection } = context
  return {
    catchUp: (limit) =>
      context.write(() => {
        const posts = connection.all<{ id: number; folded: string }>(
          `SELECT id, folded FROM posts WHERE id > ? AND id < ? ORDER BY id LIMIT ?`,
          [indexedUpTo(connection), firstStaged(connection), limit],
        )
        for (const { id, folded } of posts) connection.run(INSERT, [id, separateWords(folded)])
        const last = posts.at(-1)
        if (last !== undefined) connection.run('UPDATE search_reach SET post_id = ?', [last.id])
        return posts.length < limit
      }),
  }
}

/** Keeps the words of a post that is in the index true to its text. */
export function reindexPost(connection: Connection, postId: number, folded: string): void {
  if (postId > indexedUpTo(connection)) return
  connection.run('DELETE FROM post_search WHERE rowid = ?', [postId])
  connection.run(INSERT, [postId, separateWords(folded)])
}

export function searchReach(connection: Connection): SearchReach {
  const upTo = indexedUpTo(connection)
  return { upTo, whole: connection.get('SELECT 1 FROM posts WHERE id > ? LIMIT 1', [upTo]) === undefined }
}

function indexedUpTo(connection: Connection): number {
  return connection.get<{ id: number }>('SELECT post_id AS id FROM search_reach')?.id ?? 0
}

/** Posts of an unfinished import may be withdrawn, and their ids given to others: the index stops before them. */
function firstStaged(connection: Connection): number {
  const row = connection.get<{ id: number | null }>(
    'SELECT min(id) AS id FROM posts WHERE file_id IN (SELECT id FROM files WHERE staged = 1)',
  )
  return row?.id ?? Number.MAX_SAFE_INTEGER
}
