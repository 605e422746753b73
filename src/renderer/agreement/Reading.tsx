import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { PostLine } from '../components/PostLine.tsx'
import styles from './Reading.module.css'

interface ReadingProps {
  /** Whose it is. */
  readonly name: string
  /** It is gold by now. */
  readonly taken: boolean
  readonly action: ReactNode
  readonly line: Omit<ComponentProps<typeof PostLine>, 'name' | 'predicted'>
}

/** One annotator's reading over the words of the post; colour is where the other differs. */
export function Reading({ name, taken, action, line }: ReadingProps): ReactElement {
  return (
    <section className={styles.reading} aria-label={name} data-taken={taken}>
      <div className={styles.head}>
        <h2>
          {name}
          {taken ? <span className={styles.sign}> ✓ taken</span> : null}
        </h2>
        {action}
      </div>
      <div className={styles.words}>
        <PostLine name={name} {...line} />
      </div>
    </section>
  )
}
