import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { FileFault } from './fileFault.ts'
import { brat } from './brat.ts'
import { conll } from './conll.ts'
import { csv } from './csv.ts'
import { doccano } from './doccano.ts'
import { huggingface } from './huggingface.ts'
import { imgid } from './imgid.ts'
import { jsonFault } from './jsonFault.ts'
import { jsonl } from './jsonl.ts'
import { labelStudio } from './labelStudio.ts'
import type { ColumnOptions, Match, PostReader } from './postReader.ts'
import type { PostFormat } from './postFormat.ts'
import { prodigy } from './prodigy.ts'
import { LONGEST_LINE } from './lineReader.ts'
import { refuseUnreadParts } from './namedKeys.ts'
import { quoted } from './problemText.ts'
import type { Sample } from './sample.ts'
import { spacy } from './spacy.ts'
import { webanno } from './webanno.ts'

/** Every format the program reads and writes. A new one is a file and a line here. */
export const POST_FORMATS: readonly PostFormat[] = [
  imgid,
  conll,
  jsonl,
  doccano,
  labelStudio,
  prodigy,
  brat,
  spacy,
  webanno,
  huggingface,
  csv,
]

export interface ChosenReader {
  readonly reader: PostReader
  /** What the file was taken for; null: the format was named, not recognised. */
  readonly match: Match | null
}

/**
 * The reader of a named format, or with `auto` the only one that fits the content. Throws `invalid-input` for an
 * unknown name, {@link FileFault} where no format fits or more than one does (a guess could shift every label), and where a
 * column is named that the reader would not look at.
 */
export function chooseReader(
  sample: Sample,
  format: string,
  readers: readonly PostReader[] = POST_FORMATS,
  chosen?: ColumnOptions,
): ChosenReader {
  refuseUnknownParts(chosen)
  const found = readerOf(sample, format, readers, chosen)
  refuseUnreadParts(found.reader, sample, chosen)
  return found
}

function readerOf(
  sample: Sample,
  format: string,
  readers: readonly PostReader[],
  chosen: ColumnOptions | undefined,
): ChosenReader {
  if (format !== 'auto') {
    const reader = readers.find(({ name }) => name === format)
    if (reader !== undefined) return { reader, match: reader.matches(sample, chosen) }
    const names = ['auto', ...readers.map(({ name }) => name)].join(', ')
    throw new WorkbenchError(
      'invalid-input',
      `The format ${quoted(format)} is not known; expected one of ${names}.`,
    )
  }
  const best = readingsOf(sample, readers, chosen)
  const [only, ...others] = best
  if (only !== undefined && others.length === 0) return only
  if (only === undefined && sample.complete && /^(?:\s*|\s*\[\s*\]\s*)$/u.test(sample.text)) {
    const found = sample.text.includes('[') ? 'the list in the file is empty' : 'the file is empty'
    throw new FileFault(sample.name, found, 'posts', 'Choose another file')
  }
  throw only === undefined ? noReading(sample, readers) : twoReadings(sample, best)
}

/** What a column can be named for. */
const PARTS = [
  ...['id', 'text', 'image', 'caption', 'split', 'spans'],
  ...['sentence_id', 'token', 'tokens', 'tag', 'ner_tags'],
]

function refuseUnknownParts(chosen: ColumnOptions | undefined): void {
  const unknown = Object.keys(chosen?.columns ?? {}).find((part) => !PARTS.includes(part))
  if (unknown !== undefined)
    throw new WorkbenchError(
      'invalid-input',
      `No column can be named for ${quoted(unknown)} (--columns); expected one of ${PARTS.join(', ')}.`,
    )
}

/** The readings of a file that are as good as each other. */
export function readingsOf(
  sample: Sample,
  readers: readonly PostReader[] = POST_FORMATS,
  chosen?: ColumnOptions,
): { readonly reader: PostReader; readonly match: Match }[] {
  const fitting = readers.flatMap((reader) => {
    const match = reader.matches(sample, chosen)
    return match === null ? [] : [{ reader, match }]
  })
  const sure = fitting.filter(({ match }) => match.certainty === 'sure')
  return sure.length > 0 ? sure : fitting
}

function noReading(sample: Sample, readers: readonly PostReader[]): FileFault {
  const reason = jsonFault(sample) ?? readers.flatMap((reader) => reader.nearMiss?.(sample) ?? [])[0]
  if (reason !== undefined) return reason
  if (!sample.complete && sample.lines.length === 1)
    return new FileFault(
      sample.name,
      `the line is longer than ${LONGEST_LINE / 2 ** 20} MiB`,
      'a post on each line',
      'Part it where its posts end',
      { line: 1 },
    )
  const first = sample.lines.find((line) => line.trim() !== '') ?? ''
  const known = readers.map(({ name }) => name).join(', ')
  return new FileFault(
    sample.name,
    `the file begins with ${quoted(first)}, which is no format the program knows`,
    `one of ${known}`,
    'Name the format (--format) to see each line that does not fit it',
  )
}

function twoReadings(sample: Sample, readings: readonly { reader: PostReader; match: Match }[]): FileFault {
  const ways = readings.map(({ reader, match }) => `${reader.name} (${match.as})`).join(' or as ')
  return new FileFault(
    sample.name,
    `the file can be read as ${ways}`,
    null,
    `Name the format (--format ${readings[0]?.reader.name ?? ''})`,
  )
}

/** The format of a name. Throws `invalid-input` for a name nobody knows. */
export function formatNamed(name: string): PostFormat {
  const format = POST_FORMATS.find((each) => each.name === name)
  if (format !== undefined) return format
  const known = POST_FORMATS.map((each) => each.name).join(', ')
  throw new WorkbenchError(
    'invalid-input',
    `The format ${quoted(name)} is not known; expected one of ${known}.`,
  )
}
