import type { ReactElement } from 'react'
import type { PostPicture } from '../../shared/domain/post.ts'
import { PictureOffIcon } from './icons.tsx'
import styles from './PictureBadge.module.css'

/** Why there is no picture to see. The post stays usable without. */
export function PictureBadge({ picture }: { readonly picture: PostPicture | null }): ReactElement {
  const [title, words] =
    picture === null
      ? ['No picture', 'This post came without one.']
      : picture.state === 'missing'
        ? [
            'Picture missing',
            `The project has no ${picture.name}. Choose where it is under Data, Add pictures… beside its file.`,
          ]
        : ['Broken picture', `${picture.name} is there but cannot be read as a picture.`]
  return (
    <div className={styles.frame}>
      <div className={styles.badge}>
        <PictureOffIcon />
        <strong>{title}</strong>
        <span>{words}</span>
      </div>
    </div>
  )
}
