import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import { Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { addPictures } from './addPictures.ts'
import { openBoxFolder } from './boxFolder.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportJob } from './importTypes.ts'
import { openPictureFolder } from './pictureFolder.ts'
import type { InspectedPicture } from './pictureFolder.ts'

// Pictures, captions and boxes that come after their posts: by importing the file again, and by the file in the project.

const POSTS = ['1', '2', '3'].map((id) => `IMGID:${id}\nAda\tB-PER\nmet\tO\n\n`).join('')

const workshop = new Workshop()
let folder = ''
let project: ProjectStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'add-pictures-'))
  await mkdir(join(folder, 'late'))
  project = workshop.create()
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

/** A file that begins as a picture and says `broken` does not decode. */
async function inspect(path: string): Promise<InspectedPicture> {
  const bytes = await readFile(path)
  if (bytes.includes('broken')) return { state: 'broken', reason: 'it ends in the middle' }
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { state: 'ok', hash, format: 'jpeg', width: 64, height: 48, bytes: bytes.length }
}

const put = (name: string, content: string): Promise<void> =>
  writeFile(join(folder, 'late', name), Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), Buffer.from(content)]))
const late = () => openPictureFolder(join(folder, 'late'), inspect)
const captions = bytesSource('captions.tsv', '1\ta desk\n2\ta lion\n3\ta tree\n')

const importAgain = (more: Partial<ImportJob> = {}): Promise<ImportReport> =>
  importPosts({
    target: project,
    sources: [bytesSource('posts.txt', POSTS)],
    options: DEFAULT_IMPORT_OPTIONS,
    captions: null,
    pictures: null,
    ...more,
  })
const addToFile = (more: Partial<ImportJob> = {}): Promise<ImportReport> =>
  addPictures({ target: project, fileId: 1, captions: null, pictures: null, ...more })

const states = () => project.posts.after(0, 10).map(({ picture }) => picture?.state)
const unseen = () =>
  project.predictions.pendingCount(project.predictions.current()?.id ?? 0, { which: 'all', unseen: true })

for (const [way, again] of [
  ['importing the file again', importAgain],
  ['adding to the file in the project', addToFile],
] as const)
  describe(way, () => {
    it('finds pictures that were missing or broken, keeps the others and gives no doubles', async () => {
      await put('1.jpg', 'first')
      await put('2.jpg', 'broken')
      await importAgain({ pictures: await late() })
      expect(states()).toEqual(['ok', 'broken', 'missing'])
      const first = project.posts.get(1).picture?.hash
      await put('1.jpg', 'another')
      await put('2.jpg', 'mended')
      const report = await again({ pictures: await late() })
      expect(report).toMatchObject({
        outcome: 'accepted-with-warnings',
        files: [{ file: 'posts.txt', format: 'imgid', read: 3, stored: 0, skipped: 3, refused: 0 }],
        pictures: { found: 2, missing: 1, broken: 0, refused: 0 },
      })
      expect(report.files[0]?.problems.map(({ line, message }) => [line, message])).toContainEqual([
        9,
        'posts.txt, line 9: the picture `3.jpg` was not found in `' +
          join(folder, 'late') +
          '`. The post is shown without it.',
      ])
      expect(states()).toEqual(['ok', 'ok', 'missing'])
      expect(project.posts.get(1).picture?.hash).toBe(first)
      expect(project.overview().pictures).toEqual({ ok: 2, missing: 1, broken: 0, none: 0 })
      expect(project.posts.count()).toBe(3)
      expect(project.verify()).toEqual([])
      expect(await readdir(join(project.folder, 'media'))).toHaveLength(2)

      await put('3.jpg', 'third')
      expect((await again({ pictures: await late() })).pictures.found).toBe(3)
      expect(states()).toEqual(['ok', 'ok', 'ok'])
    })

    it('gives captions to posts that have none, and says how many it left', async () => {
      await importAgain({ captions: bytesSource('first.tsv', '2\tgiven before\n') })
      project.captions.save({ postId: 3, expected: null, caption: 'mine', author: 'Ada', at: '' })
      const given = { used: 1, left: 2, problemCount: 0 }
      expect(await again({ captions })).toMatchObject({
        captions: given,
        pictures: { found: 0, missing: 0, broken: 0, refused: 0 },
      })
      expect(project.posts.after(0, 10).map(({ caption }) => caption)).toEqual([
        'a desk',
        'given before',
        'mine',
      ])
      expect(await again({ captions })).toMatchObject({ captions: given })
    })

    it('gives boxes to pictures that have none, and says how many it left', async () => {
      const box = (left: number): string =>
        `<annotation><object><name>Ada</name><bndbox><xmin>${left}</xmin><ymin>1</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object></annotation>`
      const xml = join(folder, 'late')
      await writeFile(join(xml, '1.xml'), box(1))
      await importAgain({ boxes: await openBoxFolder(xml) })
      await writeFile(join(xml, '1.xml'), box(2))
      await writeFile(join(xml, '2.xml'), box(3))
      for (let time = 0; time < 2; time++)
        expect(await again({ boxes: await openBoxFolder(xml) })).toMatchObject({
          boxes: { found: 1, missing: 1, broken: 0, regions: 1, left: 1 },
        })
      expect(
        project.posts.after(0, 10).map(({ picture }) => picture?.regions.map((each) => each.box[0])),
      ).toEqual([[1], [3], []])
    })

    it('has posts read again that were read without the picture they have now', async () => {
      await put('1.jpg', 'first')
      await importAgain({ pictures: await late() })
      const run = project.predictions.startRun({ model: 'm', sha256: 'x', device: 'cpu', at: '' })
      project.predictions.store(
        run,
        [1, 2, 3].map((postId) => ({ postId, spans: [] })),
      )
      expect(unseen()).toBe(0)
      await put('2.jpg', 'second')
      await again({ pictures: await late() })
      expect(unseen()).toBe(1)
      expect(
        project.predictions.pending(run, { which: 'all', unseen: true, after: 0, limit: 9 }),
      ).toMatchObject([{ externalId: '2' }])
    })

    it('can be stopped at any picture and goes on from there', async () => {
      await importAgain()
      for (const name of ['1.jpg', '2.jpg', '3.jpg']) await put(name, name)
      const run = project.predictions.startRun({ model: 'm', sha256: 'x', device: 'cpu', at: '' })
      project.predictions.store(
        run,
        [1, 2, 3].map((postId) => ({ postId, spans: [] })),
      )
      const signal = { aborted: false, addEventListener: () => undefined }
      const stopped = again({
        pictures: await late(),
        signal,
        onProgress: ({ unit, done }) => (signal.aborted = unit === 'pictures' && done === 2),
      })
      await expect(stopped).rejects.toMatchObject({
        kind: 'cancelled',
        message: expect.stringMatching(
          /stopped\. What was added stays; do the same again to go on\.$/u,
        ) as string,
      })
      expect(states()).toEqual(['ok', 'ok', 'missing'])
      expect(unseen()).toBe(3)
      expect((await again({ pictures: await late() })).pictures).toMatchObject({ found: 3, missing: 0 })
      expect(states()).toEqual(['ok', 'ok', 'ok'])
      expect(unseen()).toBe(3)
    })
  })

