import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import type { EventPayload, Result } from '../../shared/api/contract.ts'
import { useWorkbench } from './workbench.ts'
import styles from './Header.module.css'

const DEVICES: Readonly<Record<string, string>> = { webgpu: 'WebGPU', cpu: 'CPU', cuda: 'CUDA' }

/** Which model read the posts on screen, and on what it runs. */
export function ModelNote({
  run,
}: {
  readonly run: NonNullable<Result<'projects.current'>>['modelRun']
}): ReactElement | null {
  const { connection } = useWorkbench()
  const [state, setState] = useState<EventPayload<'model.state'> | null>(null)
  useEffect(() => connection.on('model.state', setState), [connection])

  const model = state?.model ?? run?.model
  const device = state?.device ?? run?.device
  if (model === undefined) return null
  const words = device === undefined ? model : `${model} · ${DEVICES[device] ?? device}`
  return (
    <span className={`${styles.note ?? ''} ${styles.model ?? ''}`} title={state?.note}>
      {words}
    </span>
  )
}
