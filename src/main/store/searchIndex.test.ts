import { afterEach, describe, expect, it } from 'vitest'
import { importedPost, publishPosts, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

function found(store: ProjectStore, text: string): number[] {
  return store.posts.page({ filter: { text }, order: 'file', offset: 0, limit: 99 }).rows.map(({ id }) => id)
}

const POSTS = [
  'Ada Berg won it all 🥳 #ThrowbackThursday',
  'great goal by محمد صلاح ❤️ @MoSalah',
  'RT @NBA_Central : Kevin Durant at Oracle Arena🏀',
  '東京タワー is tall',
  "it's New-York O’Neill “Durant”",
  '👍🏽 👩‍👩‍👧 🇧🇪 🫠 wow',
  'costs $TSLA 5€',
  'zip x\0y',
]

describe('the search index', () => {
  const search = (): ProjectStore => {
    const store = workshop.create()
    publishPosts(
      store,
      POSTS.map((words) => importedPost(words)),
    )
    expect(store.search.catchUp(100)).toBe(true)
    return store
  }

  it.each<[string, number[]]>([
    ['dur', [3, 5]],
    ['KEVIN dur', [3]],
    ['urant', []],
    ['🥳', [1]],
    ['❤️', [2]],
    ['❤', [2]],
    ['🏀', [3]],
    ['👍🏽', [6]],
    ['👍', [6]],
    ['👩‍👩‍👧', [6]],
    ['👧', [6]],
    ['🇧🇪', [6]],
    ['🫠', [6]],
    ['#throwback', [1]],
    ['throwbackth', [1]],
    ['#ada', []],
    ['@mosalah', [2]],
    ['mosa', [2]],
    ['@nba_central', [3]],
    ['nba central', [3]],
    ['صلاح', [2]],
    ['مح', [2]],
    ['東京', [4]],
    ['京タ', [4]],
    ["it's", [5]],
    ['york', [5]],
    ['new-y', [5]],
    ['neill', [5]],
    ['tsla', [7]],
    ['$tsla', [7]],
    ['5€', [7]],
    ['" OR words:', []],
    ['*', []],
    [':', [3]],
    ['x\0y', [8]],
    ['y\0x', []],
  ])('answers %s', (text, expected) => {
    expect(found(search(), text)).toEqual(expected)
  })

  it('finds posts before it has come to them, and stops before an import that is not through', () => {
    const store = workshop.create()
    publishPosts(store, [importedPost('one Oslo'), importedPost('two Oslo')])
    expect(store.search.catchUp(1)).toBe(false)
    expect(found(store, 'oslo')).toEqual([1, 2])
    const staged = store.files.begin({ name: 'b', format: 'imgid', encoding: '', sha256: '', layout: null })
    store.posts.insert(staged, [importedPost('three Oslo')])
    expect(store.search.catchUp(9)).toBe(true)
    expect(found(store, 'oslo')).toEqual([1, 2])
    store.files.discard([staged])
    publishPosts(store, [importedPost('not the city')])
    expect(store.search.catchUp(9)).toBe(true)
    expect([found(store, 'oslo'), found(store, 'city')]).toEqual([[1, 2], [3]])
  })

  it('follows a caption that is changed', () => {
    const store = search()
    const save = (expected: string | null, caption: string | null): void =>
      store.captions.save({ postId: 4, expected, caption, author: 'Ada', at: '' })
    save(null, 'a red tower')
    expect(found(store, 'tower tall')).toEqual([4])
    save('a red tower', 'a mast')
    expect([found(store, 'tower'), found(store, 'mast')]).toEqual([[], [4]])
  })
})

it('posts that the picture changes are those read otherwise without it, once that reading is through', () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('Phoenix danced'), importedPost('Oslo rains'), importedPost('not read')])
  const run = store.predictions.startRun({ model: 'm', sha256: 's', device: 'cpu', at: '' })
  const reading = (postId: number, type: string, score: number) => ({
    postId,
    spans: [{ start: 0, end: 1, type, score, runnerUp: null }],
  })
  store.predictions.store(run, [reading(1, 'MISC', 0.5), reading(2, 'LOC', 0.9), reading(3, 'LOC', 0.9)])
  const key = { run, control: 'no-picture' as const }
  store.readings.begin(key, '')
  store.readings.add(key, [reading(1, 'LOC', 0.6), reading(2, 'LOC', 0.7)])
  const ids = (pictureChanges: boolean): number[] =>
    store.posts
      .page({ filter: { pictureChanges }, order: 'file', offset: 0, limit: 9 })
      .rows.map(({ id }) => id)
  expect(ids(true)).toEqual([])
  store.readings.finish(key)
  expect([ids(true), ids(false)]).toEqual([[1], [2]])
})
