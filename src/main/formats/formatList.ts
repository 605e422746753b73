import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { FileFault } from './fileFault.ts'
import { conllReader } from './conll.ts'
import { imgid } from './imgid.ts'
import { jsonl } from './jsonl.ts'
import type { Match, PostReader } from './postReader.ts'
import type { PostWriter } from './postWriter.ts'
import { quoted } from './problemText.ts'
import type { Sample } from './sample.ts'

/** Every format the program reads. A new one is a file and a line here. */
export const POST_READERS: readonly PostReader[] = [imgid, jsonl, conllReader]

export interface ChosenReader {
  readonly reader: PostReader
  /** What the file was taken for; null: the format was named, not recognised. */
  readonly match: Match | null
}

/**
 * The reader of a named format, or with `auto` the only one that fits the content. Throws `invalid-input` for an
 * unknown name, {@link FileFault} where no format fits or more than one does: a guess could shift every label.
 */
export function chooseReader(
  sample: Sample,
  format: string,
  readers: readonly PostReader[] = POST_READERS,
): ChosenReader {
  if (format !== 'auto') {
    const reader = readers.find(({ name }) => name === format)
    if (reader !== undefined) return { reader, match: reader.matches(sample) }
    const names = ['auto', ...readers.map(({ name }) => name)].join(', ')
    throw new WorkbenchError(
      'invalid-input',
      `The format ${quoted(format)} is not known; expected one of ${names}.`,
    )
  }
  if (sample.text.trim() === '' && sample.complete)
    throw new FileFault(sample.name, 'the file is empty', 'posts', 'Choose another file')
  const fitting = readers.flatMap((reader) => {
    const match = reader.matches(sample)
    return match === null ? [] : [{ reader, match }]
  })
  const sure = fitting.filter(({ match }) => match.certainty === 'sure')
  const best = sure.length > 0 ? sure : fitting
  const [only, ...others] = best
  if (only !== undefined && others.length === 0) return only
  throw only === undefined ? noReading(sample, readers) : twoReadings(sample, best)
}

function noReading(sample: Sample, readers: readonly PostReader[]): FileFault {
  const first = sample.lines.find((line) => line.trim() !== '') ?? ''
  const known = readers.map(({ name, title }) => `${name} (${title})`).join(', ')
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

/** Every format the program writes. A new one is a file and a line here. */
export const POST_WRITERS: readonly PostWriter[] = [imgid, jsonl]

/** The writer of a format; a retraining set is written in `imgid`. Throws `invalid-input` for an unknown name. */
export function writerOf(format: string): PostWriter {
  const name = format === 'retrain' ? 'imgid' : format
  const writer = POST_WRITERS.find((each) => each.name === name)
  if (writer !== undefined) return writer
  const known = [...POST_WRITERS.map((each) => each.name), 'retrain'].join(', ')
  throw new WorkbenchError(
    'invalid-input',
    `The format ${quoted(format)} is not known; expected one of ${known}.`,
  )
}
