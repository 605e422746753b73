import type { Immutable, Params } from '../../shared/api/contract.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { ChosenFile } from '../components/chosenFile.ts'
import type { CompanionChoices } from './companionChoices.ts'
import { companionsOf, NO_COMPANIONS } from './companionChoices.ts'

/** What the person has chosen in the import dialogue. */
export interface ImportChoices extends CompanionChoices {
  readonly files: readonly ChosenFile[]
  /** Where the list of all records goes; null: none is written. */
  readonly records: ChosenFile | null
  /** Name of a format, or `auto`. */
  readonly format: string
  /** Empty: as the files say. */
  readonly split: string
  readonly offsets: 'auto' | OffsetUnit
  readonly skipBad: boolean
  /** Empty: UTF-8. */
  readonly encoding: string
  /** Empty: as the header shows. */
  readonly delimiter: string
  /** Columns by the part of a post they hold; a part that is missing: as the names show. */
  readonly columns: Readonly<Record<string, string>>
  readonly scheme: '' | TagScheme
  /** New names by type; an empty one: no label. */
  readonly labels: Readonly<Record<string, string>>
}

/** The list of records where only a folder is chosen for it. */
export const RECORDS_NAME = 'import-records.jsonl'

export const NO_CHOICES: ImportChoices = {
  files: [],
  ...NO_COMPANIONS,
  records: null,
  format: 'auto',
  split: '',
  offsets: 'auto',
  skipBad: false,
  encoding: '',
  delimiter: '',
  columns: {},
  scheme: '',
  labels: {},
}

export function optionsOf(choices: ImportChoices): Immutable<Params<'import.preview'>['options']> {
  const split = choices.split.trim()
  return {
    format: choices.format,
    split: split === '' ? null : split,
    skipBad: choices.skipBad,
    offsets: choices.offsets === 'auto' ? null : choices.offsets,
    columns: Object.keys(choices.columns).length === 0 ? null : choices.columns,
    delimiter: choices.delimiter === '' ? null : choices.delimiter,
    encoding: choices.encoding === '' ? null : choices.encoding,
    scheme: choices.scheme === '' ? null : choices.scheme,
    labels: Object.keys(choices.labels).length === 0 ? null : choices.labels,
  }
}

export function startOf(choices: ImportChoices): Immutable<Params<'import.start'>> {
  return {
    files: choices.files.map((file) => file.token),
    ...companionsOf(choices),
    ...(choices.records === null ? {} : { lists: { token: choices.records.token, name: RECORDS_NAME } }),
    options: optionsOf(choices),
  }
}
