import { fold } from '../../shared/domain/fold.ts'
import { leastCertain, reviewWorth } from '../../shared/domain/reviewWorth.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { Connection } from './openDatabase.ts'

const COUNT = `INSERT INTO uncertain_mentions VALUES (?, ?, 1)
  ON CONFLICT (mention, type) DO UPDATE SET posts = posts + 1 RETURNING posts`

/** Works out what a post that was just read is worth to be reviewed, as one more with its least certain mention. */
export function storeWorth(
  connection: Connection,
  postId: number,
  tokens: readonly string[],
  spans: readonly ScoredSpan[],
): void {
  const unsure = leastCertain(spans)
  if (unsure === null) {
    connection.run('UPDATE posts SET worth = 0 WHERE id = ?', [postId])
    return
  }
  const mention = fold(tokens.slice(unsure.start, unsure.end).join(' '))
  const counted = connection.get<{ posts: number }>(COUNT, [mention, unsure.type])
  const worth = reviewWorth(tokens.length, spans, counted?.posts ?? 1)
  connection.run('UPDATE posts SET worth = ? WHERE id = ?', [worth, postId])
}

/** Another run reads all posts anew. */
export function forgetMentions(connection: Connection): void {
  connection.run('DELETE FROM uncertain_mentions')
}
