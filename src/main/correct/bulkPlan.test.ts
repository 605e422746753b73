import { afterEach, describe, expect, it } from 'vitest'
import type { MentionRequest } from '../../shared/domain/bulkChange.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { occurrences, planBulk } from './bulkPlan.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

/** Posts of two files; each is a sentence and how the model reads it, `start-end:TYPE:score`. */
function project(...files: readonly (readonly [sentence: string, ...spans: string[]])[][]): ProjectStore {
  const store = workshop.create()
  for (const [index, posts] of files.entries())
    publishPosts(
      store,
      posts.map(([sentence]) => importedPost(sentence)),
      `${index}.txt`,
    )
  const run = store.predictions.startRun({ model: 'm', sha256: 's', device: 'cpu', at: '' })
  store.predictions.store(
    run,
    files.flat().map(([, ...spans], index) => ({ postId: index + 1, spans: spans.map(scored) })),
  )
  return store
}

function scored(text: string) {
  const [range = '', type = '', score = '0.9'] = text.split(':')
  const [start = 0, end = 0] = range.split('-').map(Number)
  return { start, end, type, score: Number(score), runnerUp: null }
}

const mention: MentionRequest = {
  kind: 'mention',
  postId: 1,
  start: 1,
  end: 3,
  type: 'LOC',
  scope: 'project',
  reviewed: false,
}

describe('the same mention', () => {
  const store = () =>
    project(
      [
        ['at Oracle Arena tonight , oracle arena !', '1-3:LOC'],
        ['ORACLE ARENA rocks', '0-2:ORG'],
        ['the Oracle Arena'],
        ['Oracle Arena Oakland', '0-3:LOC'],
      ],
      [['Oracle Arena', '0-2:LOC'], ['Oracle Arenas'], ['Oracle of the Arena']],
    )

  it('is found as whole tokens in any case, with what it is read as now', () => {
    const { preview, posts, title } = planBulk(store(), mention)
    expect(title).toBe('Oracle Arena: LOC')
    expect(preview).toMatchObject({ posts: 3, overlapping: 1, reviewed: 0, more: false })
    expect(preview.readings).toEqual([
      { type: null, count: 2 },
      { type: 'ORG', count: 1 },
      { type: 'LOC', count: 1 },
    ])
    expect(posts.map(({ postId, after }) => [postId, after.spans, after.status])).toEqual([
      [
        1,
        [
          { start: 1, end: 3, type: 'LOC' },
          { start: 5, end: 7, type: 'LOC' },
        ],
        'unreviewed',
      ],
      [2, [{ start: 0, end: 2, type: 'LOC' }], 'unreviewed'],
      [3, [{ start: 1, end: 3, type: 'LOC' }], 'unreviewed'],
    ])
  })

  it('keeps to its scope, and to reviewed posts only when asked', () => {
    const one = store()
    const ids = (more: Partial<MentionRequest>): number[] =>
      planBulk(one, { ...mention, ...more }).posts.map(({ postId }) => postId)
    expect(ids({ scope: 'post' })).toEqual([1])
    expect(ids({ scope: 'file', type: null })).toEqual([2])
    expect(ids({ type: null })).toEqual([2, 5])
    one.bulk.apply({ kind: 'accept', title: '', author: 'Ada', at: '' }, [
      { postId: 2, expectedRevision: 0, after: { ...one.posts.get(2).state, spans: [], status: 'reviewed' } },
    ])
    expect(ids({})).toEqual([1, 3])
    expect(planBulk(one, mention).preview.reviewed).toBe(1)
    expect(ids({ reviewed: true })).toEqual([1, 2, 3])
  })

  it('must be there', () => {
    expect(() => planBulk(store(), { ...mention, postId: 99 })).toThrow(/no mention/u)
  })
})

describe('accepting many', () => {
  it('takes posts nobody touched in which every span passes', () => {
    const store = project([
      ['Oslo calls', '0-1:LOC:0.99'],
      ['Oslo and Ada', '0-1:LOC:0.99', '2-3:PER:0.97'],
      ['Oslo and Bo', '0-1:LOC:0.99', '2-3:PER:0.5'],
      ['nothing'],
      ['Bergen', '0-1:LOC:0.98'],
    ])
    const ids = (type: string | null, words: string): number[] =>
      planBulk(store, { kind: 'accept', type, scoreAtLeast: 0.9, mention: words }).posts.map(
        ({ postId }) => postId,
      )
    expect(ids(null, '')).toEqual([1, 2, 5])
    expect(ids('LOC', '')).toEqual([1, 5])
    expect(ids(null, 'oslo')).toEqual([1, 2])
    const { posts, title, preview } = planBulk(store, {
      kind: 'accept',
      type: 'LOC',
      scoreAtLeast: 0.9,
      mention: 'OSLO ',
    })
    expect(title).toBe('Accept: LOC, score at least .90, OSLO')
    expect(posts[0]?.after).toMatchObject({ spans: [{ start: 0, end: 1, type: 'LOC' }], status: 'reviewed' })
    expect(preview.rows[0]).toMatchObject({ postId: 1, before: [{ type: 'LOC' }], after: [{ type: 'LOC' }] })
  })
})

it('occurrences do not overlap each other', () => {
  expect(occurrences(['a', 'A', 'a', 'b', 'a', 'a'], ['a', 'a'])).toEqual([0, 4])
})
