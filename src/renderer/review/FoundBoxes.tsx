import type { CSSProperties, ReactElement } from 'react'
import type { PictureBox, PictureFindings } from '../../shared/domain/pictureFindings.ts'
import { formatScore } from '../components/numbers.ts'
import styles from './FoundBoxes.module.css'

/** What was found, where it was found: things with their score, texts as they were read. */
export function FoundBoxes({ findings }: { readonly findings: PictureFindings }): ReactElement {
  const { regions, texts } = findings
  return (
    <ul className={styles.boxes} aria-label="Found in the picture">
      {regions.map(({ label, score, box }, index) => (
        <li key={`thing ${String(index)}`} className={styles.box} style={placed(box)}>
          <span className={styles.name} data-below={box.top < ROOM}>
            {label} {formatScore(score)}
          </span>
        </li>
      ))}
      {texts.map(({ text, box }, index) => (
        <li key={`text ${String(index)}`} className={styles.box} style={placed(box)}>
          <span className={styles.name} data-below={box.top < ROOM}>
            “{text}”
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A box that begins in this share of the picture has no room for its name above it. */
export const ROOM = 0.06

export function placed({ left, top, width, height }: PictureBox): CSSProperties {
  const share = (value: number): string => `${String(value * 100)}%`
  return { left: share(left), top: share(top), width: share(width), height: share(height) }
}
