import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { StoreContext } from './context.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { foldPost } from '../../shared/domain/fold.ts'
import { changeContent } from './postDigest.ts'
import { detailOf, postRows } from './postRow.ts'
import { requirePost } from './posts.ts'
import { reindexPost } from './searchIndex.ts'
import type { CaptionStore } from './types.ts'

export function captionStore(context: StoreContext): CaptionStore {
  const { connection } = context
  return {
    save: ({ postId, expected, caption, author, at }) =>
      context.write(() => {
        const post = requireDetail(context, postId)
        if (post.caption === caption) return
        if (post.caption !== expected)
          throw new WorkbenchError(
            'conflict',
            'The caption was changed elsewhere since it was shown here. It was not saved; look at it again.',
            { postId },
          )
        connection.run(
          'INSERT INTO caption_edits (post_id, before, after, author, at) VALUES (?, ?, ?, ?, ?)',
          [postId, encoded(post.caption), encoded(caption), author, at],
        )
        setCaption(context, post, caption)
      }),

    fill: (captions) =>
      context.write(() => {
        const left: number[] = []
        for (const { postId, caption } of captions) {
          const post = requireDetail(context, postId)
          if (post.caption === caption) continue
          if (post.caption !== null || wasEdited(context, postId)) left.push(postId)
          else setCaption(context, post, caption)
        }
        return left
      }),
  }
}

function requireDetail(context: StoreContext, postId: number): PostDetail {
  requirePost(context, postId)
  const [post] = postRows(context.connection, 'SELECT ? AS id', [postId]).map((row) =>
    detailOf(row, context.labels),
  )
  return post as PostDetail
}

function wasEdited({ connection }: StoreContext, postId: number): boolean {
  return connection.get('SELECT 1 FROM caption_edits WHERE post_id = ? LIMIT 1', [postId]) !== undefined
}

function setCaption({ connection }: StoreContext, { id, text }: PostDetail, caption: string | null): void {
  changeContent(connection, id, 'caption = ?', [encoded(caption)])
  const folded = foldPost(text, caption)
  connection.run('UPDATE posts SET captioned = ?, folded = ? WHERE id = ?', [
    caption === null ? 0 : 1,
    folded,
    id,
  ])
  reindexPost(connection, id, folded)
}

function encoded(caption: string | null): string | null {
  return caption === null ? null : JSON.stringify(caption)
}
