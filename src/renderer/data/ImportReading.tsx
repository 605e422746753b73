import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { SelectField } from '../components/Field.tsx'
import type { ImportChoices } from './importChoices.ts'
import { LabelMapFields } from './LabelMapFields.tsx'
import type { PreviewedFile } from './readingChoices.ts'
import { choicesOf, commonColumns, DELIMITERS, ENCODINGS, partWords, SCHEMES } from './readingChoices.ts'

interface ImportReadingProps {
  readonly choices: ImportChoices
  /** The files as they are read now; empty: none was chosen or none has been read yet. */
  readonly files: readonly PreviewedFile[]
  readonly labels: readonly LabelDefinition[]
  readonly onChange: (changed: Partial<ImportChoices>) => void
}

/** How the chosen files are to be read: only what makes a difference for them. The preview follows every choice. */
export function ImportReading({ choices, files, labels, onChange: set }: ImportReadingProps): ReactElement {
  const formats = files.map(({ format }) => format)
  const { offsets, delimiter, scheme } = choicesOf([choices.format, ...formats])
  const columns = commonColumns(files)
  const types = [...new Set(files.flatMap((file) => file.types))].sort()
  const place = (part: string, column: string): void => {
    const others = Object.entries(choices.columns).filter(([each]) => each !== part)
    set({ columns: Object.fromEntries(column === '' ? others : [...others, [part, column]]) })
  }
  return (
    <>
      <SelectField
        label="Encoding"
        value={choices.encoding}
        options={ENCODINGS}
        onChange={(encoding) => set({ encoding })}
      />
      {delimiter ? (
        <SelectField
          label="Between columns"
          value={choices.delimiter}
          options={DELIMITERS}
          onChange={(chosen) => set({ delimiter: chosen, columns: {} })}
        />
      ) : null}
      {columns?.parts.map((part) => (
        <SelectField
          key={part}
          label={`Column: ${partWords(part)}`}
          value={choices.columns[part] ?? ''}
          options={[
            { value: '', label: 'As the file shows' },
            ...columns.columns.map((column) => ({ value: column, label: column })),
          ]}
          onChange={(column) => place(part, column)}
        />
      ))}
      {scheme ? (
        <SelectField
          label="Tag scheme"
          value={choices.scheme}
          options={SCHEMES}
          onChange={(chosen) => set({ scheme: chosen as ImportChoices['scheme'] })}
        />
      ) : null}
      {offsets ? (
        <SelectField
          label="Offsets count"
          hint="Matters where emoji stand before a span."
          value={choices.offsets}
          options={[
            { value: 'auto', label: 'As the format has it, or its words show' },
            { value: 'codepoint', label: 'Code points (Python)' },
            { value: 'utf16', label: 'UTF-16 units (JavaScript, Java)' },
            { value: 'grapheme', label: 'Grapheme clusters (Swift)' },
            { value: 'byte', label: 'UTF-8 bytes (Go, Rust)' },
          ]}
          onChange={(chosen) => set({ offsets: chosen })}
        />
      ) : null}
      <LabelMapFields
        title="Types as they are read"
        types={types}
        names={labels.map(({ name }) => name)}
        map={choices.labels}
        onChange={(map) => set({ labels: map })}
      />
    </>
  )
}
