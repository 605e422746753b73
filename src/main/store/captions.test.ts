import { afterEach, expect, test } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'
import { importedPost, publishPosts, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const by = { author: 'Ada', at: '2026-01-01T00:00:00.000Z' }

function onePost(caption: string | null) {
  const store = workshop.create()
  publishPosts(store, [importedPost('Zorvane is back', { caption })])
  return { store, id: store.posts.after(0, 1)[0]?.id ?? 0 }
}

test('a caption of the data is a person’s once it was changed, is found by its words, and is counted', () => {
  const { store, id } = onePost(null)
  expect(store.posts.get(id)).toMatchObject({ caption: null, captionOrigin: null })
  store.captions.save({ postId: id, expected: null, caption: 'a woman on a stage', ...by })
  expect(store.posts.get(id)).toMatchObject({ caption: 'a woman on a stage', captionOrigin: 'person' })
  const found = (text: string): number =>
    store.posts.page({ filter: { text }, order: 'file', offset: 0, limit: 10 }).total
  expect([found('stage'), store.overview().captions, store.verify()]).toEqual([1, 1, []])
  store.captions.save({ postId: id, expected: 'a woman on a stage', caption: null, ...by })
  expect(store.posts.get(id)).toMatchObject({ caption: null, captionOrigin: null })
  expect([found('stage'), store.overview().captions, store.verify()]).toEqual([0, 0, []])
})

test('a caption that changed meanwhile is not overwritten', () => {
  const { store, id } = onePost('a man')
  expect(store.posts.get(id).captionOrigin).toBe('data')
  const late = { postId: id, expected: 'a woman', caption: 'two women', ...by }
  expect(() => {
    store.captions.save(late)
  }).toThrow(WorkbenchError)
  expect(store.posts.get(id)).toMatchObject({ caption: 'a man', captionOrigin: 'data' })
})

test('the captions of a file come to posts that have none, and to none that a person spoke of', () => {
  const store = workshop.create()
  publishPosts(store, [
    importedPost('bare'),
    importedPost('given', { caption: 'a man' }),
    importedPost('emptied', { caption: 'a dog' }),
    importedPost('same', { caption: 'caption 4' }),
  ])
  store.captions.save({ postId: 3, expected: 'a dog', caption: null, ...by })
  const captions = [1, 2, 3, 4].map((postId) => ({ postId, caption: `caption ${postId}` }))
  expect(store.captions.fill(captions)).toEqual([2, 3])
  expect(store.captions.fill(captions)).toEqual([2, 3])
  expect(store.posts.after(0, 10).map(({ caption, captionOrigin }) => [caption, captionOrigin])).toEqual([
    ['caption 1', 'data'],
    ['a man', 'data'],
    [null, null],
    ['caption 4', 'data'],
  ])
  const found = store.posts.page({ filter: { text: 'caption' }, order: 'file', offset: 0, limit: 10 })
  expect([found.total, store.overview().captions, store.verify()]).toEqual([2, 3, []])
})

test('what was seen in a picture comes with its posts, and belongs to the recipe that saw it', () => {
  const store = workshop.create()
  const hash = 'a'.repeat(64)
  const fileId = store.files.begin({
    name: 'p',
    format: 'imgid',
    encoding: 'utf-8',
    sha256: '',
    layout: null,
  })
  store.posts.insert(fileId, [importedPost('Zorvane', { picture: 'z.jpg' })])
  store.pictures.add({ hash, format: 'jpeg', width: 4, height: 3, bytes: 10 })
  store.pictures.attach(fileId, 'z.jpg', { state: 'ok', hash })
  store.files.publish([fileId])
  const id = store.posts.after(0, 1)[0]?.id ?? 0
  expect(store.posts.get(id).picture?.findings).toBeNull()
  const box = { left: 0, top: 0, width: 0.5, height: 1 }
  const findings: PictureFindings = { regions: [{ label: 'person', score: 0.8, box }], faces: 1, texts: [] }
  store.pictures.saveFindings(hash, 'old', { ...findings, faces: 0 })
  store.pictures.saveFindings(hash, 'new', findings)
  expect(store.posts.get(id).picture?.findings).toEqual(findings)
  expect(store.pictures.findings(hash, 'old')).toBeNull()
  expect(store.pictures.findings(hash, 'new')).toEqual(findings)
})
