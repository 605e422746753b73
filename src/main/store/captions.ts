import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { StoreContext } from './context.ts'
import { foldPost } from '../../shared/domain/fold.ts'
import { detailOf, postRows } from './postRow.ts'
import { requirePost } from './posts.ts'
import { reindexPost } from './searchIndex.ts'
import type { CaptionStore } from './types.ts'

export function captionStore(context: StoreContext): CaptionStore {
  const { connection, labels } = context
  return {
    save: ({ postId, expected, caption, author, at }) =>
      context.write(() => {
        requirePost(context, postId)
        const [post] = postRows(connection, 'SELECT ? AS id', [postId]).map((row) => detailOf(row, labels))
        if (post === undefined || post.caption === caption) return
        if (post.caption !== expected)
          throw new WorkbenchError(
            'conflict',
            'The caption was changed elsewhere since it was shown here. It was not saved; look at it again.',
            { postId },
          )
        const [before, after] = [post.caption, caption].map((text) =>
          text === null ? null : JSON.stringify(text),
        )
        connection.run(
          'INSERT INTO caption_edits (post_id, before, after, author, at) VALUES (?, ?, ?, ?, ?)',
          [postId, before ?? null, after ?? null, author, at],
        )
        connection.run('UPDATE post_content SET caption = ? WHERE post_id = ?', [after ?? null, postId])
        const folded = foldPost(post.text, caption)
        connection.run('UPDATE posts SET captioned = ?, folded = ? WHERE id = ?', [
          caption === null ? 0 : 1,
          folded,
          postId,
        ])
        reindexPost(connection, postId, folded)
      }),
  }
}
