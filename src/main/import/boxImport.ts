import type { Finding } from '../formats/problemText.ts'
import { quoted } from '../formats/problemText.ts'
import { mentionWords } from '../../shared/domain/mentionRegion.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { BoxFolder, FoundBoxes } from './boxFolder.ts'
import type { NamedPicture } from '../store/types.ts'
import type { BoxCounts } from './importReport.ts'
import type { PictureRun } from './importRun.ts'
import type { PicturedFile } from './picturedFile.ts'
import { namesOf } from './pictureImport.ts'

/** Reads the boxes of the pictures of files and says what is odd about them; null: nobody gave any. */
export async function importBoxes(
  run: PictureRun,
  files: readonly PicturedFile[],
): Promise<BoxCounts | null> {
  const counts = { found: 0, missing: 0, broken: 0, regions: 0, left: 0 }
  let searched = false
  for (const file of files) {
    const { boxes, fileId } = file
    if (boxes === null || fileId === null) continue
    searched = true
    const missing: string[] = []
    for (const picture of namesOf(run, fileId)) {
      const found = await boxes.find(picture.name)
      const fate = takeBoxes(run, { file, fileId, picture, found })
      counts[fate]++
      if (fate === 'missing') missing.push(picture.name)
      if (fate === 'found' && found.state === 'ok') counts.regions += found.regions.length
      await run.breathe()
    }
    file.findings.add(...missingFinding(run, boxes, missing))
  }
  return searched ? counts : null
}

interface Taken {
  readonly file: PicturedFile
  readonly fileId: number
  readonly picture: NamedPicture
  readonly found: FoundBoxes
}

/** Attaches the boxes that were found for a picture; `left`: its post is in the project with others. */
function takeBoxes(
  run: PictureRun,
  { file, fileId, picture, found }: Taken,
): Exclude<keyof BoxCounts, 'regions'> {
  const { name } = picture
  if (found.state === 'missing') return 'missing'
  if (found.state === 'broken') {
    file.findings.add(brokenFinding(found))
    return 'broken'
  }
  const { source, regions } = found
  if (file.stored && hasOthers(run, fileId, picture, source)) return 'left'
  run.job.target.pictures.attachRegions(fileId, name, {
    regions: regions.map(({ mention, box }) => ({ mention, box })),
    source,
  })
  file.findings.add(...strangers(found, run.mentions.get(name)))
  return 'found'
}

interface LabelledWords {
  readonly tokens: readonly string[]
  readonly spans: readonly Span[]
}

/** Boxes are checked against the mentions of the posts of their picture. */
export function noteMentions(run: PictureRun, picture: string, { tokens, spans }: LabelledWords): void {
  const { mentions } = run
  const known = mentions.get(picture) ?? new Set<string>()
  for (const { start, end } of spans) known.add(mentionWords(tokens.slice(start, end)).toLowerCase())
  mentions.set(picture, known)
}

/** Whether the picture has boxes that were not read from these bytes. */
function hasOthers(
  run: PictureRun,
  fileId: number,
  { name, boxed }: NamedPicture,
  source: Uint8Array,
): boolean {
  if (!boxed) return false
  const known = run.job.target.pictures.regionSource(fileId, name)
  return known === null || Buffer.compare(known, source) !== 0
}

function brokenFinding({ file, line, found, expected }: Extract<FoundBoxes, { state: 'broken' }>): Finding {
  return {
    severity: 'warning',
    line,
    record: null,
    entry: file,
    found,
    expected,
    advice: 'Its post has no boxes; correct the file and import again to have them.',
  }
}

/** Boxes whose name is no mention of a post with their picture. */
function strangers(
  { file, regions }: Extract<FoundBoxes, { state: 'ok' }>,
  mentions: ReadonlySet<string> | undefined,
): Finding[] {
  return regions
    .filter(({ mention }) => mentions?.has(mentionWords([mention]).toLowerCase()) !== true)
    .map(({ mention, line }) => ({
      severity: 'warning',
      line,
      record: null,
      entry: file,
      found: `the box of ${quoted(mention)} names no mention of its post`,
      expected: null,
      advice: 'It is kept with the picture.',
    }))
}

/** Many pictures show none of the mentions, so that one line tells of them all. */
function missingFinding(
  run: PictureRun,
  { where }: BoxFolder,
  [first, ...more]: readonly string[],
): Finding[] {
  if (first === undefined) return []
  const met = run.pictureNames.get(first)
  const what =
    more.length === 0
      ? `the picture ${quoted(first)} has`
      : `${more.length + 1} pictures, the first ${quoted(first)}, have`
  return [
    {
      severity: 'warning',
      line: met?.line ?? null,
      record: met?.record ?? null,
      entry: null,
      found: `${what} no file of boxes in ${quoted(where)}`,
      expected: null,
      advice: more.length === 0 ? 'Its post has no boxes.' : 'Their posts have no boxes.',
    },
  ]
}
