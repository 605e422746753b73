import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import { Workshop } from '../store/store.fixture.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { openRecordLists } from './recordLists.ts'

const FILE = 'IMGID:1\nAda\tB-PER\n\nIMGID:2\nOslo\n\nIMGID:3\na\u2028b\tO\n\n'

const workshop = new Workshop()
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'))
})
afterEach(() => {
  workshop.clear()
  rmSync(folder, { recursive: true })
})

async function savedLists(content: string, skipBad: boolean): Promise<unknown[]> {
  const lists = await openRecordLists()
  const report = await importPosts({
    target: workshop.create(),
    sources: [bytesSource('posts.txt', content, 16), bytesSource('again.txt', 'IMGID:1\nAda\tB-PER\n')],
    options: { ...DEFAULT_IMPORT_OPTIONS, skipBad },
    captions: null,
    pictures: null,
    lists,
  })
  const path = join(folder, 'lists.jsonl')
  await lists.save(path, report.outcome === 'rejected')
  await lists.close()
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const records = lines.map((line) => JSON.parse(line) as { fate: string })
  const sum = (key: 'read' | 'stored' | 'skipped' | 'refused'): number =>
    report.files.reduce((total, file) => total + file[key], 0)
  expect(records).toHaveLength(sum('read'))
  for (const fate of ['stored', 'skipped', 'refused'] as const)
    expect(records.filter((each) => each.fate === fate)).toHaveLength(sum(fate))
  return records
}

it('names every record with what became of it, and counts as the report does', async () => {
  const here = { file: 'posts.txt', entry: null }
  expect(await savedLists(FILE, true)).toEqual([
    { ...here, record: 1, line: 1, id: '1', fate: 'stored', reason: null },
    { ...here, record: 2, line: 5, id: null, fate: 'refused', reason: 'the token `Oslo` has no tag' },
    { ...here, record: 3, line: 7, id: '3', fate: 'stored', reason: null },
    {
      file: 'again.txt',
      entry: null,
      record: 1,
      line: 1,
      id: '1',
      fate: 'skipped',
      reason: 'the same post as posts.txt, line 1',
    },
  ])
})

it('calls good records skipped where nothing was stored', async () => {
  const records = await savedLists(FILE, false)
  expect(records[0]).toMatchObject({ fate: 'skipped', reason: 'nothing of the import was stored' })
})
