import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { CrossingSpans } from './CrossingSpans.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import { Evidence } from './Evidence.tsx'
import type { KnownPost } from './knownPost.ts'
import { drawnSpans } from './knownPost.ts'
import { NextPost } from './NextPost.tsx'
import { PostHead } from './PostHead.tsx'
import { layoutPost, wordsOf } from './postLayout.ts'
import { PostText } from './PostText.tsx'
import type { Review } from './review.ts'
import { targetOf } from './selection.ts'
import type { Selection } from './selection.ts'
import { Suggestions } from './Suggestions.tsx'
import { Tour } from './Tour.tsx'
import { TypeBar } from './TypeBar.tsx'
import styles from './PostColumn.module.css'

interface PostColumnProps {
  readonly review: Review
  readonly post: KnownPost
  readonly selection: Selection
  readonly labels: readonly LabelDefinition[]
  readonly readOnly: boolean
  readonly onAccept: () => void
}

/** The post, what can be done with it, and what comes next. */
export function PostColumn(props: PostColumnProps): ReactElement {
  const { review, post, selection, labels, readOnly, onAccept } = props
  const { settings } = useWorkbench()
  const evidenceOpen = useStore(settings, (current) => current.evidenceOpen)
  const { detail } = post
  const byName = useMemo(() => new Map(labels.map((label) => [label.name, label])), [labels])
  const drawn = useMemo(() => drawnSpans(post), [post])
  const layout = useMemo(() => layoutPost(detail, drawn), [detail, drawn])

  const target = targetOf(post, selection)
  const aimed = target.kind === 'range' ? null : target.span
  return (
    <section className={styles.column} aria-label="Post">
      <div className={styles.page}>
        <PostHead review={review} post={post} readOnly={readOnly} />
        <PostText detail={detail} layout={layout} selection={selection} labels={byName} act={review.act} />
        {layout.crossing.length === 0 ? null : (
          <CrossingSpans
            detail={detail}
            crossing={layout.crossing}
            selection={selection}
            labels={byName}
            act={review.act}
          />
        )}
        {layout.beside.length === 0 ? null : (
          <Suggestions
            detail={detail}
            suggestions={layout.beside}
            selection={selection}
            labels={byName}
            act={review.act}
          />
        )}
        {post.state.comment === '' && post.state.reason === undefined ? null : (
          <p className={styles.comment}>
            <strong>{post.state.reason ?? 'Comment'}</strong> {post.state.comment}
          </p>
        )}
        {evidenceOpen ? <Evidence review={review} post={post} target={target} labels={byName} /> : null}
        <TypeBar
          labels={labels}
          current={target.kind === 'span' ? target.span.type : null}
          canRemove={target.kind === 'span'}
          readOnly={readOnly}
          act={review.act}
          onAccept={onAccept}
        />
        <Elsewhere
          review={review}
          postId={detail.id}
          span={target.kind === 'span' && (post.touched || evidenceOpen) ? target.span : null}
          words={aimed === null ? '' : wordsOf(detail, aimed.start, aimed.end)}
        />
      </div>
      <Tour />
      <NextPost review={review} />
    </section>
  )
}