it('adds nothing when a line of the captions is wrong', async () => {
  await importAgain()
  await put('1.jpg', 'first')
  const wrong = bytesSource('captions.tsv', '1\ta desk\nno TAB\n')
  const report = await addToFile({ captions: wrong, pictures: await late() })
  expect(report).toMatchObject({ outcome: 'rejected', captions: { used: 0, refused: 1 } })
  expect(states()).toEqual(['missing', 'missing', 'missing'])
  expect(project.overview().captions).toBe(0)
})

it('brings new posts and the pictures of known ones in one go; a bad record keeps both out', async () => {
  await importAgain()
  await put('1.jpg', 'first')
  const known = bytesSource('posts.txt', POSTS)
  const bad = await importAgain({
    sources: [known, bytesSource('new.txt', 'IMGID:4\nAda\n\n')],
    pictures: await late(),
  })
  expect(bad.outcome).toBe('rejected')
  expect(states()).toEqual(['missing', 'missing', 'missing'])
  const good = await importAgain({
    sources: [known, bytesSource('new.txt', 'IMGID:4\nAda\tO\n\n')],
    pictures: await late(),
    captions,
  })
  expect(good).toMatchObject({
    files: [{ stored: 0, skipped: 3 }, { stored: 1 }],
    pictures: { found: 1, missing: 3 },
    captions: { used: 3, left: 0 },
  })
  expect(states()).toEqual(['ok', 'missing', 'missing', 'missing'])
})

it('a file that was imported without its bad records gets its pictures in the same way', async () => {
  const sources = [bytesSource('posts.txt', `${POSTS}IMGID:4\nAda\n\n`)]
  const options = { ...DEFAULT_IMPORT_OPTIONS, skipBad: true }
  await importAgain({ sources, options })
  await put('1.jpg', 'first')
  const report = await importAgain({ sources, options, pictures: await late() })
  expect(report).toMatchObject({ outcome: 'accepted-with-warnings', pictures: { found: 1, missing: 2 } })
  expect(states()[0]).toBe('ok')
})

it('says when the file is not in the project', async () => {
  await expect(addToFile({ captions })).rejects.toMatchObject({ kind: 'not-found' })
})
