import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { TAG_SCHEMES } from '../../../shared/domain/tagScheme.ts'
import { OFFSET_UNITS } from '../../../shared/domain/textOffsets.ts'
import { POST_FORMATS } from '../../formats/formatList.ts'
import { decoderOf } from '../../formats/lineReader.ts'
import type { Reading } from '../../import/importTypes.ts'
import type { Arguments, OptionSpecs } from './arguments.ts'
import { nameList } from './nameList.ts'
import { nameMap } from './nameMap.ts'
import { UsageError } from './usageError.ts'

const READABLE = ['auto', ...POST_FORMATS.map(({ name }) => name), 'zip']

/** How files of posts are read: the same options wherever posts are. */
export const READING_OPTIONS = {
  format: { value: 'NAME', help: `${READABLE.join(', ')} (default auto: decided by content)` },
  offsets: { value: OFFSET_UNITS.join('|'), help: 'what a character offset in the file counts' },
  columns: {
    value: 'PART=NAME,…',
    help: 'which column or key holds what: token=1,tag=last or text=tweet,image=img',
  },
  delimiter: { value: 'CHAR', help: 'what stands between columns' },
  encoding: { value: 'NAME', help: 'of the files (default utf-8)' },
  scheme: { value: TAG_SCHEMES.join('|'), help: 'of the tags (default: as their marks show)' },
  'label-names': { value: 'O,B-PER,…', help: 'what numbered tags mean, in order' },
} satisfies OptionSpecs

/** The choices of {@link READING_OPTIONS}. @throws UsageError */
export function readingOf(args: Arguments) {
  return {
    format: formatName(args.text('format')),
    offsets: args.choice('offsets', OFFSET_UNITS, null),
    columns: columnMap(args.text('columns')),
    delimiter: args.character('delimiter'),
    encoding: encodingName(args.text('encoding')),
    scheme: args.choice('scheme', TAG_SCHEMES, null),
    labelNames: nameList('label-names', args.text('label-names')),
  } satisfies Reading
}

/** The same of files that a checkpoint is of: null where nothing was chosen, as in trainings of before. */
export function chosenReading(args: Arguments): Reading | null {
  const chosen = Object.keys(READING_OPTIONS).some((option) => args.has(option))
  const reading = readingOf(args)
  return chosen ? reading : null
}

function formatName(given: string | null): string {
  const name = given ?? 'auto'
  if (READABLE.includes(name)) return name
  throw new UsageError(`--format ${name}: expected one of ${READABLE.join(', ')}.`)
}

function encodingName(given: string | null): string | null {
  if (given === null) return null
  try {
    decoderOf(given)
    return given
  } catch (error) {
    throw error instanceof WorkbenchError ? new UsageError(error.message) : error
  }
}

function columnMap(given: string | null): Record<string, string> | null {
  const map = nameMap('columns', given)
  if (map !== null && Object.values(map).includes(''))
    throw new UsageError(`--columns ${given ?? ''}: expected name=column, joined by commas.`)
  return map
}
