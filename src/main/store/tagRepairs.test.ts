import { afterEach, describe, expect, it } from 'vitest'
import { edit, importedPost, publishPosts, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

function storeWith(...tags: string[]): ProjectStore {
  const store = workshop.create()
  publishPosts(
    store,
    tags.map((line, index) => importedPost(line.replaceAll(/\S+/gu, `w${index}`), { tags: line.split(' ') })),
  )
  return store
}
const repair = { rule: 'begin', author: 'Ada', at: 'now' }
const tagsOf = (store: ProjectStore): (string | undefined)[] =>
  store.posts.after(0, 9).map((post) => post.tags?.join(' '))

describe('a tag repair', () => {
  it('changes tags and gold together, is logged, and can be taken back', () => {
    const store = storeWith('B-PER O I-PER', 'I-LOC O O')
    const id = store.tagRepairs.begin(repair)
    const outcome = store.tagRepairs.apply(id, [
      { postId: 1, expectedRevision: 0, tags: ['B-PER', 'I-PER', 'I-PER'] },
      { postId: 2, expectedRevision: 0, tags: ['O', 'O', 'O'] },
    ])
    expect(outcome).toEqual({ changed: 2, left: [] })
    expect(tagsOf(store)).toEqual(['B-PER I-PER I-PER', 'O O O'])
    expect(store.posts.get(1)).toMatchObject({
      state: { spans: [{ start: 0, end: 3, type: 'PER' }], status: 'unreviewed' },
      revision: 1,
      rawTags: null,
    })
    expect(store.posts.count({ problems: true })).toBe(0)
    expect(store.corrections.history(2)).toMatchObject([{ author: 'Ada', revision: 1, undoes: null }])
    expect(store.verify()).toEqual([])

    expect(store.tagRepairs.undo(id, { author: 'Bob', at: 'later' })).toEqual({ changed: 2, left: [] })
    expect(tagsOf(store)).toEqual(['B-PER O I-PER', 'I-LOC O O'])
    expect(store.posts.count({ problems: true })).toBe(2)
    expect(store.posts.get(2)).toMatchObject({
      state: { spans: [{ start: 0, end: 1, type: 'LOC' }] },
      rawTags: ['I-LOC', 'O', 'O'],
      revision: 2,
    })
    expect(store.tagRepairs.list()).toEqual([{ id, ...repair, posts: 2, undone: true }])
    expect(() => store.tagRepairs.undo(id, repair)).toThrow(expect.objectContaining({ kind: 'refused' }))
    expect(store.verify()).toEqual([])
  })

  it('leaves posts alone that moved on, before it and after it', () => {
    const store = storeWith('I-PER O', 'I-PER O', 'I-PER O')
    const { state } = store.posts.get(1)
    store.corrections.save(edit({ postId: 1, after: { ...state, spans: [] } }))
    const id = store.tagRepairs.begin(repair)
    const posts = [1, 2, 3].map((postId) => ({ postId, expectedRevision: 0, tags: ['B-PER', 'O'] }))
    expect(store.tagRepairs.apply(id, posts)).toEqual({ changed: 2, left: [1] })
    expect(store.tagRepairs.apply(id, [{ postId: 1, expectedRevision: 1, tags: ['O', 'O'] }])).toEqual({
      changed: 0,
      left: [1],
    })
    store.corrections.save(edit({ postId: 2, expectedRevision: 1, after: { ...state, status: 'reviewed' } }))
    expect(store.tagRepairs.undo(id, repair)).toEqual({ changed: 1, left: [2] })
    expect(tagsOf(store)).toEqual(['I-PER O', 'B-PER O', 'I-PER O'])
  })

  it('refuses tags of another length and changes nothing', () => {
    const store = storeWith('I-PER O', 'I-PER O')
    const id = store.tagRepairs.begin(repair)
    expect(() =>
      store.tagRepairs.apply(id, [
        { postId: 1, expectedRevision: 0, tags: ['B-PER', 'O'] },
        { postId: 2, expectedRevision: 0, tags: ['O'] },
      ]),
    ).toThrow(expect.objectContaining({ kind: 'invalid-input' }))
    expect(tagsOf(store)).toEqual(['I-PER O', 'I-PER O'])
  })
})
