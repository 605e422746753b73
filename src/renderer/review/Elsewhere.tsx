import type { ReactElement } from 'react'
import type { Span } from '../../shared/domain/span.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { counted } from '../components/numbers.ts'
import { mentionRequest } from './mentionRequest.ts'
import { readingWords } from './bulkWords.ts'
import type { Review } from './review.ts'
import { useRested } from './useRested.ts'
import styles from './Elsewhere.module.css'

/** Milliseconds on one span before the other posts are looked through. */
const REST = 300

interface ElsewhereProps {
  readonly review: Review
  readonly postId: number
  /** Null: nothing to look for; the line keeps its place. */
  readonly span: Span | null
  readonly words: string
}

/** Where else the words of the span stand, and the way to change them all. */
export function Elsewhere({ review, postId, span, words }: ElsewhereProps): ReactElement {
  const keyOf = useKeyOf()
  const wanted = span === null ? null : mentionRequest(postId, span)
  const key = JSON.stringify(wanted)
  const asked = useRested(key, REST, 'null') === key && wanted !== null
  const { data } = useCoreQuery(
    'bulk.preview',
    // Nothing is asked under one name, not under one for each span that was passed by.
    { request: asked ? wanted : NOWHERE },
    { enabled: asked },
  )
  const mentions = (data?.readings ?? []).reduce((sum, { count }) => sum + count, data?.overlapping ?? 0)
  return (
    <div className={styles.line} role="status" aria-label="Elsewhere">
      {!asked || data === undefined || mentions === 0 ? null : (
        <>
          <span className={styles.word}>Elsewhere</span>
          <span>
            {counted(mentions, 'other mention')} of <em>{words}</em>
            {data.readings.length === 0 ? '' : `: ${readingWords(data.readings)}`}
          </span>
          {data.posts === 0 ? null : (
            <Button
              variant="quiet"
              keys={keyOf('review.sameMention')}
              onClick={() => review.panels.set((panels) => ({ ...panels, bulk: wanted }))}
            >
              Make all {wanted.type}…
            </Button>
          )}
        </>
      )}
    </div>
  )
}

const NOWHERE = mentionRequest(0, { start: 0, end: 1, type: '' })
