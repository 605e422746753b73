import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { CheckField, SelectField, TextField } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import { CompanionFields } from './CompanionFields.tsx'
import type { ImportChoices } from './importChoices.ts'
import { RECORDS_NAME } from './importChoices.ts'
import { ImportReading } from './ImportReading.tsx'
import type { PreviewedFile } from './readingChoices.ts'
import { useFormats } from './useFormats.ts'
import styles from './ImportDialog.module.css'

interface ImportFormProps {
  readonly choices: ImportChoices
  /** The files as they are read now. */
  readonly files: readonly PreviewedFile[]
  readonly labels: readonly LabelDefinition[]
  /** Takes only what changed: two fields may be answered before either is drawn. */
  readonly onChange: (changed: Partial<ImportChoices>) => void
}

/** Every choice has a safe default; only the files must be chosen. */
export function ImportForm({ choices, files, labels, onChange: set }: ImportFormProps): ReactElement {
  const formats = useFormats()
  return (
    <div className={styles.form}>
      <FileField
        label="Posts"
        purpose="import"
        pick="files"
        required
        value={choices.files}
        onChange={(chosen) => set({ files: chosen, columns: {}, labels: {} })}
      />
      <SelectField
        label="Format"
        value={choices.format}
        hint="A zip is opened, and read by the same choice."
        options={[
          { value: 'auto', label: 'By content' },
          ...formats.map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={(format) => set({ format, columns: {}, delimiter: '' })}
      />
      <ImportReading choices={choices} files={files} labels={labels} onChange={set} />
      <CompanionFields choices={choices} onChange={set} />
      <TextField
        label="Split"
        placeholder="as the file name says"
        maxLength={60}
        value={choices.split}
        onChange={(event) => set({ split: event.target.value })}
      />
      <FileField
        label="List of records"
        hint="Every record with what became of it: stored, left out or refused, and why."
        purpose="export"
        pick="folder"
        suggestedName={RECORDS_NAME}
        value={choices.records === null ? [] : [choices.records]}
        onChange={([records]) => set({ records: records ?? null })}
      />
      <CheckField
        label="Import the good records"
        hint="Otherwise one bad record keeps everything out."
        checked={choices.skipBad}
        onChange={(skipBad) => set({ skipBad })}
      />
    </div>
  )
}
