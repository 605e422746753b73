import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exportPosts } from '../export/exportPosts.ts'
import type { ExportOptions } from '../export/exportTypes.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { edit, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore, StoredPost } from '../store/types.ts'
import { openBoxFolder } from './boxFolder.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { openSources } from './openSources.ts'

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'box-import-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

const POSTS = ['1', '2', '3', '4'].map((id) => `IMGID:${id}\nAda\tB-PER\nmet\tO\nBo\tB-PER\n\n`).join('')
const object = (name: string, left: number): string =>
  `<object><name>${name}</name><bndbox><xmin>${left}</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>`
const FIRST = `\ufeff<annotation>\r\n  ${object('Ada', 1)}\r\n  ${object('Ada', 5)}<odd/></annotation>`
const FILES = {
  '1.xml': FIRST,
  '2.XML': '<annotation>\n<object>\n',
  '3.xml': `<annotation>\n${object('Cy', 1)}\n</annotation>`,
}

async function imported(): Promise<{ readonly store: ProjectStore; readonly report: ImportReport }> {
  const xml = join(folder, 'xml')
  await mkdir(xml, { recursive: true })
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(xml, name), text)
  const store = workshop.create()
  const report = await importPosts({
    target: store,
    sources: [bytesSource('posts.txt', POSTS)],
    options: { ...DEFAULT_IMPORT_OPTIONS },
    captions: null,
    pictures: null,
    boxes: await openBoxFolder(xml),
  })
  return { store, report }
}

const all = (store: ProjectStore): StoredPost[] => store.posts.after(0, 10)

async function exported(
  source: ProjectStore,
  name: string,
  options: Partial<ExportOptions>,
): Promise<string> {
  const path = join(folder, name)
  await exportPosts({
    source,
    path,
    options: { format: 'jsonl', which: 'all', tags: 'gold', miscAsOther: false, ...options },
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
  })
  return path
}

it('attaches boxes by the name of the picture, and says where which file is at fault', async () => {
  const { store, report } = await imported()
  expect(report.outcome).toBe('accepted-with-warnings')
  expect(report.boxes).toEqual({ found: 2, missing: 1, broken: 1, regions: 3, left: 0 })
  const messages = report.files[0]?.problems.map(({ message }) => message.replaceAll(folder, 'DIR')) ?? []
  expect(messages.filter((message) => message.includes('box'))).toEqual([
    'posts.txt, 2.XML, line 2: the XML breaks off: Missing end tag for element object. Its post has no boxes; correct the file and import again to have them.',
    'posts.txt, 3.xml, line 2: the box of `Cy` names no mention of its post. It is kept with the picture.',
    'posts.txt, line 16: the picture `4.jpg` has no file of boxes in `DIR/xml`. Its post has no boxes.',
  ])
  expect(all(store).map((post) => post.picture?.regions.map(({ mention }) => mention))).toEqual([
    ['Ada', 'Ada'],
    [],
    ['Cy'],
    [],
  ])
  expect(store.verify()).toEqual([])
})

it('writes boxes into JSON with the spans they stand for, and follows a correction', async () => {
  const { store } = await imported()
  const [first] = all(store)
  const spans = [{ start: 2, end: 3, type: 'PER' }]
  const regionsOf = async (): Promise<unknown> => {
    const [line = ''] = (await readFile(await exported(store, 'posts.jsonl', {}), 'utf8')).split('\n')
    return (JSON.parse(line) as { regions: unknown }).regions
  }
  const ada = (left: number, linked: number[]) => ({ text: 'Ada', box: [left, 2, 30, 40], spans: linked })
  expect(await regionsOf()).toEqual([ada(1, [0]), ada(5, [0])])
  store.corrections.save(edit({ postId: first?.id ?? 0, after: stateWith({ spans, status: 'reviewed' }) }))
  expect(await regionsOf()).toEqual([ada(1, []), ada(5, [])])
})

it.each(['imgid', 'jsonl', 'csv'])(
  'gives the files of boxes back byte for byte in a zip of %s',
  async (format) => {
    const { store } = await imported()
    const path = await exported(store, 'out.zip', { format })
    const again = workshop.create()
    const opened = await openSources([path], 'auto', () => Promise.reject(new Error('there are no pictures')))
    const report = await importPosts({
      target: again,
      sources: opened.sources,
      options: { ...DEFAULT_IMPORT_OPTIONS },
      captions: opened.captions,
      pictures: null,
    })
    await opened.close()
    expect(report.boxes).toMatchObject({ found: 2, broken: 0, regions: 3 })
    const [first] = all(again)
    expect(first?.picture?.regions).toEqual(all(store)[0]?.picture?.regions)
    const source = again.pictures.regionSource(first?.fileId ?? 0, first?.picture?.name ?? '')
    expect(Buffer.from(source ?? []).toString('utf8')).toBe(FIRST)
  },
)
