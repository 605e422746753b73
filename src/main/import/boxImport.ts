import type { Finding } from '../formats/problemText.ts'
import { quoted } from '../formats/problemText.ts'
import { mentionWords } from '../../shared/domain/mentionRegion.ts'
import type { BoxFolder, FoundBoxes } from './boxFolder.ts'
import type { FileImport } from './fileImport.ts'
import type { BoxCounts } from './importReport.ts'
import type { ImportRun } from './importRun.ts'
import { namesOf } from './pictureImport.ts'

/** Reads the boxes of the pictures of staged files and says what is odd about them; null: nobody gave any. */
export async function importBoxes(run: ImportRun, files: readonly FileImport[]): Promise<BoxCounts | null> {
  const counts = { found: 0, missing: 0, broken: 0, regions: 0 }
  let searched = false
  for (const file of files) {
    const { boxes, fileId } = file
    if (boxes === null || fileId === null) continue
    searched = true
    const missing: string[] = []
    for (const name of namesOf(run, fileId)) {
      const found = await boxes.find(name)
      counts[found.state === 'ok' ? 'found' : found.state]++
      if (found.state === 'missing') missing.push(name)
      else if (found.state === 'broken') file.findings.add(brokenFinding(found))
      else {
        const { source, regions } = found
        counts.regions += regions.length
        run.job.target.pictures.attachRegions(fileId, name, {
          regions: regions.map(({ mention, box }) => ({ mention, box })),
          source,
        })
        file.findings.add(...strangers(found, run.mentions.get(name)))
      }
      await run.breathe()
    }
    file.findings.add(...missingFinding(run, boxes, missing))
  }
  return searched ? counts : null
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
  run: ImportRun,
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
