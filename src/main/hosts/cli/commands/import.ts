import { basename, resolve } from 'node:path'
import type { Params } from '../../../../shared/api/contract.ts'
import { LONGEST_SPLIT, MOST_FILES } from '../../../../shared/domain/importLimits.ts'
import type { Json } from '../../../../shared/domain/json.ts'
import type { ImportReport } from '../../../import/importReport.ts'
import type { Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { openForWriting } from '../projectArgument.ts'
import { nameMap } from '../nameMap.ts'
import { READING_OPTIONS, readingOf } from '../readingOptions.ts'
import { UsageError } from '../usageError.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'reads posts; all or nothing unless --skip-bad',
  positionals: 'PROJECT FILE…',
  options: {
    ...READING_OPTIONS,
    pictures: { value: 'DIR', help: 'folder with the pictures of the posts' },
    captions: {
      value: 'FILE',
      help: 'captions as JSON ({"id": …, "caption": …} a line or in a list, or {id: caption}) or two-column TSV',
    },
    boxes: {
      value: 'DIR',
      help: 'folder with PASCAL VOC files (.xml) that say where mentions are in pictures',
    },
    split: { value: 'NAME', help: 'puts every post in this split' },
    lists: { value: 'FILE', help: 'saves what became of each record, as JSON lines' },
    map: { value: 'OTHER=MISC,…', help: 'types of the files by the names they get; TYPE= is no label' },
    'skip-bad': { help: 'stores the good records of a file that holds bad ones' },
  },
  example: 'vsgn import news.vsgn train.txt dev.txt --pictures pictures --captions captions.jsonl',
  run: async (args, { withCore }) => {
    const [projectPath, ...files] = args.positionals
    if (projectPath === undefined) throw new UsageError('PROJECT is missing.')
    if (files.length === 0) throw new UsageError('FILE is missing.')
    if (files.length > MOST_FILES)
      throw new UsageError(`${files.length} files were named; expected at most ${MOST_FILES} at once.`)
    const options = importOptions(args)
    const pictures = args.text('pictures')
    const captions = args.text('captions')
    const boxes = args.text('boxes')
    const lists = args.text('lists')
    const job = await withCore(async (core) => {
      await openForWriting(core, projectPath)
      const token = (path: string): string => core.token(resolve(path))
      return core.finish(() =>
        core.client.call('import.start', {
          files: files.map(token),
          pictures: pictures === null ? null : token(pictures),
          captions: captions === null ? null : token(captions),
          ...(boxes === null ? {} : { boxes: token(boxes) }),
          ...(lists === null ? {} : { lists: { token: token(lists), name: basename(lists) } }),
          options,
        }),
      )
    })
    return importOutcome(job.result)
  },
}

function importOptions(args: Arguments): Params<'import.start'>['options'] {
  return {
    ...readingOf(args),
    split: splitName(args.text('split')),
    skipBad: args.has('skip-bad'),
    labels: nameMap('map', args.text('map')),
  }
}

function splitName(given: string | null): string | null {
  if (given === null || given.length <= LONGEST_SPLIT) return given
  throw new UsageError(
    `--split ${given}: the name has ${given.length} characters; expected at most ${LONGEST_SPLIT}.`,
  )
}

function importOutcome(result: Json) {
  const document = result as unknown as ImportReport
  const { outcome, files, pictures, captions, boxes } = document
  const headline = {
    accepted: 'Imported.',
    'accepted-with-warnings': 'Imported, with warnings.',
    rejected: 'Nothing was imported.',
  }
  const report = [
    headline[outcome],
    ...files.flatMap(fileLines),
    ...(captions === null
      ? []
      : [
          ...fileLines(captions),
          `Captions: ${captions.used} posts have theirs from this file${leftWords(captions.left)}`,
        ]),
    `Pictures: ${pictures.found} found, ${pictures.missing} missing, ${pictures.broken} broken, ${pictures.refused} refused`,
    ...(boxes === null
      ? []
      : [
          `Boxes: ${boxes.regions} of ${boxes.found} pictures; ${boxes.missing} files missing, ${boxes.broken} broken${leftWords(boxes.left)}`,
        ]),
  ]
  return { document: result, report, refused: outcome === 'rejected' }
}

/** What was in the project stays. */
function leftWords(left: number): string {
  return left === 0 ? '' : `; ${left} left as they were`
}

const SHOWN = 10

function fileLines({
  file,
  entry = null,
  format,
  read,
  stored,
  skipped,
  refused,
  problemCount,
  problems,
}: CountedFile): string[] {
  return [
    `${entry === null ? file : `${file}, ${entry}`} (${format}): ${read} read, ${stored} stored, ${skipped} skipped, ${refused} refused`,
    ...problems.slice(0, SHOWN).map(({ severity, message }) => `  ${severity}: ${message}`),
    ...(problemCount > SHOWN ? [`  … and ${problemCount - SHOWN} more (--json lists the first 100)`] : []),
  ]
}

/** What reports of posts and of captions have in common. */
type CountedFile = Pick<
  ImportReport['files'][number],
  'file' | 'format' | 'read' | 'stored' | 'skipped' | 'refused' | 'problemCount' | 'problems'
> & { readonly entry?: string | null }
