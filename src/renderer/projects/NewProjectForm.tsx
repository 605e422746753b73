import type { ReactElement } from 'react'
import { useState } from 'react'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { labelSet } from '../../shared/domain/labelSet.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import type { Project } from '../app/project.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { TextField } from '../components/Field.tsx'
import type { ChosenFile } from '../components/chosenFile.ts'
import { FileField } from '../components/FileField.tsx'
import { Kbd } from '../components/Kbd.tsx'
import styles from './Projects.module.css'
import { typeNames, typeProblem } from './typeNames.ts'

interface NewProjectFormProps {
  readonly onCreated: (project: Project) => void
}

export function NewProjectForm({ onCreated }: NewProjectFormProps): ReactElement {
  const [name, setName] = useState('')
  const [types, setTypes] = useState(DEFAULT_LABELS.map((label) => label.name).join(', '))
  const [place, setPlace] = useState<ChosenFile | null>(null)
  const create = useCoreCall('projects.create', onCreated)
  const labels = labelSet(typeNames(types))
  const problem = typeProblem(typeNames(types))
  const ready = name.trim() !== '' && problem === null && place !== null && !create.isPending
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) create.mutate({ token: place.token, name: name.trim(), labels })
      }}
    >
      {create.error === null ? null : (
        <ErrorNotice title="The project could not be made" error={create.error} />
      )}
      <TextField
        label="Name"
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Types"
        hint={problem ?? 'As they stand in BIO tags. OTHER is read as MISC.'}
        value={types}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTypes(event.target.value)}
      />
      <ul className={styles.types} aria-label="Types and their keys">
        {labels.map((label) => (
          <li key={label.name} className={styles.type} data-colour={label.colour}>
            {label.name}
            {label.key === '' ? null : (
              <>
                <span className="visually-hidden"> key {label.key}</span>
                <Kbd keys={label.key} />
              </>
            )}
          </li>
        ))}
      </ul>
      <FileField
        label="Place"
        hint="The project becomes one folder there, which can be moved and copied."
        purpose="new-project"
        pick="folder"
        required
        {...(name.trim() === '' ? {} : { suggestedName: `${name.trim()}.vsgn` })}
        value={place === null ? [] : [place]}
        onChange={([folder]) => setPlace(folder ?? null)}
      />
      <div>
        <Button type="submit" disabled={!ready}>
          Create
        </Button>
      </div>
    </form>
  )
}
