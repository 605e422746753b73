import type { KeyboardEvent, ReactElement } from 'react'
import { useRef } from 'react'
import { caseLine } from '../../shared/domain/caseWords.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Cause } from '../../shared/domain/cause.ts'
import { PostLine } from '../components/PostLine.tsx'
import { CauseChoice } from './CauseChoice.tsx'
import type { Example } from './report.ts'
import styles from './ExampleList.module.css'

interface ExampleListProps {
  readonly examples: readonly Example[]
  readonly labels: readonly LabelDefinition[]
  readonly causes: readonly Cause[]
  readonly onOpen: (example: Example) => void
  /** `cause` null takes the judgement back. */
  readonly onCause: (example: Example, cause: string | null) => void
}

/**
 * Posts with both readings under their words. Each row is one button: up and down walk, Enter opens the post, and a
 * number says why the model is wrong.
 */
export function ExampleList({ examples, labels, causes, onOpen, onCause }: ExampleListProps): ReactElement {
  const list = useRef<HTMLUListElement>(null)
  const withPictures = examples.some((example) => example.pictureHash !== null)
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.target instanceof HTMLSelectElement) return
    event.preventDefault()
    event.stopPropagation()
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-example]') ?? [])]
    rows[rows.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  }
  return (
    <ul ref={list} className={styles.list} onKeyDown={walk}>
      {examples.map((example) => (
        <li key={example.postId}>
          <button
            type="button"
            data-example={example.postId}
            className={withPictures ? styles.pictured : styles.example}
            title="Open in review"
            onClick={() => onOpen(example)}
          >
            {withPictures ? <Thumbnail hash={example.pictureHash} /> : null}
            <span className={styles.words}>
              <PostLine
                tokens={example.tokens}
                gold={example.gold}
                predicted={example.predicted}
                labels={labels}
              />
              {example.cases.map((found) => (
                <span key={found.key} className={styles.case}>
                  {caseLine(found, example.tokens)}
                </span>
              ))}
            </span>
          </button>
          <CauseChoice example={example} causes={causes} onCause={onCause} />
        </li>
      ))}
    </ul>
  )
}

/** The box is there before the picture, and stays where there is none. */
function Thumbnail({ hash }: { readonly hash: string | null }): ReactElement {
  return (
    <span className={styles.thumbnail}>
      {hash === null ? null : <img src={`image/${hash}`} alt="" loading="lazy" decoding="async" />}
    </span>
  )
}
