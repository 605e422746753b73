import type { ReactElement } from 'react'
import { readCard } from '../../shared/api/modelCard.ts'
import type { Result } from '../../shared/api/contract.ts'
import { formatPercentage } from '../components/numbers.ts'
import styles from './ModelsView.module.css'

export type Model = Result<'models.list'>[number]

interface ModelListProps {
  readonly models: readonly Model[]
  readonly chosen: string
  /** Hash of the model whose predictions the project shows; null: none yet. */
  readonly inUse: string | null
  readonly onChoose: (id: string) => void
}

/** One plain row a model: name, where it is from, its score. */
export function ModelList({ models, chosen, inUse, onChoose }: ModelListProps): ReactElement {
  return (
    <ul className={styles.list} aria-label="Models">
      {models.map((model) => (
        <li key={model.id}>
          <button
            type="button"
            className={styles.row}
            aria-current={model.id === chosen}
            onClick={() => onChoose(model.id)}
          >
            <strong>{model.name}</strong>
            <span className={styles.facts}>{factsOf(model, inUse)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function factsOf({ problem, bundled, size, card, sha256 }: Model, inUse: string | null): string {
  if (problem !== null) return 'cannot be used'
  const [test] = Object.values(readCard(card).scores?.test ?? {})
  return [
    bundled ? 'bundled' : 'of this project',
    size,
    test === undefined ? '' : `F1 ${formatPercentage(test.micro.f1)}`,
    sha256 === inUse ? 'in use' : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ')
}
