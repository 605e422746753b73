import type { Immutable, Params } from '../../shared/api/contract.ts'
import type { ChosenFile } from '../components/chosenFile.ts'

export const FORMATS = ['auto', 'imgid', 'conll', 'jsonl'] as const
export type Format = (typeof FORMATS)[number]

export const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  auto: 'By content',
  imgid: 'IMGID (token, TAB, tag)',
  conll: 'CoNLL columns',
  jsonl: 'JSON lines',
}

/** What the person has chosen in the import dialogue. */
export interface ImportChoices {
  readonly files: readonly ChosenFile[]
  readonly pictures: ChosenFile | null
  readonly captions: ChosenFile | null
  readonly format: Format
  /** Empty: as the files say. */
  readonly split: string
  readonly offsets: 'auto' | 'codepoint' | 'utf16'
  readonly skipBad: boolean
}

export const NO_CHOICES: ImportChoices = {
  files: [],
  pictures: null,
  captions: null,
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
    options: optionsOf(choices),
  }
}
