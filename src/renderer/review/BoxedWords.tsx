import type { ReactElement } from 'react'
import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import { Button } from '../components/Button.tsx'
import styles from './PictureNotes.module.css'

interface BoxedWordsProps {
  readonly regions: readonly MentionRegion[]
  /** The boxes are drawn. */
  readonly boxes: boolean
  readonly onBoxes: (shown: boolean) => void
}

/** The mentions for which people drew boxes in the picture; nothing where they drew none. */
export function BoxedWords({ regions, boxes, onBoxes }: BoxedWordsProps): ReactElement | null {
  if (regions.length === 0) return null
  const mentions = [...new Set(regions.map(({ mention }) => mention))]
  const action = boxes ? 'Hide' : 'Show'
  return (
    <p className={styles.note}>
      <span className={styles.word}>Boxes</span>
      <span>{mentions.join(', ')}</span>
      <Button
        variant="quiet"
        className={styles.small}
        aria-label={`${action} boxes of mentions`}
        onClick={() => onBoxes(!boxes)}
      >
        {action}
      </Button>
    </p>
  )
}
