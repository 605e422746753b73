import type { ReactElement } from 'react'
import type { PostPicture } from '../../shared/domain/post.ts'
import { placed, ROOM } from './FoundBoxes.tsx'
import styles from './FoundBoxes.module.css'

/** Where people said that mentions are, with the words of each. */
export function MentionBoxes({ picture }: { readonly picture: PostPicture }): ReactElement | null {
  const { width, height, regions } = picture
  if (regions.length === 0) return null
  return (
    <ul className={styles.boxes} aria-label="Mentions in the picture">
      {regions.map(({ mention, box: [left, top, right, bottom] }, index) => (
        <li
          key={index}
          className={styles.box}
          style={placed({
            left: left / width,
            top: top / height,
            width: (right - left) / width,
            height: (bottom - top) / height,
          })}
        >
          <span className={styles.name} data-below={top / height < ROOM}>
            {mention}
          </span>
        </li>
      ))}
    </ul>
  )
}
