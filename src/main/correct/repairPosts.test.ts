import { afterEach, describe, expect, it } from 'vitest'
import { edit, importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { lintReport } from './lintReport.ts'
import { previewRepair, repairPosts } from './repairPosts.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

/** A line a post: `Ada/B-PER is/O`. */
function storeWith(...lines: string[]): ProjectStore {
  const store = workshop.create()
  publishPosts(
    store,
    lines.map((line) => {
      const pairs = line.split(' ').map((pair) => pair.split('/'))
      return importedPost(pairs.map(([token]) => token).join(' '), {
        tags: pairs.map(([, tag]) => tag ?? ''),
      })
    }),
  )
  return store
}
const LINES = [
  'Ada/B-PER Berg/I-PER',
  'George/B-PER W/O ./O Bush/I-PER',
  'in/O Oslo/I-LOC',
  'Ada/B-PER Oslo/I-LOC',
  'a/B-XYZ b/banana',
] as const

describe('lintReport', () => {
  it('counts problems by kind and entities both ways', () => {
    expect(lintReport(storeWith(...LINES), { examples: 1 })).toEqual({
      posts: 4,
      entities: { conlleval: 7, strict: 4 },
      kinds: [
        { kind: 'orphan-inside', tags: 2, posts: 2 },
        { kind: 'type-switch', tags: 1, posts: 1 },
        { kind: 'unknown-label', tags: 1, posts: 1 },
        { kind: 'not-a-tag', tags: 1, posts: 1 },
      ],
      examples: [
        {
          postId: 2,
          externalId: 'George W . Bush',
          tokens: ['George', 'W', '.', 'Bush'],
          tags: ['B-PER', 'O', 'O', 'I-PER'],
          problems: [{ kind: 'orphan-inside', index: 3, tag: 'I-PER' }],
        },
      ],
    })
  })

  it('says nothing of a post that a person has relabelled', () => {
    const store = storeWith('in/O Oslo/I-LOC')
    const { state } = store.posts.get(1)
    store.corrections.save(edit({ postId: 1, after: { ...state, spans: [] } }))
    expect(lintReport(store, { examples: 9 })).toMatchObject({ posts: 0, kinds: [], examples: [] })
  })
})

describe('repairPosts', () => {
  it('does what its preview shows, and nothing the second time', () => {
    const store = storeWith(...LINES)
    const preview = previewRepair(store, 'begin', { examples: 9 })
    expect(preview).toMatchObject({ posts: 3, tags: 3 })
    const last = [...repairPosts(store, { rule: 'begin', author: 'Ada', at: 'now' })].at(-1)
    expect(last).toEqual({ repairId: 1, done: 3, left: [] })
    for (const { postId, after } of preview.examples)
      expect(store.posts.after(postId - 1, 1)[0]?.tags).toEqual(after)
    expect(previewRepair(store, 'begin', { examples: 9 }).posts).toBe(0)
    expect(lintReport(store, { examples: 0 })).toMatchObject({
      posts: 1,
      entities: { conlleval: 7, strict: 7 },
    })
    store.tagRepairs.undo(1, { author: 'Ada', at: 'later' })
    expect(previewRepair(store, 'begin', { examples: 9 })).toEqual(preview)
  })
})
