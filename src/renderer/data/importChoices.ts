import type { Immutable, Params } from '../../shared/api/contract.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { ChosenFile } from '../components/chosenFile.ts'

/** What the person has chosen in the import dialogue. */
export interface ImportChoices {
  readonly files: readonly ChosenFile[]
  readonly pictures: ChosenFile | null
  readonly captions: ChosenFile | null
  readonly boxes: ChosenFile | null
  /** Name of a format, or `auto`. */
  readonly format: string
  /** Empty: as the files say. */
  readonly split: string
  readonly offsets: 'auto' | OffsetUnit
  readonly skipBad: boolean
}

export const NO_CHOICES: ImportChoices = {
  files: [],
  pictures: null,
  captions: null,
  boxes: null,
  format: 'auto',
  split: '',
  offsets: 'auto',
  skipBad: false,
}

export function optionsOf(choices: ImportChoices): Immutable<Params<'import.preview'>['options']> {
  const split = choices.split.trim()
  return {
    format: choices.format,
    split: split === '' ? null : split,
    skipBad: choices.skipBad,
    offsets: choices.offsets === 'auto' ? null : choices.offsets,
    columns: null,
    delimiter: null,
    encoding: null,
  }
}

export function startOf(choices: ImportChoices): Immutable<Params<'import.start'>> {
  return {
    files: choices.files.map((file) => file.token),
    pictures: choices.pictures?.token ?? null,
    captions: choices.captions?.token ?? null,
    boxes: choices.boxes?.token ?? null,
    options: optionsOf(choices),
  }
}
