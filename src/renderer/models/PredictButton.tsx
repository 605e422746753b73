import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { predictOverlay } from '../app/predictOverlay.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import styles from './ModelsView.module.css'

/** The way from a model to letting it read the posts. `model` is an id of `models.list`. */
export function PredictButton({ model }: { readonly model: string }): ReactElement {
  const { commands, overlay } = useWorkbench()
  const keyOf = useKeyOf()
  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'models.predict',
          title: 'Predict with this model',
          group: 'Models',
          keys: ['p'],
          foot: 'predict',
          enabled: () => [null, 'palette'].includes(overlay.get()),
          run: () => overlay.set(predictOverlay(model)),
        },
      ],
      [overlay, model],
    ),
  )
  return (
    <div className={styles.keeping}>
      <Button
        variant="primary"
        keys={keyOf('models.predict')}
        onClick={() => overlay.set(predictOverlay(model))}
      >
        Predict with this model
      </Button>
    </div>
  )
}
