import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Cause } from '../../shared/domain/cause.ts'
import type { StoreContext } from './context.ts'
import { requirePost } from './posts.ts'
import type { CauseStore } from './types.ts'

export function causeStore(context: StoreContext): CauseStore {
  const { connection } = context
  const list = (): Cause[] =>
    connection.all<{ id: string; name: string }>(
      'SELECT id, name FROM causes WHERE position IS NOT NULL ORDER BY position',
    )
  return {
    list,

    replace: (causes) =>
      context.write(() => {
        connection.run('UPDATE causes SET position = NULL')
        causes.forEach(({ id, name }, position) => {
          connection.run(
            `INSERT INTO causes (id, name, position) VALUES (?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position`,
            [id, name, position],
          )
        })
        connection.run(
          'DELETE FROM causes WHERE position IS NULL AND id NOT IN (SELECT cause FROM case_causes)',
        )
      }),

    tag: (postId, caseKeys, cause, { author, at }) =>
      context.write(() => {
        requirePost(context, postId)
        if (cause !== null && !list().some(({ id }) => id === cause))
          throw new WorkbenchError(
            'not-found',
            `There is no cause ${cause} in this project's set; choose one of the set or add it first.`,
          )
        for (const key of caseKeys) {
          if (cause === null)
            connection.run('DELETE FROM case_causes WHERE post_id = ? AND case_key = ?', [postId, key])
          else
            connection.run(
              `INSERT INTO case_causes (post_id, case_key, cause, author, at) VALUES (?, ?, ?, ?, ?)
               ON CONFLICT (post_id, case_key)
               DO UPDATE SET cause = excluded.cause, author = excluded.author, at = excluded.at`,
              [postId, key, cause, author, at],
            )
        }
      }),

    judged: () => {
      const found = new Map<number, Map<string, string>>()
      for (const { post_id, case_key, cause } of connection.all<{
        post_id: number
        case_key: string
        cause: string
      }>('SELECT post_id, case_key, cause FROM case_causes')) {
        const ofPost = found.get(post_id) ?? new Map<string, string>()
        found.set(post_id, ofPost.set(case_key, cause))
      }
      return found
    },
  }
}
