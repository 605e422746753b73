import { resolve } from 'node:path'
import { EXPORT_PRESETS } from '../../../../shared/domain/exportPresets.ts'
import type { ExportPreset } from '../../../../shared/domain/exportPresets.ts'
import { TAG_SCHEMES } from '../../../../shared/domain/tagScheme.ts'
import { OFFSET_UNITS } from '../../../../shared/domain/textOffsets.ts'
import { POST_FORMATS } from '../../../formats/formatList.ts'
import type { ExportReport } from '../../../export/exportJob.ts'
import type { Command } from '../command.ts'
import { namedPositionals, openProject } from '../projectArgument.ts'
import type { OpenedProject } from '../projectArgument.ts'
import { nameMap } from '../nameMap.ts'
import { UsageError } from '../usageError.ts'

const WRITABLE = [...POST_FORMATS.map(({ name }) => name), 'retrain', 'zip']

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes posts with their spans, whole or not at all',
  positionals: 'PROJECT OUT',
  options: {
    format: {
      value: 'NAME',
      help: `${WRITABLE.join(', ')} (default: by the name of OUT, else imgid where every imported file is, else jsonl)`,
    },
    preset: {
      value: 'NAME',
      help: `format and choices for one program: ${EXPORT_PRESETS.map(({ name }) => name).join(', ')}`,
    },
    zip: { help: 'writes a zip of the posts, their pictures and a manifest (also where OUT ends in .zip)' },
    variant: { value: 'NAME', help: `shape of the format (default: by the ending of OUT): ${variants()}` },
    scheme: { value: TAG_SCHEMES.join('|'), help: 'of tags in columns (default: as they came, else iob2)' },
    offsets: {
      value: OFFSET_UNITS.join('|'),
      help: 'what character offsets count (default: as the format has it)',
    },
    delimiter: { value: 'CHAR', help: 'what stands between columns' },
    'for-spreadsheet': {
      help: 'guards cells against being run as formulas, and opens with a byte-order mark',
    },
    'leave-out': {
      help: 'leaves out posts the format cannot hold, or that are damaged, instead of refusing to write',
    },
    'leave-out-inner': {
      help: 'leaves out spans inside others, or of parts of tokens, where the format cannot hold them; a list stands beside OUT',
    },
    which: { value: 'all|reviewed', help: 'which posts (default all)' },
    tags: { value: 'gold|predicted', help: 'whose spans (default gold)' },
    map: { value: 'PER=person,…', help: 'types by the names they get in the file; TYPE= is not written' },
    'misc-as-other': { help: 'writes MISC as OTHER, as Twitter-2015 does' },
  },
  example: 'vsgn export news.vsgn corrected.txt --format imgid',
  run: async (args, { withCore }) => {
    const { PROJECT, OUT } = namedPositionals(args, ['PROJECT', 'OUT'])
    const given = formatName(args.text('format'))
    const named = given === 'zip' ? null : given
    const zip = given === 'zip' || args.has('zip')
    if (zip && named === 'retrain')
      throw new UsageError('--zip: a retraining set is a folder; expected another format.')
    const choice = {
      which: args.choice('which', ['all', 'reviewed'], 'all'),
      tags: args.choice('tags', ['gold', 'predicted'], 'gold'),
      miscAsOther: args.has('misc-as-other'),
      ...presetChoices(args.text('preset')),
      ...said({
        variant: args.text('variant'),
        scheme: args.choice('scheme', TAG_SCHEMES, null),
        offsets: args.choice('offsets', OFFSET_UNITS, null),
        delimiter: args.character('delimiter'),
        labels: nameMap('map', args.text('map')),
      }),
      ...(args.has('for-spreadsheet') ? { spreadsheet: true } : {}),
      ...(args.has('leave-out') ? { leaveOut: true } : {}),
      ...(args.has('leave-out-inner') ? { leaveOutInner: true } : {}),
      ...(zip ? { zip } : {}),
    }
    const job = await withCore(async (core) => {
      const project = await openProject(core, PROJECT)
      const format = named ?? choice.format ?? usualFormat(OUT, project)
      const options = { ...choice, format }
      const token = core.token(resolve(OUT))
      return core.finish(() => core.client.call('export.start', { token, name: OUT.slice(-200), options }))
    })
    const { file, format, tweets, spans, leftOut, inner = [] } = job.result as unknown as ExportReport
    return {
      document: job.result,
      report: [
        `${file} (${format}): ${tweets} posts, ${spans} spans`,
        ...(inner.length > 0
          ? [
              `${inner.length} spans that the format cannot hold were left out; ${file}.inner-spans.tsv lists them.`,
            ]
          : []),
        ...(leftOut.length > 0 ? [`${leftOut.length} posts were left out (--json says which and why).`] : []),
      ],
    }
  },
}

type PresetChoices = Partial<Omit<ExportPreset, 'name' | 'title'>>

function presetChoices(name: string | null): PresetChoices {
  if (name === null) return {}
  const preset = EXPORT_PRESETS.find((each) => each.name === name)
  if (preset === undefined) {
    const known = EXPORT_PRESETS.map((each) => each.name).join(', ')
    throw new UsageError(`--preset ${name}: expected one of ${known}.`)
  }
  const { format, variant, spreadsheet } = preset
  return { format, variant, ...(spreadsheet === undefined ? {} : { spreadsheet }) }
}

/** Only what was said, so that it wins over a preset. */
function said<T extends object>(choices: T): Partial<T> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== null)) as Partial<T>
}

function variants(): string {
  return POST_FORMATS.filter((format) => format.variants.length > 1)
    .map((format) => `${format.name} ${format.variants.map(({ name }) => name).join('|')}`)
    .join('; ')
}

function formatName(name: string | null): string | null {
  if (name === null || WRITABLE.includes(name)) return name
  throw new UsageError(`--format ${name}: expected one of ${WRITABLE.join(', ')}.`)
}

/** The ending of the file says, where only one format has it; else IMGID where all posts came in it, else JSONL. */
function usualFormat(out: string, { files }: OpenedProject): string {
  const name = out.toLowerCase().replace(/\.zip$/u, '')
  const ending = ENDINGS.find(([extension]) => name.endsWith(extension))
  if (ending !== undefined) return ending[1]
  return files.length > 0 && files.every(({ format }) => format === 'imgid') ? 'imgid' : 'jsonl'
}

const ENDINGS: readonly (readonly [string, string])[] = [
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'jsonl'],
  ['.conll', 'conll'],
  ['.spacy', 'spacy'],
  ['.parquet', 'huggingface'],
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
]
