import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectPicture } from '../features/decodeImage.ts'
import { bytesSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { StoredPost } from '../store/types.ts'
import { Workshop } from '../store/store.fixture.ts'
import { AWKWARD } from './testing/awkward/cases.ts'
import type { AwkwardCase } from './testing/awkward/awkwardCase.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { openSources } from './openSources.ts'
import { openPictureFolder } from './pictureFolder.ts'

// docs/reliability.md P13: files as people have them, each with the outcome a careful person would choose.
let folder = ''
const workshop = new Workshop()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'awkward-'))
})
afterAll(() => {
  workshop.clear()
  rmSync(folder, { recursive: true })
})

/** Imports the file of a case into a project of its own; what is on disk only where a case needs a disk. */
async function importCase(each: AwkwardCase): Promise<{
  report: ImportReport
  stored: number
  mentions: string[]
}> {
  const project = workshop.create()
  const options = { ...DEFAULT_IMPORT_OPTIONS, ...each.options }
  const captions = each.captions === undefined ? null : bytesSource('captions.tsv', each.captions)
  const content = Buffer.from(await each.content())
  const inFolder = each.pictures === undefined ? null : await pictureFolder(await each.pictures())
  const common = { target: project, captions, pictures: inFolder }
  let report: ImportReport
  if (each.onDisk === true) {
    const path = join(folder, each.file)
    writeFileSync(path, content)
    const opened = await openSources([path], options.format, inspectPicture)
    try {
      const { sources, format } = opened
      report = await importPosts({
        ...common,
        captions: captions ?? opened.captions,
        sources,
        options: { ...options, format },
      })
    } finally {
      await opened.close()
    }
  } else report = await importPosts({ ...common, sources: [sourceOf(each, content)], options })
  const stored = project.posts.count()
  const mentions = project.posts.after(0, 10).flatMap(mentionsOf)
  workshop.clear()
  return { report, stored, mentions }
}

function mentionsOf({ tokens, tags }: StoredPost): string[] {
  if (tags === null) return ['-']
  return spansFromTags(tags).map(({ start, end, type }) => `${tokens.slice(start, end).join(' ')}:${type}`)
}

/** Read in small pieces, so that what spans two of them is met; a file of megabytes in larger ones. */
function sourceOf({ file, beside }: AwkwardCase, content: Uint8Array): ByteSource {
  const source = bytesSource(file, content, content.length > 2 ** 20 ? undefined : 64)
  if (beside === undefined) return source
  const find = (name: string): ByteSource | null => {
    const other = beside[name]
    return other === undefined ? null : bytesSource(name, other, 64)
  }
  return { ...source, beside: (name) => Promise.resolve(find(name)) }
}

async function pictureFolder(pictures: Readonly<Record<string, Uint8Array>>) {
  const place = mkdtempSync(join(folder, 'pictures-'))
  for (const [name, bytes] of Object.entries(pictures)) {
    mkdirSync(join(place, dirname(name)), { recursive: true })
    writeFileSync(join(place, name), bytes)
  }
  return openPictureFolder(place, inspectPicture)
}

it('holds at least two hundred cases, each with a name of its own', () => {
  const names = AWKWARD.flatMap(({ what, cases }) => cases.map((each) => `${what}: ${each.what}`))
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(200)
})

/** Everything the cases made the program say, for one look by eye. */
const messages: string[] = []

describe.each(AWKWARD)('$what', ({ what, cases }) => {
  it.each(cases)('$what', async (each) => {
    const { report, stored, mentions } = await importCase(each)
    const problems = [
      ...report.files.flatMap((file) => file.problems),
      ...(report.captions === null ? [] : report.captions.problems),
    ]
    const said = problems
      .map(({ message }) => message.replaceAll(/`[^`]*pictures-\w+`/gu, '`pictures`'))
      .join('\n')
    messages.push(`${what}: ${each.what} (${report.outcome})\n${said.replaceAll(/^/gmu, '  ')}`.trimEnd())
    expect({ outcome: report.outcome, stored }, said).toEqual({
      outcome: each.outcome,
      stored: each.stored,
    })
    if (each.mentions !== undefined) expect(mentions, said).toEqual(each.mentions)
    if (each.pictureCounts !== undefined) expect(report.pictures, said).toMatchObject(each.pictureCounts)
    for (const { read, stored: kept, skipped, refused } of report.files)
      expect(read).toBe(kept + skipped + refused)
    expect(report.outcome === 'accepted', said).toBe(problems.length === 0)
    const { message } = each
    if (message === undefined) return
    const { line, record, entry, says } = message
    const place = {
      ...(line === undefined ? {} : { line }),
      ...(record === undefined ? {} : { record }),
      ...(entry === undefined ? {} : { entry }),
    }
    expect(problems, said).toContainEqual(
      expect.objectContaining({ ...place, message: expect.stringMatching(says) as string }),
    )
    for (const problem of problems) expect(problem.message).toMatch(/^[^\n]+\.$/u)
  })
})

it('says what it always said', async () => {
  await expect(`${messages.join('\n')}\n`).toMatchFileSnapshot('testing/awkward/messages.txt')
})
