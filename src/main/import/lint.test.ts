import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { edit, importedPost, publishPosts, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { applyRepair, lintReport, previewRepair } from './lint.ts'

const workshop = new Workshop()
let project: ProjectStore
beforeEach(() => {
  project = workshop.create()
  publishPosts(project, [
    importedPost('Ida W . Holm', { externalId: 'gap', tags: ['B-PER', 'O', 'O', 'I-PER'] }),
    importedPost('Oslo now', { externalId: 'fine', tags: ['B-LOC', 'O'] }),
    importedPost('Ada Oslo art', { externalId: 'switch', tags: ['B-PER', 'I-LOC', 'B-OTHER'] }),
    importedPost('no labels', { externalId: 'bare', tags: null }),
    importedPost('GPE x', { externalId: 'foreign', tags: ['B-GPE', 'X'] }),
  ])
})
afterEach(() => workshop.clear())

const tagsOf = (): (string | undefined)[] => project.posts.after(0, 10).map((post) => post.tags?.join(' '))
const repair = (rule: 'begin' | 'join-previous' | 'outside') =>
  applyRepair({ target: project, rule, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })

describe('lintReport', () => {
  it('counts kinds and entities in both ways', async () => {
    expect(await lintReport(project, 1)).toEqual({
      posts: 4,
      entities: { conlleval: 7, strict: 5 },
      kinds: [
        { kind: 'orphan-inside', tags: 1, posts: 1 },
        { kind: 'type-switch', tags: 1, posts: 1 },
        { kind: 'unknown-label', tags: 1, posts: 1 },
        { kind: 'not-a-tag', tags: 1, posts: 1 },
      ],
      examples: [
        {
          postId: 1,
          externalId: 'gap',
          tokens: ['Ida', 'W', '.', 'Holm'],
          tags: ['B-PER', 'O', 'O', 'I-PER'],
          problems: [{ kind: 'orphan-inside', index: 3, tag: 'I-PER' }],
        },
      ],
    })
  })

  it('stops when it is cancelled', async () => {
    const signal = { aborted: true, addEventListener: () => undefined }
    await expect(lintReport(project, 1, signal)).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

describe('previewRepair and applyRepair', () => {
  it('do what they said, and nothing to the rest', async () => {
    const preview = await previewRepair(project, 'begin', 5)
    expect(preview).toMatchObject({
      posts: 2,
      tags: 2,
      examples: [{ after: ['B-PER', 'O', 'O', 'B-PER'] }, {}],
    })
    expect(tagsOf()[0]).toBe('B-PER O O I-PER')
    expect(await repair('begin')).toMatchObject({ changed: 2, left: [] })
    expect(tagsOf()).toEqual(['B-PER O O B-PER', 'B-LOC O', 'B-PER B-LOC B-OTHER', undefined, 'B-GPE X'])
    expect(await previewRepair(project, 'begin', 5)).toEqual({ posts: 0, tags: 0, examples: [] })
  })

  it('change gold where the rule changes spans', async () => {
    await repair('join-previous')
    expect(project.posts.get(1).state.spans).toEqual([{ start: 0, end: 4, type: 'PER' }])
  })

  it('leave a corrected post alone', async () => {
    project.corrections.save(edit({ postId: 1, after: stateWith({ spans: [], status: 'reviewed' }) }))
    expect(await repair('outside')).toMatchObject({ changed: 1 })
    expect(project.posts.get(1).state.spans).toEqual([])
  })
})
