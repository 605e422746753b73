import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import type { EventPayload } from '../../shared/api/contract.ts'
import { Button } from '../components/Button.tsx'
import { useWorkbench } from './workbench.ts'
import styles from './Header.module.css'
import type { Project } from './project.ts'

const DEVICES: Readonly<Record<string, string>> = { webgpu: 'WebGPU', cpu: 'CPU', cuda: 'CUDA' }

interface ModelNoteProps {
  readonly run: Project['modelRun']
  readonly onPredict: () => void
}

/** Which model read the posts on screen, and on what it runs; the way to let one read them. */
export function ModelNote({ run, onPredict }: ModelNoteProps): ReactElement {
  const { connection } = useWorkbench()
  const [state, setState] = useState<EventPayload<'model.state'> | null>(null)
  useEffect(() => connection.on('model.state', setState), [connection])

  const model = state?.model ?? run?.model
  const device = state?.device ?? run?.device
  const parts = [model, device === undefined ? undefined : (DEVICES[device] ?? device)]
  const words = model === undefined ? 'Predict' : parts.filter((part) => part !== undefined).join(' · ')
  return (
    <Button
      variant="quiet"
      className={styles.model}
      title={state?.note ?? 'Predict spans'}
      onClick={onPredict}
    >
      {words}
    </Button>
  )
}
