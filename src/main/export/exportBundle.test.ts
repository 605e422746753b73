import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { POST_FORMATS } from '../formats/formatList.ts'
import type { FoundPicture, InspectPicture } from '../import/pictureFolder.ts'
import { importPosts } from '../import/importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../import/importTypes.ts'
import { openSources } from '../import/openSources.ts'
import { openZip } from '../import/zipBundle.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore, StoredPost } from '../store/types.ts'
import { exportPosts } from './exportPosts.ts'
import type { ExportOptions } from './exportTypes.ts'

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-bundle-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

/** Bytes that begin as a JPEG does; what they show is of no matter here. */
const jpeg = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(text)])
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const inspect: InspectPicture = async (path) => {
  const bytes = await readFile(path)
  const found: Omit<Extract<FoundPicture, { state: 'ok' }>, 'path' | 'notes'> = {
    state: 'ok',
    hash: sha256(bytes),
    format: 'jpeg',
    width: 40,
    height: 40,
    bytes: bytes.length,
  }
  return found
}

const NAMES = ['1.jpg', '../a/b.jpg', 'A/B.JPG', 'con.jpg', 'a:b?.jpg', 'https://example.org/x']

/** Posts with pictures of all kinds of names, captions and labels. */
async function project(): Promise<ProjectStore> {
  const store = workshop.create()
  const posts = NAMES.map((picture, index) =>
    importedPost(`Ada met Bo ${index}`, {
      externalId: String(index + 1),
      tags: ['B-PER', 'O', 'B-PER', 'O'],
      picture,
      caption: index === 0 ? 'a woman at a desk' : null,
    }),
  )
  const fileId = publishPosts(store, posts)
  for (const name of NAMES) {
    const bytes = jpeg(name)
    const picture = {
      hash: sha256(bytes),
      format: 'jpeg',
      width: 40,
      height: 40,
      bytes: bytes.length,
    } as const
    await writeFile(store.pictures.path(picture), bytes)
    store.pictures.add(picture)
    store.pictures.attach(fileId, name, { state: 'ok', hash: picture.hash })
  }
  return store
}

async function exported(
  source: ProjectStore,
  name: string,
  options: Partial<ExportOptions>,
): Promise<Buffer> {
  const path = join(folder, name)
  const report = await exportPosts({
    source,
    path,
    options: { format: 'jsonl', which: 'all', tags: 'gold', miscAsOther: false, zip: true, ...options },
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
  })
  expect(report.leftOut).toEqual([])
  const bytes = await readFile(path)
  expect(report.sha256).toBe(sha256(bytes))
  return bytes
}

async function imported(name: string): Promise<ProjectStore> {
  const store = workshop.create()
  const opened = await openSources([join(folder, name)], 'auto', inspect)
  try {
    const report = await importPosts({
      target: store,
      sources: opened.sources,
      options: { ...DEFAULT_IMPORT_OPTIONS },
      captions: opened.captions,
      pictures: null,
    })
    const problems = report.files.flatMap((file) => file.problems.map(({ message }) => message))
    expect([report.outcome, problems]).toEqual(['accepted', []])
    return store
  } finally {
    await opened.close()
  }
}

const all = (store: ProjectStore): StoredPost[] => store.posts.after(0, 100)

it.each(POST_FORMATS.flatMap(({ name, variants }) => variants.map((variant) => [name, variant] as const)))(
  'a zip of %s (%o) comes back as the same posts, with what the format carries',
  async (format, { name: variant, carries }) => {
    const source = await project()
    await exported(source, 'out.zip', { format, variant })
    const store = await imported('out.zip')
    const [before, after] = [all(source), all(store)]
    const told = (post: StoredPost): unknown => ({
      words: post.tokens,
      spans: post.state.spans,
      id: carries.includes('id') ? post.externalId : null,
      picture: carries.includes('picture') ? (post.picture?.hash ?? null) : null,
      caption: carries.includes('id') ? post.caption : null,
    })
    expect(after.map(told)).toEqual(before.map(told))
    expect(await readdir(folder)).toEqual(['out.zip'])
  },
)

it('holds the pictures under names that every system can have, each once', async () => {
  await exported(await project(), 'out.zip', {})
  const zip = await openZip(join(folder, 'out.zip'))
  expect(zip.entries.map(({ name }) => name)).toEqual([
    'manifest.json',
    'posts.jsonl',
    'pictures/a/b.jpg',
    'pictures/1.jpg',
    'pictures/A/B-2.JPG',
    'pictures/a_b_.jpg',
    'pictures/_con.jpg',
    'pictures/https_/example.org/x.jpg',
  ])
  zip.close()
})

it('has the same bytes for the same project, also after a way through a zip', async () => {
  const source = await project()
  const first = await exported(source, 'out.zip', {})
  expect((await exported(source, 'again.zip', {})).equals(first)).toBe(true)
  const store = await imported('out.zip')
  const name = /"project": ".*"/u
  const manifestOf = async (zip: string): Promise<string> => {
    const opened = await openZip(join(folder, zip))
    const [entry] = opened.entries
    let text = ''
    for await (const piece of entry === undefined ? [] : opened.read(entry)) text += String(piece)
    opened.close()
    return text.replace(name, '')
  }
  await exported(store, 'back.zip', {})
  expect(await manifestOf('back.zip')).toBe(await manifestOf('out.zip'))
})

it('takes the offsets of the manifest for those of the file', async () => {
  const source = workshop.create()
  publishPosts(source, [importedPost('😀 Ada', { tags: ['O', 'B-PER'] })])
  await exported(source, 'out.zip', { format: 'doccano', offsets: 'byte' })
  const store = await imported('out.zip')
  expect(all(store)[0]?.state.spans).toEqual([{ start: 1, end: 2, type: 'PER' }])
})

it('refuses two pictures of one name, or leaves out the second post', async () => {
  const source = await project()
  const fileId = publishPosts(source, [importedPost('Cy', { externalId: 'x', picture: '1.jpg' })])
  const other = jpeg('another')
  const picture = { hash: sha256(other), format: 'jpeg', width: 40, height: 40, bytes: other.length } as const
  await writeFile(source.pictures.path(picture), other)
  source.pictures.add(picture)
  source.pictures.attach(fileId, '1.jpg', { state: 'ok', hash: picture.hash })
  await expect(exported(source, 'out.zip', {})).rejects.toThrow(
    'jsonl cannot hold 1 post, the first (x) because its picture `1.jpg` has the name of another picture in the zip. No file was written.',
  )
  expect(await readdir(folder)).toEqual([])
})

it('stores without packing what would pack so well that it looks like an attack', async () => {
  const source = workshop.create()
  publishPosts(
    source,
    Array.from({ length: 12 }, (_, n) => importedPost('a'.repeat(100_000), { externalId: String(n) })),
  )
  await exported(source, 'out.zip', {})
  const store = await imported('out.zip')
  expect(store.posts.count()).toBe(12)
})
