import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { NUMBERED_TYPES } from './commandOptions.ts'
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

/** What the keys do, for the hand on the mouse; each button teaches its key. Of many types the first have buttons. */
export function TypeBar(props: TypeBarProps): ReactElement {
  const { labels, current, canRemove, readOnly, act, onAccept } = props
  const { overlay } = useWorkbench()
  const keyOf = useKeyOf()
  return (
    <div className={styles.bar} role="toolbar" aria-label="Decide" onClick={backToPost}>
      <Button variant="primary" keys={keyOf('review.accept')} disabled={readOnly} onClick={onAccept}>
        Accept
      </Button>
      <span className={styles.types}>
        {labels.slice(0, NUMBERED_TYPES).map((label) => (
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
      {labels.length > NUMBERED_TYPES ? (
        <Button keys={keyOf('review.types')} disabled={readOnly} onClick={() => overlay.set('types')}>
          More…
        </Button>
      ) : null}
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
