import { afterEach, describe, expect, it } from 'vitest'
import { openProject } from './openProject.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

describe('a project', () => {
  it('answers who still reads it when it is closed that it was', () => {
    const store = workshop.create()
    store.close()
    const closed: unknown = expect.objectContaining({ kind: 'cancelled' })
    expect(() => store.posts.count()).toThrow(closed)
    expect(() => store.overview()).toThrow(closed)
    expect(() => store.search.catchUp(1)).toThrow(closed)
  })

  it('gives back what was put in, after it was closed and opened again', () => {
    const store = workshop.create()
    const given = importedPost('Ada Berg visits 😀 Oslo', {
      tags: ['B-PER', 'I-PER', 'O', 'O', 'B-LOC'],
      caption: 'a woman\u2028at a desk',
      picture: '17_06_1.jpg',
      split: 'train',
      meta: { source: ['a', 1] },
      layout: { blank: 1 },
      line: 7,
    })
    publishPosts(store, [given])
    store.close()

    const again = workshop.closeLater(openProject(store.folder, { clock: steppingClock() }))
    const [post] = again.posts.after(0, 10)
    expect(post).toMatchObject({
      externalId: given.externalId,
      tokens: given.tokens,
      text: given.text,
      offsets: given.offsets,
      tags: given.tags,
      tagsHold: true,
      caption: given.caption,
      split: 'train',
      meta: given.meta,
      layout: given.layout,
      line: 7,
      picture: {
        name: '17_06_1.jpg',
        state: 'missing',
        hash: null,
        width: 0,
        height: 0,
        findings: null,
        regions: [],
      },
      state: stateWith({
        spans: [
          { start: 0, end: 2, type: 'PER' },
          { start: 4, end: 5, type: 'LOC' },
        ],
      }),
      revision: 0,
      predicted: null,
      rawTags: null,
    })
  })

  it('saves a correction and shows it in pages, details and history', () => {
    const store = workshop.create()
    publishPosts(store, [importedPost('Ada Berg')])
    const after = stateWith({ spans: [{ start: 0, end: 2, type: 'PER' }], status: 'reviewed' })
    const first = edit({ postId: 1, after })
    expect(store.corrections.save(first)).toEqual({
      kind: 'saved',
      postId: 1,
      revision: 1,
      savedAt: first.at,
      repeated: false,
    })
    expect(store.posts.get(1)).toMatchObject({ state: after, revision: 1 })
    expect(store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 10 })).toMatchObject({
      total: 1,
      reviewed: 1,
      rows: [{ id: 1, mentions: [{ start: 0, end: 8, type: 'PER' }], status: 'reviewed', spanCount: 1 }],
    })
    expect(store.corrections.history(1)).toMatchObject([
      { editId: first.editId, before: stateWith({}), after },
    ])
    expect(store.verify()).toEqual([])
  })
})
