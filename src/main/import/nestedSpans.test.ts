import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exportPosts } from '../export/exportPosts.ts'
import type { ExportOptions } from '../export/exportTypes.ts'
import { fileSource } from '../formats/byteSource.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nested-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

const SPANS = [
  { start: 0, end: 3, type: 'ORG' },
  { start: 0, end: 2, type: 'LOC' },
  { start: 4, end: 5, type: 'PER' },
]

async function exported(project: ProjectStore, format: string, name: string): Promise<string> {
  const options: ExportOptions = { format, which: 'all', tags: 'gold', miscAsOther: false }
  const path = join(folder, name)
  await exportPosts({ source: project, options, path, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })
  return path
}

async function importedFrom(
  path: string,
  nested: boolean,
): Promise<{ project: ProjectStore; outcome: string }> {
  const project = workshop.create()
  const { outcome } = await importPosts({
    target: project,
    sources: [await fileSource(path)],
    options: { ...DEFAULT_IMPORT_OPTIONS, nested },
    captions: null,
    pictures: null,
  })
  return { project, outcome }
}

it.each([
  ['jsonl', 'out.jsonl', ''],
  ['doccano', 'out.jsonl', ''],
  ['label-studio', 'out.json', ''],
  ['prodigy', 'out.jsonl', ''],
  ['webanno', 'out.tsv', ''],
  ['csv', 'out.csv', ''],
  ['brat', 'out', 'posts.ann'],
])(
  'spans inside others come in from %s where the project lets them, and go back to the byte',
  async (format, name, file) => {
    const origin = workshop.create()
    publishPosts(origin, [
      importedPost('New York Times says Ada 😀', { tags: ['O', 'O', 'O', 'O', 'O', 'O'] }),
    ])
    origin.corrections.save(edit({ postId: 1, after: stateWith({ spans: SPANS }) }))
    const path = join(await exported(origin, format, name), file)

    const { project } = await importedFrom(path, true)
    const post = project.posts.get(1)
    expect(post.state.spans).toEqual(SPANS)
    expect(project.posts.after(0, 1)[0]?.tags).toEqual(['B-ORG', 'I-ORG', 'I-ORG', 'O', 'B-PER', 'O'])
    expect(project.verify()).toEqual([])
    const again = join(await exported(project, format, `again-${name}`), file)
    expect(await readFile(again, 'utf8')).toBe(await readFile(path, 'utf8'))

    const flat = await importedFrom(path, false)
    expect(flat.outcome).toBe('rejected')
  },
)
