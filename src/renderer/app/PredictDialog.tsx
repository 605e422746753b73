import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { useCoreQuery } from './coreQueries.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'
import styles from './PredictDialog.module.css'

/** Lets a model read the posts. */
export function PredictDialog(): ReactElement | null {
  const { overlay } = useWorkbench()
  return useStore(overlay) === 'predict' ? <Question onClose={() => overlay.set(null)} /> : null
}

function Question({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { connection } = useWorkbench()
  const models = useCoreQuery('models.list', {})
  const project = useCoreQuery('projects.current', {}).data ?? null
  const sound = (models.data ?? []).filter(({ problem }) => problem === null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [which, setWhich] = useState<'unreviewed' | 'all'>('unreviewed')
  const [refusal, setRefusal] = useState<unknown>(null)
  const model = chosen ?? usual(sound, project)
  const open = (project?.posts ?? 0) - (project?.reviewed ?? 0)

  const start = (): void => {
    if (model === null) return
    connection
      .call('predict.start', { model, which, device: 'auto', limit: null })
      .then(onClose, (error: unknown) => setRefusal(error))
  }
  return (
    <Dialog
      title="Predict spans"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={model === null} onClick={start}>
            Predict
          </Button>
        </>
      }
    >
      <Trouble error={models.error} none={models.data !== undefined && sound.length === 0} />
      {sound.length === 0 ? null : (
        <>
          <label className={styles.field}>
            Model
            <select value={model ?? ''} onChange={(event) => setChosen(event.target.value)}>
              {sound.map(({ id, name, size }) => (
                <option key={id} value={id}>
                  {name} · {size}
                </option>
              ))}
            </select>
          </label>
          <fieldset className={styles.choices}>
            <legend>Posts</legend>
            <label>
              <input
                type="radio"
                name="which"
                checked={which === 'unreviewed'}
                onChange={() => setWhich('unreviewed')}
              />
              Not reviewed ({open.toLocaleString('en')})
            </label>
            <label>
              <input type="radio" name="which" checked={which === 'all'} onChange={() => setWhich('all')} />
              All ({(project?.posts ?? 0).toLocaleString('en')}); what was reviewed stays as it is
            </label>
          </fieldset>
        </>
      )}
      {refusal === null ? null : <ErrorNotice title="The prediction did not start" error={refusal} />}
    </Dialog>
  )
}

/** The model of the last run, else the first there is. */
function usual(models: Result<'models.list'>, project: Result<'projects.current'>): string | null {
  const last = models.find(({ name }) => name === project?.modelRun?.model)
  return (last ?? models[0])?.id ?? null
}

function Trouble({
  error,
  none,
}: {
  readonly error: Error | null
  readonly none: boolean
}): ReactElement | null {
  if (error !== null) return <ErrorNotice title="The models could not be listed" error={error} />
  return none ? <p>There is no model that can be used.</p> : null
}
