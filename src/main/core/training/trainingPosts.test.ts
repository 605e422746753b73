import { afterEach, expect, it } from 'vitest'
import { edit, importedPost, publishPosts, stateWith, Workshop } from '../../store/store.fixture.ts'
import { chosenPosts, partOf, whichOf } from './trainingPosts.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

it('learns the outermost of nested spans, and words as they are split', async () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('New York Times'), importedPost('go #JordanWins')])
  const spans = [
    { start: 0, end: 3, type: 'ORG' },
    { start: 0, end: 2, type: 'LOC' },
  ]
  store.corrections.save(edit({ postId: 1, after: stateWith({ spans, status: 'reviewed' }) }))
  const cuts = [
    { token: 1, at: 1 },
    { token: 1, at: 7 },
  ]
  const jordan = [{ start: 2, end: 3, type: 'PER' }]
  store.corrections.save(edit({ postId: 2, after: stateWith({ spans: jordan, cuts, status: 'reviewed' }) }))
  const lines: unknown[] = []
  for await (const { line } of chosenPosts(store, () => 'train'))
    lines.push({ tokens: line.tokens, tags: line.tags })
  expect(lines).toEqual([
    { tokens: ['New', 'York', 'Times'], tags: ['B-ORG', 'I-ORG', 'I-ORG'] },
    { tokens: ['go', '#', 'Jordan', 'Wins'], tags: ['O', 'O', 'B-PER', 'O'] },
  ])
})

it('learns no draft: spans of the model stand in it that nobody confirmed', async () => {
  const store = workshop.create()
  publishPosts(store, [
    importedPost('Ada sails', { tags: ['B-PER', 'O'] }),
    importedPost('Bo rows'),
    importedPost('Cy swims'),
  ])
  const spans = [{ start: 0, end: 1, type: 'ORG' }]
  for (const postId of [1, 2]) store.corrections.save(edit({ postId, after: stateWith({ spans }) }))
  store.corrections.save(edit({ postId: 3, after: { ...stateWith({ spans }), status: 'reviewed' } }))
  const ids: string[] = []
  for await (const { line } of chosenPosts(store, () => 'train')) ids.push(line.id)
  expect(ids).toEqual(['1', '3'])
  expect(store.posts.labelled(-1, 10).map(({ id }) => id)).toEqual([1, 3])
  expect([1, 2, 3].map((id) => store.posts.get(id).imported)).toEqual([
    [{ start: 0, end: 1, type: 'PER' }],
    null,
    null,
  ])
})

it('asks for reviewed posts alone where no split is asked for, and finds the same', async () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada sails'), importedPost('Bo rows'), importedPost('Cy swims')])
  const spans = [{ start: 0, end: 1, type: 'PER' }]
  for (const postId of [1, 3])
    store.corrections.save(edit({ postId, after: { ...stateWith({ spans }), status: 'reviewed' } }))
  const options = { data: { reviewed: true, splits: [] }, heldOut: { reviewed: false, splits: [] } }
  const found = async (which: 'all' | 'reviewed'): Promise<string[]> => {
    const ids: string[] = []
    for await (const { line } of chosenPosts(store, (post) => partOf(post, options), { which }))
      ids.push(line.id)
    return ids
  }
  expect(whichOf(options)).toBe('reviewed')
  expect(whichOf({ ...options, heldOut: { reviewed: false, splits: [null] } })).toBe('all')
  expect(await found('reviewed')).toEqual(['1', '3'])
  expect(await found('all')).toEqual(['1', '3'])
})
