import type { ReactElement } from 'react'
import { CheckField, SelectField } from '../components/Field.tsx'
import { EXPORT_PRESETS } from '../../shared/domain/exportPresets.ts'
import type { ExportOptions } from './exportChoices.ts'
import { presetChoices, presetOf, variantOf } from './exportChoices.ts'
import type { Format } from './useFormats.ts'

interface ExportFormatProps {
  readonly chosen: ExportOptions
  readonly formats: readonly Format[]
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

/** Which format, and which kind of its files. */
export function ExportFormat({ chosen, formats, onChange: set }: ExportFormatProps): ReactElement {
  const variants = formats.find(({ name }) => name === chosen.format)?.variants ?? []
  return (
    <>
      <SelectField
        label="For"
        value={presetOf(chosen)}
        options={[
          { value: '', label: 'Any program' },
          ...EXPORT_PRESETS.map(({ name: value, title }) => ({
            value,
            label: title.replace(/^for /u, ''),
          })),
        ]}
        onChange={(name) => set(presetChoices(name))}
      />
      <SelectField
        label="Format"
        value={chosen.format}
        options={[
          ...formats.map(({ name: value, title }) => ({ value, label: title })),
          { value: 'retrain', label: 'Retraining set' },
        ]}
        onChange={(format) => set({ format, variant: null, spreadsheet: false })}
      />
      {variants.length > 1 ? (
        <SelectField
          label="Kind of file"
          value={variantOf(chosen, formats)?.name ?? ''}
          options={variants.map((each) => ({
            value: each.name,
            label: `${each.name} (.${each.extension})`,
          }))}
          onChange={(changed) => set({ variant: changed })}
        />
      ) : null}
      {chosen.format === 'csv' ? (
        <CheckField
          label="For a spreadsheet"
          hint="No cell can run as a formula; opens with a byte-order mark."
          checked={chosen.spreadsheet === true}
          onChange={(spreadsheet) => set({ spreadsheet })}
        />
      ) : null}
      {chosen.format === 'retrain' ? null : (
        <CheckField
          label="With pictures, as a zip"
          hint="Posts, pictures and a manifest; the zip can be imported again."
          checked={chosen.zip === true}
          onChange={(zip) => set({ zip })}
        />
      )}
    </>
  )
}
