import type { ReactElement } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { useWorkbench } from '../app/workbench.ts'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { FileField } from '../components/FileField.tsx'

/** Takes a model folder into the project; the hashes of its files decide whether it may. */
export function ModelImport(): ReactElement {
  const { router } = useWorkbench()
  const take = useCoreCall('models.import', ({ id }) => router.replace('models', id))
  return (
    <>
      <FileField
        label="Take in a model"
        hint="The folder that holds its manifest.json."
        purpose="model"
        pick="folder"
        value={[]}
        onChange={([file]) => {
          if (file !== undefined) take.mutate({ token: file.token })
        }}
      />
      {take.error === null ? null : <ErrorNotice title="The model was not taken in" error={take.error} />}
    </>
  )
}
