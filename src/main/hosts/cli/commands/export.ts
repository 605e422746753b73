import { extname, resolve } from 'node:path'
import { WorkbenchError } from '../../../../shared/api/workbenchError.ts'
import type { ExportReport } from '../../../export/exportJob.ts'
import type { Command } from '../command.ts'
import { namedPositionals, openProject } from '../projectArgument.ts'
import type { OpenedProject } from '../projectArgument.ts'
import { UsageError } from '../usageError.ts'

const WRITABLE = ['imgid', 'jsonl', 'retrain'] as const
type Writable = (typeof WRITABLE)[number]
const PLANNED = [
  'conll',
  'doccano',
  'label-studio',
  'prodigy',
  'brat',
  'spacy',
  'webanno',
  'huggingface',
  'csv',
  'zip',
]

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes posts with their spans, whole or not at all',
  positionals: 'PROJECT OUT',
  options: {
    format: {
      value: 'NAME',
      help: `${WRITABLE.join(', ')} (default: by the name of OUT, else the format of the imported files)`,
    },
    which: { value: 'all|reviewed', help: 'which posts (default all)' },
    tags: { value: 'gold|predicted', help: 'whose spans (default gold)' },
    'misc-as-other': { help: 'writes MISC as OTHER, as Twitter-2015 does' },
  },
  example: 'vsgn export news.vsgn corrected.txt --format imgid',
  run: async (args, { withCore }) => {
    const { PROJECT, OUT } = namedPositionals(args, ['PROJECT', 'OUT'])
    const named = formatName(args.text('format'))
    const choice = {
      which: args.choice('which', ['all', 'reviewed'], 'all'),
      tags: args.choice('tags', ['gold', 'predicted'], 'gold'),
      miscAsOther: args.has('misc-as-other'),
    }
    const job = await withCore(async (core) => {
      const project = await openProject(core, PROJECT)
      const options = { ...choice, format: named ?? usualFormat(OUT, project) }
      const token = core.token(resolve(OUT))
      return core.finish(() => core.client.call('export.start', { token, name: OUT.slice(-200), options }))
    })
    const { file, format, tweets, spans, leftOut } = job.result as unknown as ExportReport
    return {
      document: job.result,
      report: [
        `${file} (${format}): ${tweets} posts, ${spans} spans`,
        ...(leftOut.length > 0 ? [`${leftOut.length} posts were left out (--json says which and why).`] : []),
      ],
    }
  },
}

function formatName(name: string | null): Writable | null {
  if (name === null) return null
  if (PLANNED.includes(name)) {
    throw new WorkbenchError(
      'refused',
      `The format ${name} cannot be written yet. Writable are ${WRITABLE.join(', ')}.`,
    )
  }
  const known = WRITABLE.find((writable) => writable === name)
  if (known !== undefined) return known
  throw new UsageError(`--format ${name}: expected one of ${WRITABLE.join(', ')}.`)
}

function usualFormat(out: string, { files }: OpenedProject): Writable {
  if (['.jsonl', '.ndjson', '.json'].includes(extname(out).toLowerCase())) return 'jsonl'
  return files.length > 0 && files.every(({ format }) => format === 'imgid') ? 'imgid' : 'jsonl'
}
