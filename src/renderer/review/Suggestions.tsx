import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { formatScore } from '../components/numbers.ts'
import type { DrawnSpan } from './knownPost.ts'
import { wordsOf } from './postLayout.ts'
import type { Request } from './request.ts'
import type { Selection } from './selection.ts'
import styles from './Suggestions.module.css'

interface SuggestionsProps {
  readonly detail: PostDetail
  readonly suggestions: readonly DrawnSpan[]
  readonly selection: Selection
  readonly labels: ReadonlyMap<string, LabelDefinition>
  readonly act: (request: Request) => void
}

/** What the model reads where gold says otherwise: it cannot stand in the text, which belongs to the gold. */
export function Suggestions({ detail, suggestions, selection, labels, act }: SuggestionsProps): ReactElement {
  const keyOf = useKeyOf()
  // The one that T would take: the chosen one, else the first.
  const chosen = suggestions.find(({ span }) => selection.span !== null && sameSpan(selection.span, span))
  const next = chosen ?? suggestions[0]
  return (
    <section aria-label="The model reads otherwise">
      <h2 className={styles.heading}>The model reads</h2>
      <ul className={styles.list}>
        {suggestions.map(({ span, prediction }) => (
          <li
            key={`${String(span.start)}-${String(span.end)}`}
            className={styles.suggestion}
            data-colour={labels.get(span.type)?.colour ?? 'none'}
            data-chosen={span === chosen?.span}
          >
            <span className={styles.words}>{wordsOf(detail, span.start, span.end)}</span>
            <span className={styles.type}>{span.type}</span>
            {prediction === null ? null : (
              <span className={styles.score}>{formatScore(prediction.score)}</span>
            )}
            <Button
              variant="quiet"
              keys={span === next?.span ? keyOf('review.take') : undefined}
              onClick={() => {
                act({ type: 'select', span })
                act({ type: 'take' })
              }}
            >
              Take
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
