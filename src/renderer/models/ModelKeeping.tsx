import type { ReactElement } from 'react'
import { useState } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { TextField } from '../components/Field.tsx'
import type { ChosenFile } from '../components/chosenFile.ts'
import { FileField } from '../components/FileField.tsx'
import { formatBytes } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import type { Model } from './ModelList.tsx'
import styles from './ModelsView.module.css'

interface ModelKeepingProps {
  readonly model: Model
  readonly readOnly: boolean
}

/** Taking a model along as a folder, and letting go of one that was trained here. */
export function ModelKeeping({ model, readOnly }: ModelKeepingProps): ReactElement {
  const { router } = useWorkbench()
  const info = useCoreQuery('app.info', {})
  const [folder, setFolder] = useState<ChosenFile | null>(null)
  const [name, setName] = useState(model.name)
  const [asking, setAsking] = useState(false)
  const save = useCoreCall('models.export')
  const remove = useCoreCall('models.delete', () => router.replace('models'))
  const chosen = ([file]: readonly ChosenFile[]): void => {
    setFolder(file ?? null)
    if (info.data?.files === 'dialog' && file !== undefined) setName(file.name)
  }
  return (
    <Section title="Keep and share" note="a model is a folder; every file of it is checked by its hash">
      <div className={styles.keeping}>
        <FileField
          label="Save a copy in"
          purpose="export"
          pick="folder"
          suggestedName={model.name}
          value={folder === null ? [] : [folder]}
          onChange={chosen}
        />
        <TextField label="Folder name" value={name} onChange={(event) => setName(event.target.value)} />
        <Button
          disabled={folder === null || name.trim() === '' || save.isPending || model.problem !== null}
          onClick={() => {
            if (folder !== null) save.mutate({ model: model.id, token: folder.token, name: name.trim() })
          }}
        >
          Save a copy
        </Button>
        {model.bundled || readOnly ? null : <Button onClick={() => setAsking(true)}>Delete</Button>}
      </div>
      {save.data === undefined ? null : (
        <p role="status">
          Saved: {save.data.folder}, {formatBytes(save.data.bytes)}.
        </p>
      )}
      {save.error === null ? null : <ErrorNotice title="The model was not saved" error={save.error} />}
      {asking ? (
        <ConfirmDialog
          title={`Delete ${model.name}?`}
          keep="Keep it"
          act="Delete"
          failure="It was not deleted"
          call={remove}
          onConfirm={() => remove.mutate({ model: model.id })}
          onClose={() => setAsking(false)}
        >
          Its folder is removed from the disk. What it predicted, and its place in the learning curve, stay.
        </ConfirmDialog>
      ) : null}
    </Section>
  )
}
