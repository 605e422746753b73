import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import { Button } from '../components/Button.tsx'
import type { DrawnSpan } from './knownPost.ts'
import { wordsOf } from './postLayout.ts'
import type { Request } from './request.ts'
import type { Selection } from './selection.ts'
import styles from './Suggestions.module.css'

interface CrossingSpansProps {
  readonly detail: PostDetail
  readonly crossing: readonly DrawnSpan[]
  readonly selection: Selection
  readonly labels: ReadonlyMap<string, LabelDefinition>
  readonly act: (request: Request) => void
}

/** Labels that share only some tokens with one in the text: no box can hold them there, so they are named under it. */
export function CrossingSpans(props: CrossingSpansProps): ReactElement {
  const { detail, crossing, selection, labels, act } = props
  return (
    <section aria-label="Spans across another">
      <h2 className={styles.heading}>Across another span</h2>
      <ul className={styles.list}>
        {crossing.map(({ span }) => (
          <li
            key={`${String(span.start)}-${String(span.end)}-${span.type}`}
            className={styles.suggestion}
            data-colour={labels.get(span.type)?.colour ?? 'none'}
            data-chosen={selection.span !== null && sameSpan(selection.span, span)}
          >
            <span className={styles.words}>{wordsOf(detail, span.start, span.end)}</span>
            <span className={styles.type}>{span.type}</span>
            <Button variant="quiet" onClick={() => act({ type: 'select', span })}>
              Choose
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
