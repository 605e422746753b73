import { expect, it } from 'vitest'
import type { AnnotatedPost, OwnPost } from './annotatedPost.ts'
import { compareAnnotators } from './compareAnnotators.ts'
import type { AnnotatorComparison, DifferingPost } from './compareAnnotators.ts'

const labels = new Set(['PER', 'LOC'])

/** "PER O": a tag a token, each a span of its own; null: not labelled. */
function post(externalId: string, words: string, tags: string | null, reviewed = true): AnnotatedPost {
  const spans = (tags?.split(' ') ?? []).flatMap((type, start) =>
    type === 'O' ? [] : [{ start, end: start + 1, type }],
  )
  return {
    externalId,
    tokens: words.split(' '),
    reading: tags === null ? null : { spans, cuts: [] },
    reviewed,
  }
}

async function* listed<T>(posts: readonly T[]): AsyncGenerator<T> {
  for (const one of posts) yield await Promise.resolve(one)
}

async function compared(
  own: readonly AnnotatedPost[],
  second: readonly AnnotatedPost[],
  more: Partial<AnnotatorComparison> = {},
) {
  const differing: DifferingPost[] = []
  const report = await compareAnnotators({
    own: listed(own.map((one, index): OwnPost => ({ ...one, postId: index + 1 }))),
    second: listed(second),
    posts: 'reviewed',
    secondIsFile: false,
    labels,
    onDiffering: (one) => differing.push(one),
    ...more,
  })
  return { report, differing }
}

it('holds posts of one id and the same tokens against each other, and counts every other', async () => {
  const { report, differing } = await compared(
    [
      post('a', 'Ada ran', 'PER O'),
      post('b', 'Oslo is far', 'LOC O O'),
      post('c', 'one two', 'O O'),
      post('d', 'old words', 'O O'),
      post('e', 'mine alone', 'O O'),
      post('f', 'half read', 'O O'),
      post('g', 'half read', null, false),
      post('h', 'nobody read', null, false),
    ],
    [
      post('b', 'Oslo is far', 'PER O O'),
      post('a', 'Ada ran', 'PER O'),
      post('d', 'new words', 'O O'),
      post('f', 'half read', 'O O', false),
      post('g', 'half read', 'O O'),
      post('h', 'nobody read', null, false),
      post('c', 'one two', 'O O'),
      post('z', 'theirs alone', 'LOC O'),
    ],
  )
  expect(report.coverage).toEqual({
    first: 8,
    second: 8,
    matched: 6,
    byWords: 0,
    otherWords: 1,
    onlyFirst: 1,
    onlySecond: 1,
    bothRead: 3,
    onlyFirstRead: 1,
    onlySecondRead: 1,
    neitherRead: 1,
  })
  expect(report).toMatchObject({ alike: 2, differing: 1, posts: { first: 'reviewed', second: 'reviewed' } })
  expect(differing).toEqual([
    {
      postId: 2,
      first: { spans: [{ start: 0, end: 1, type: 'LOC' }], cuts: [] },
      second: { spans: [{ start: 0, end: 1, type: 'PER' }], cuts: [] },
    },
  ])
})

it('meets posts that stand more than once in their order, and never one post twice', async () => {
  const { report, differing } = await compared(
    [post('a', 'Ada', 'PER'), post('a', 'Ada', 'O'), post('a', 'Ada', 'O')],
    [post('a', 'Ada', 'PER'), post('a', 'Ada', 'LOC')],
  )
  expect(report.coverage).toMatchObject({ matched: 2, otherWords: 1, onlySecond: 0 })
  expect(differing.map(({ postId }) => postId)).toEqual([2])
})

it('finds posts that a file numbers otherwise by words that stand once', async () => {
  const { report } = await compared(
    [post('dev-1', 'Ada ran', 'PER O'), post('dev-2', 'twice', 'O'), post('dev-3', 'twice', 'O')],
    [post('ben-1', 'twice', 'O'), post('ben-2', 'Ada ran', 'PER O'), post('ben-3', 'twice', 'O')],
  )
  expect(report.coverage).toMatchObject({ matched: 1, byWords: 1, onlyFirst: 2, onlySecond: 2 })
})

it('takes what is labelled in a file that marks nothing as reviewed, and says so', async () => {
  const own = [post('a', 'Ada', 'PER'), post('b', 'Oslo', 'LOC', false)]
  const second = [post('a', 'Ada', 'PER', false), post('b', 'Oslo', 'LOC', false)]
  const { report } = await compared(own, second, { secondIsFile: true })
  expect(report).toMatchObject({
    posts: { first: 'reviewed', second: 'labelled' },
    coverage: { bothRead: 1 },
  })
  const marked = await compared(own, [...second, post('c', 'Bob', 'O')], { secondIsFile: true })
  expect(marked.report).toMatchObject({ posts: { second: 'reviewed' }, coverage: { bothRead: 0 } })
  const project = await compared(own, second)
  expect(project.report).toMatchObject({ posts: { second: 'reviewed' }, coverage: { bothRead: 0 } })
  const labelled = await compared(own, second, { posts: 'labelled' })
  expect(labelled.report.coverage.bothRead).toBe(2)
})

it('names types that the project does not have', async () => {
  const { report } = await compared([post('a', 'June', 'O')], [post('a', 'June', 'TIME')])
  expect(report.unknownTypes).toEqual(['TIME'])
})

it('stops while it measures when it is cancelled', async () => {
  const both = [post('a', 'Ada ran', 'PER O')]
  await expect(compared(both, both, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: 'cancelled',
  })
})
