import type { ReactElement } from 'react'
import { useEffect } from 'react'
import type { FoundText, PictureFindings } from '../../shared/domain/pictureFindings.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import { thingsFound } from './thingsFound.ts'
import styles from './PictureNotes.module.css'

/** Milliseconds on a post before its picture is looked at unasked. */
const REST = 400

interface FoundWordsProps {
  readonly postId: number
  /** Null: nobody has looked yet. */
  readonly findings: PictureFindings | null
  /** The boxes are to be drawn; a picture that was not looked at is, once the person rests on it. */
  readonly boxes: boolean
  readonly onBoxes: (shown: boolean) => void
}

/** What the detectors found in the picture, in words, and the text that is printed in it. */
export function FoundWords({ postId, findings, boxes, onBoxes }: FoundWordsProps): ReactElement {
  const keyOf = useKeyOf()
  const { mutate, data, error, isIdle, isPending } = useCoreCall('posts.look')
  const wanted = boxes && findings === null && isIdle
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => mutate({ id: postId }), REST)
    return () => clearTimeout(timer)
  }, [wanted, mutate, postId])

  const found = findings ?? data?.findings ?? null
  if (found === null)
    return (
      <NotLooked
        waiting={isPending}
        reason={error?.message ?? data?.reason ?? null}
        onLook={() => {
          onBoxes(true)
          mutate({ id: postId })
        }}
      />
    )
  return (
    <>
      <p className={styles.note}>
        <span className={styles.word}>Seen</span>
        <span>{thingsFound(found)}</span>
        <Button
          variant="quiet"
          className={styles.small}
          keys={keyOf('review.findings')}
          onClick={() => onBoxes(!boxes)}
        >
          {boxes ? 'Hide' : 'Show'}
        </Button>
      </p>
      {found.texts.length === 0 ? null : <PrintedText texts={found.texts} />}
    </>
  )
}

interface NotLookedProps {
  readonly waiting: boolean
  /** Why the detectors could not look; null: they have not been asked. */
  readonly reason: string | null
  readonly onLook: () => void
}

function NotLooked({ waiting, reason, onLook }: NotLookedProps): ReactElement {
  const keyOf = useKeyOf()
  const answer = waiting ? 'Looking…' : reason
  return (
    <p className={styles.note}>
      <span className={styles.word}>Seen</span>
      <span className={styles.quiet}>
        {answer === null ? 'The detectors have not looked at it yet.' : null}
        {/* Only what was asked for is read out, not that nobody has looked, at every post anew. */}
        <span role="status">{answer}</span>
      </span>
      {waiting ? null : (
        <Button
          variant="quiet"
          className={styles.small}
          keys={reason === null ? keyOf('review.findings') : undefined}
          onClick={onLook}
        >
          {reason === null ? 'Look' : 'Try again'}
        </Button>
      )}
    </p>
  )
}

function PrintedText({ texts }: { readonly texts: readonly FoundText[] }): ReactElement {
  const lines = texts.map(({ text }) => text)
  return (
    <p className={styles.note}>
      <span className={styles.word}>Text</span>
      <span className={styles.printed}>{lines.join(' / ')}</span>
      <CopyButton name="Copy the text found in the picture" text={lines.join('\n')} />
    </p>
  )
}
