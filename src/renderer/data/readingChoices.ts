import type { Immutable, Result } from '../../shared/api/contract.ts'

/** A file as the preview read it. */
export type PreviewedFile = Immutable<Result<'import.preview'>>['files'][number]

/** Encodings of the files people bring, by the names of the WHATWG list. */
export const ENCODINGS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16, little endian (Windows)' },
  { value: 'utf-16be', label: 'UTF-16, big endian' },
  { value: 'windows-1252', label: 'Windows-1252 (Western)' },
  { value: 'windows-1250', label: 'Windows-1250 (Central European)' },
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
  { value: 'iso-8859-15', label: 'ISO 8859-15 (Latin 9)' },
  { value: 'shift_jis', label: 'Shift JIS' },
  { value: 'euc-kr', label: 'EUC-KR' },
  { value: 'gb18030', label: 'GB 18030' },
  { value: 'big5', label: 'Big5' },
]

export const DELIMITERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'As the header shows' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'TAB' },
  { value: '|', label: 'Bar |' },
]

export const SCHEMES: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'As the marks show' },
  { value: 'iob1', label: 'IOB1: B- only between spans that touch' },
  { value: 'iob2', label: 'IOB2: B- opens every span' },
  { value: 'iobes', label: 'IOBES: E- closes, S- stands alone' },
  { value: 'bilou', label: 'BILOU: L- closes, U- stands alone' },
]

/** Formats that tell spans by offsets into a text. */
const WITH_OFFSETS: ReadonlySet<string> = new Set([
  'jsonl',
  'doccano',
  'label-studio',
  'prodigy',
  'brat',
  'spacy',
  'csv',
])

/** Formats whose files may say labels by a tag for each word. */
const WITH_TAGS = new Set(['imgid', 'conll', 'jsonl', 'huggingface', 'csv'])

/** Choices that change how a file of one of these formats is read. */
export function choicesOf(formats: readonly string[]): {
  readonly offsets: boolean
  readonly delimiter: boolean
  readonly scheme: boolean
} {
  return {
    offsets: formats.some((format) => WITH_OFFSETS.has(format)),
    delimiter: formats.includes('csv'),
    scheme: formats.some((format) => WITH_TAGS.has(format)),
  }
}

const PART_WORDS: Readonly<Record<string, string>> = {
  id: 'Id',
  text: 'Text',
  image: 'Picture',
  caption: 'Caption',
  split: 'Split',
  spans: 'Spans',
  sentence_id: 'Sentence',
  token: 'Token',
  tag: 'Tag',
}

/** A part of a post for which a column can be named, in words. */
export function partWords(part: string): string {
  return PART_WORDS[part] ?? part
}

/** The columns the previewed files have in common, and the parts that can be in them; null: nothing to choose. */
export function commonColumns(files: readonly PreviewedFile[]): PreviewedFile['columns'] {
  const [first, ...others] = files.map(({ columns }) => columns)
  if (first == null) return null
  const same = others.every((each) => each !== null && each.columns.join('\n') === first.columns.join('\n'))
  return same ? first : null
}
