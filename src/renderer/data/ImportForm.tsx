import type { ReactElement } from 'react'
import { CheckField, SelectField, TextField } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import type { ImportChoices } from './importChoices.ts'
import { FORMAT_WORDS, FORMATS } from './importChoices.ts'
import styles from './ImportDialog.module.css'

interface ImportFormProps {
  readonly choices: ImportChoices
  readonly onChange: (choices: ImportChoices) => void
}

/** Every choice has a safe default; only the files must be chosen. */
export function ImportForm({ choices, onChange }: ImportFormProps): ReactElement {
  const set = (changed: Partial<ImportChoices>): void => onChange({ ...choices, ...changed })
  return (
    <div className={styles.form}>
      <FileField
        label="Posts"
        purpose="import"
        pick="files"
        required
        value={choices.files}
        onChange={(files) => set({ files })}
      />
      <FileField
        label="Pictures folder"
        hint="Found by name, looked at, and copied into the project."
        purpose="pictures"
        pick="folder"
        value={choices.pictures === null ? [] : [choices.pictures]}
        onChange={([pictures]) => set({ pictures: pictures ?? null })}
      />
      <FileField
        label="Captions file"
        hint="JSON lines or TSV, by post id or picture name."
        purpose="captions"
        pick="file"
        value={choices.captions === null ? [] : [choices.captions]}
        onChange={([captions]) => set({ captions: captions ?? null })}
      />
      <SelectField
        label="Format"
        value={choices.format}
        options={FORMATS.map((format) => ({ value: format, label: FORMAT_WORDS[format] }))}
        onChange={(format) => set({ format })}
      />
      <TextField
        label="Split"
        placeholder="as the file name says"
        maxLength={60}
        value={choices.split}
        onChange={(event) => set({ split: event.target.value })}
      />
      {choices.format === 'jsonl' ? (
        <SelectField
          label="Offsets count"
          hint="Matters where emoji stand before a span."
          value={choices.offsets}
          options={[
            { value: 'auto', label: 'As the spans’ words show' },
            { value: 'codepoint', label: 'Code points (Python)' },
            { value: 'utf16', label: 'UTF-16 units (JavaScript, Java)' },
          ]}
          onChange={(offsets) => set({ offsets })}
        />
      ) : null}
      <CheckField
        label="Import the good records"
        hint="Otherwise one bad record keeps everything out."
        checked={choices.skipBad}
        onChange={(skipBad) => set({ skipBad })}
      />
    </div>
  )
}
