import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { Button } from '../components/Button.tsx'
import { Kbd } from '../components/Kbd.tsx'
import type { Request } from './request.ts'
import styles from './TypeBar.module.css'

interface TypeBarProps {
  readonly labels: readonly LabelDefinition[]
  /** The type of the span a button would relabel; null: it would make a new one. */
  readonly current: string | null
  readonly canRemove: boolean
  readonly readOnly: boolean
  readonly act: (request: Request) => void
  readonly onAccept: () => void
}

/** What the keys do, for the hand on the mouse; each button teaches its key. */
export function TypeBar(props: TypeBarProps): ReactElement {
  const { labels, current, canRemove, readOnly, act, onAccept } = props
  return (
    <div className={styles.bar} role="toolbar" aria-label="Decide">
      <Button variant="primary" keys="Enter" disabled={readOnly} onClick={onAccept}>
        Accept
      </Button>
      <span className={styles.types}>
        {labels.map((label, index) => (
          <button
            key={label.name}
            type="button"
            className={styles.type}
            data-colour={label.colour}
            aria-pressed={label.name === current}
            title={label.title}
            disabled={readOnly}
            onClick={() => act({ type: 'label', label: label.name })}
          >
            {label.name}
            {index < 9 ? (
              <Kbd keys={String(index + 1)} />
            ) : label.key === '' ? null : (
              <Kbd keys={label.key} />
            )}
          </button>
        ))}
      </span>
      <Button keys="x" disabled={!canRemove || readOnly} onClick={() => act({ type: 'remove' })}>
        Remove
      </Button>
    </div>
  )
}
