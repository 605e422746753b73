import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { backToPost } from './elementIds.ts'
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
  const keyOf = useKeyOf()
  return (
    <div className={styles.bar} role="toolbar" aria-label="Decide" onClick={backToPost}>
      <Button variant="primary" keys={keyOf('review.accept')} disabled={readOnly} onClick={onAccept}>
        Accept
      </Button>
      <span className={styles.types}>
        {labels.map((label) => (
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
            <Kbd keys={keyOf(`review.label.${label.name}`)} />
          </button>
        ))}
      </span>
      <Button
        keys={keyOf('review.remove')}
        disabled={!canRemove || readOnly}
        onClick={() => act({ type: 'remove' })}
      >
        Remove
      </Button>
    </div>
  )
}
