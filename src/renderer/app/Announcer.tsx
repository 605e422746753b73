import type { ReactElement } from 'react'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'

/** The one live region: views set `announcement`, screen readers read it out. */
export function Announcer(): ReactElement {
  const text = useStore(useWorkbench().announcement)
  return (
    <p role="status" aria-live="polite" aria-atomic="true" className="visually-hidden">
      {text}
    </p>
  )
}
