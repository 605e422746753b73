import type { ReactElement } from 'react'
import styles from './DataView.module.css'

interface TagLineProps {
  readonly tokens: readonly string[]
  readonly tags: readonly string[]
  /** Token indexes whose tag is the problem. */
  readonly wrong?: readonly number[]
  /** What the tags would become. */
  readonly after?: readonly string[]
}

/** Tokens over their raw tags, the wrong ones marked; with `after`, what changes is struck out and replaced. */
export function TagLine({ tokens, tags, wrong = [], after }: TagLineProps): ReactElement {
  return (
    <span className={styles.tags}>
      {tokens.map((token, index) => {
        const tag = tags[index] ?? ''
        const next = after?.[index] ?? tag
        return (
          <span key={index} className={styles.token}>
            <bdi>{token}</bdi>
            {next === tag ? (
              <span className={[styles.tag, wrong.includes(index) ? styles.wrong : ''].join(' ')}>{tag}</span>
            ) : (
              <span className={[styles.tag, styles.changed].join(' ')}>
                <s>{tag}</s> {next}
              </span>
            )}
          </span>
        )
      })}
    </span>
  )
}
