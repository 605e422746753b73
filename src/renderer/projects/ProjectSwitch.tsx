import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { ProjectChooser } from './ProjectChooser.tsx'

/** The way from one project to another, from anywhere. */
export function ProjectSwitch(): ReactElement | null {
  const { overlay } = useWorkbench()
  return useStore(overlay) === 'projects' ? <Chooser onClose={() => overlay.set(null)} /> : null
}

function Chooser({ onClose }: { readonly onClose: () => void }): ReactElement {
  const queries = useQueryClient()
  const leave = useCoreCall('projects.close', () => {
    queries.setQueryData(['projects.current', {}], null)
    onClose()
  })
  return (
    <Dialog
      title="Projects"
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button disabled={leave.isPending} onClick={() => leave.mutate({})}>
            Close this project
          </Button>
          <Button onClick={onClose}>Back to it</Button>
        </>
      }
    >
      {leave.error === null ? null : (
        <ErrorNotice title="The project could not be closed" error={leave.error} />
      )}
      <ProjectChooser autoFocus onOpened={onClose} />
    </Dialog>
  )
}
