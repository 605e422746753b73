import fc from 'fast-check'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { leastCertain, reviewWorth } from '../../shared/domain/reviewWorth.ts'
import { labelSet } from './labelSet.ts'
import { openDatabase } from './openDatabase.ts'
import { batchSql, before, choiceCondition, countSql, filterCondition, pageSql } from './postQuery.ts'
import type { Condition } from './condition.ts'
import { DATABASE_NAME } from './projectFile.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from './store.fixture.ts'
import type { PostFilter, PostOrder, ProjectStore, StoredPost } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const WORDS = ['Ada', 'ÉCLAIR', 'oslo', '#KevinDurant', '100%', '_', "it's", '😀', 'STRASSE']
const hash = 'f'.repeat(64)

const tag = fc.constantFrom('O', 'O', 'O', 'B-PER', 'I-PER', 'B-LOC', 'I-ORG', 'B-XYZ', 'B-OTHER')
const post = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), tag), { minLength: 1, maxLength: 6 })
  .chain((pairs) =>
    fc.record({
      sentence: fc.constant(pairs.map(([word]) => word).join(' ')),
      tags: fc.option(fc.constant(pairs.map(([, one]) => one))),
      split: fc.option(fc.constantFrom('train', 'dev')),
      caption: fc.option(fc.constantFrom('A desk', 'éclair au café', '')),
      picture: fc.option(fc.constantFrom('ok.jpg', 'broken.jpg', 'missing.jpg')),
      status: fc.constantFrom('reviewed' as const, 'unreviewed' as const),
      flagged: fc.boolean(),
      predicted: fc.option(
        fc.array(
          fc.record({ type: fc.constantFrom('PER', 'LOC', 'ABC'), score: fc.integer({ min: 0, max: 4 }) }),
          {
            maxLength: 2,
          },
        ),
      ),
    }),
  )
const filter: fc.Arbitrary<PostFilter> = fc.record(
  {
    status: fc.constantFrom('reviewed' as const, 'unreviewed' as const),
    flagged: fc.boolean(),
    type: fc.constantFrom('PER', 'LOC', 'MISC', 'XYZ', 'ABC', 'OTHER'),
    scoreAtMost: fc.constantFrom(0, 0.25, 0.5, 1, 5),
    scoreAtLeast: fc.constantFrom(0, 0.25, 0.5, 1),
    fileId: fc.constantFrom(1, 2),
    split: fc.constantFrom('train', 'dev', 'test'),
    text: fc.constantFrom(
      '',
      'ada',
      'ADA oslo',
      'éclair',
      'durant',
      'kevin',
      '#kevin',
      '#durant',
      'tr',
      '100%',
      '_',
      'desk ada',
      '😀',
      "' --",
      'straße',
    ),
    picture: fc.constantFrom('ok' as const, 'missing' as const, 'broken' as const, 'none' as const),
    problems: fc.boolean(),
    disagreement: fc.boolean(),
    pictureChanges: fc.boolean(),
    reviewer: fc.constantFrom('Ada', 'Nobody'),
    ids: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 4 }),
  },
  { requiredKeys: [] },
)

/** Whether a text holds a word; in a post that is in the search index, where a word begins. */
function holds(text: string, word: string, indexed: boolean): boolean {
  const letters = word.replace(/^[^\p{L}\p{N}\p{S}]+/u, '').replaceAll(/[%_]/gu, '')
  return text.includes(word) && (!indexed || new RegExp(`(?<![\\p{L}\\p{N}])${letters}`, 'u').test(text))
}

/** The same filter, told without SQL; posts up to `reach` are in the search index. */
function passes(one: StoredPost, asked: PostFilter, problems: number, reach: number): boolean {
  const shown = one.state.spans ?? one.predicted ?? []
  const text = `${one.text}\n${one.caption ?? ''}`.toLowerCase()
  const least = Math.min(...(one.predicted ?? []).map((span) => span.score))
  const checks: Record<keyof PostFilter, boolean> = {
    status: one.state.status === asked.status,
    flagged: one.state.flagged === asked.flagged,
    reason: one.state.reason === asked.reason,
    type: shown.some((span) => span.type === asked.type),
    scoreAtMost: least <= (asked.scoreAtMost ?? 0),
    scoreAtLeast: Number.isFinite(least) && least >= (asked.scoreAtLeast ?? 0),
    fileId: one.fileId === asked.fileId,
    split: one.split === asked.split,
    text: (asked.text ?? '').split(' ').every((word) => holds(text, word.toLowerCase(), one.id <= reach)),
    picture: (one.picture?.state ?? 'none') === asked.picture,
    problems: problems > 0 === asked.problems,
    // One run has read these posts; two runs have a test of their own.
    disagreement: false,
    pictureChanges: false,
    reviewer: one.revision > 0 && asked.reviewer === 'Ada',
    ids: (asked.ids ?? []).includes(one.id),
  }
  return (Object.keys(asked) as (keyof PostFilter)[]).every((key) => checks[key])
}

function fill(
  store: ProjectStore,
  posts: readonly (typeof post extends fc.Arbitrary<infer P> ? P : never)[],
): void {
  const imported = posts.map(({ sentence, tags, split, caption, picture, status }): ImportedPost =>
    importedPost(sentence, { tags, split, caption, picture, status }),
  )
  const file = publishPosts(store, imported)
  store.pictures.add({ hash, format: 'png', width: 3, height: 2, bytes: 70 })
  store.pictures.attach(file, 'ok.jpg', { state: 'ok', hash })
  store.pictures.attach(file, 'broken.jpg', { state: 'broken' })
  const run = store.predictions.startRun({ model: 'm', sha256: 's', device: 'cpu', at: '' })
  for (const [index, { predicted, flagged }] of posts.entries()) {
    const postId = index + 1
    if (predicted !== null)
      store.predictions.store(run, [
        {
          postId,
          spans: predicted.map(({ type, score }) => ({
            start: 0,
            end: 1,
            type,
            score: score / 4,
            runnerUp: null,
          })),
        },
      ])
    const { state } = store.posts.get(postId)
    if (flagged) store.corrections.save(edit({ postId, after: { ...state, flagged } }))
  }
}

/** What each post is worth, told without SQL: mentions are counted in the order in which posts were read. */
function worths(posts: readonly StoredPost[]): (one: StoredPost) => number {
  const counts = new Map<string, number>()
  const known = new Map<number, number>()
  for (const { id, tokens, predicted } of posts) {
    const unsure = leastCertain(predicted ?? [])
    if (predicted === null || unsure === null) continue
    const mention = `${tokens[0]?.toLowerCase() ?? ''} ${unsure.type}`
    counts.set(mention, (counts.get(mention) ?? 0) + 1)
    known.set(id, reviewWorth(tokens.length, predicted, counts.get(mention) ?? 0))
  }
  return ({ id }) => known.get(id) ?? 0
}

/** The shuffle, told without SQL. */
function shuffled(id: number): number {
  const prime = 2147483647n
  const first = (BigInt(id) * 1103515245n + 12345n) % prime
  return Number((first * first + 1013904223n) % prime)
}

describe('posts.page and posts.position', () => {
  it('agree with the same filter told without SQL, in every order', () => {
    fc.assert(
      fc.property(
        fc.array(post, { minLength: 1, maxLength: 8 }),
        fc.array(filter, { minLength: 6, maxLength: 6 }),
        fc.constantFrom<PostOrder>('file', 'least-certain', 'worth', 'random'),
        fc.nat({ max: 9 }),
        (posts, filters, order, reach) => {
          const store = workshop.create()
          fill(store, posts)
          expect(store.search.catchUp(reach)).toBe(posts.length < reach)
          const all = store.posts.after(0, 100)
          const every = store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 100 }).rows
          for (const asked of filters) {
            const least = (one: StoredPost): number => every.find((row) => row.id === one.id)?.leastScore ?? 2
            const keys = {
              file: () => 0,
              'least-certain': least,
              worth: (one: StoredPost) => -worths(all)(one),
              random: (one: StoredPost) => shuffled(one.id),
            }
            const keyOf = keys[order]
            const expected = all
              .filter((one) =>
                passes(one, asked, every.find((row) => row.id === one.id)?.problemCount ?? 0, reach),
              )
              .sort((a, b) => keyOf(a) - keyOf(b) || a.id - b.id)
            const page = store.posts.page({ filter: asked, order, offset: 0, limit: 100 })
            expect(page.rows.map((row) => row.id)).toEqual(expected.map((one) => one.id))
            expect(page.total).toBe(expected.length)
            expect(page.reviewed).toBe(expected.filter((one) => one.state.status === 'reviewed').length)
            for (const one of all) {
              const place = expected.indexOf(one)
              expect(store.posts.position(one.id, asked, order)).toBe(place === -1 ? null : place)
            }
            const second = store.posts.page({ filter: asked, order, offset: 1, limit: 2 })
            expect(second.rows).toEqual(page.rows.slice(1, 3))
          }
          expect(store.verify()).toEqual([])
          workshop.clear()
        },
      ),
      { numRuns: 40 },
    )
  })

  it('find posts that two model runs read differently', () => {
    const store = workshop.create()
    publishPosts(
      store,
      ['same', 'other type', 'one more', 'read once'].map((words) => importedPost(words)),
    )
    const readBy = (model: string, readings: Readonly<Record<number, string>>): void => {
      const run = store.predictions.startRun({ model, sha256: model, device: 'cpu', at: '' })
      for (const [postId, types] of Object.entries(readings)) {
        const spans = Array.from(types, (letter, start) => ({
          ...{ start: 0, end: 1 + start, type: letter === 'P' ? 'PER' : 'LOC' },
          score: model.length / 10,
          runnerUp: null,
        }))
        store.predictions.store(run, [{ postId: Number(postId), spans: spans.slice(-1) }])
      }
    }
    readBy('a', { 1: 'P', 2: 'P', 3: '' })
    readBy('bb', { 1: 'P', 2: 'L', 3: 'P', 4: 'P' })
    const ids = (asked: boolean): number[] =>
      store.posts
        .page({ filter: { disagreement: asked }, order: 'file', offset: 0, limit: 9 })
        .rows.map(({ id }) => id)
    expect(ids(true)).toEqual([2, 3])
    expect(ids(false)).toEqual([1])
  })

  it('hide what is still being imported', () => {
    const store = workshop.create()
    publishPosts(store, [importedPost('seen')])
    const staged = store.files.begin({ name: 'b', format: 'imgid', encoding: '', sha256: '', layout: null })
    store.posts.insert(staged, [importedPost('unseen', { tags: ['I-PER'], picture: 'a.jpg', split: 'dev' })])
    const page = (): unknown =>
      store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 9 }).rows.map((row) => row.text)
    expect(page()).toEqual(['seen'])
    expect(store.posts.after(0, 9)).toHaveLength(1)
    expect(store.posts.position(2, {}, 'file')).toBeNull()
    expect(() => store.posts.get(2)).toThrow(expect.objectContaining({ kind: 'not-found' }))
    expect(store.overview()).toMatchObject({
      posts: 1,
      pictures: { missing: 0, none: 1 },
      splits: [{ name: null }],
    })
    store.files.publish([staged])
    expect(page()).toEqual(['seen', 'unseen'])
    expect(store.overview()).toMatchObject({ posts: 2, pictures: { missing: 1, none: 1 } })
    expect(() => store.files.discard([staged])).toThrow(expect.objectContaining({ kind: 'refused' }))
  })
})

describe('query plans', () => {
  const parts = { labels: labelSet(DEFAULT_LABELS), reach: { upTo: 1, whole: true } }
  const none = filterCondition({}, parts)
  const plan = (sql: string, values: Condition['values'] = []): string => {
    const store = workshop.create()
    publishPosts(store, [importedPost('a b')])
    store.corrections.save(edit({ postId: 1, after: stateWith({}) }))
    const connection = openDatabase(join(store.folder, DATABASE_NAME), { readOnly: true })
    try {
      return connection
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values)
        .map((row) => row.detail)
        .join('; ')
    } finally {
      connection.close()
    }
  }
  const where = (asked: PostFilter): Condition => filterCondition(asked, parts)

  it.each<[string, string, Condition, RegExp]>([
    ['all in file order', pageSql(none, 'file'), none, /^SCAN posts USING COVERING INDEX|^SCAN posts$/u],
    ['all by score', pageSql(none, 'least-certain'), none, /COVERING INDEX posts_least_score/u],
    ['count of all', countSql(none), none, /^SCAN posts USING COVERING INDEX/u],
    [
      'unreviewed',
      pageSql(where({ status: 'unreviewed' }), 'file'),
      none,
      /INDEX posts_reviewed \(reviewed=\?\)/u,
    ],
    ['count of reviewed', countSql(where({ status: 'reviewed' })), none, /COVERING INDEX posts_reviewed/u],
    ['flagged', pageSql(where({ flagged: true }), 'file'), none, /COVERING INDEX posts_flagged/u],
    ['problems', pageSql(where({ problems: true }), 'file'), none, /COVERING INDEX posts_problems/u],
    ['count of problems', countSql(where({ problems: true })), none, /COVERING INDEX posts_problems/u],
    [
      'unsure ones',
      pageSql(where({ scoreAtMost: 0.5 }), 'least-certain'),
      where({ scoreAtMost: 0.5 }),
      /COVERING INDEX posts_least_score \(least_score<\?\)/u,
    ],
    [
      'unreviewed by score',
      pageSql(filterCondition({ status: 'unreviewed' }, parts, 'least-certain'), 'least-certain'),
      none,
      /COVERING INDEX posts_least_score/u,
    ],
    [
      'place by score',
      countSql(before('least-certain', { id: 1, leastScore: 1, worth: 0 })),
      before('least-certain', { id: 1, leastScore: 1, worth: 0 }),
      /COVERING INDEX posts_least_score \(least_score<\?\)/u,
    ],
    ['all by worth', pageSql(none, 'worth'), none, /COVERING INDEX posts_worth/u],
    [
      'place by worth',
      countSql(before('worth', { id: 1, leastScore: 1, worth: 0 })),
      before('worth', { id: 1, leastScore: 1, worth: 0 }),
      /COVERING INDEX posts_worth \(worth>\?\)/u,
    ],
    [
      'place in the shuffle',
      countSql(before('random', { id: 1, leastScore: 1, worth: 0 })),
      before('random', { id: 1, leastScore: 1, worth: 0 }),
      /COVERING INDEX posts_shuffled \(<expr><\?\)/u,
    ],
    ['all shuffled', pageSql(none, 'random'), none, /COVERING INDEX posts_shuffled/u],
    [
      'a split',
      pageSql(where({ split: 'dev' }), 'file'),
      where({ split: 'dev' }),
      /COVERING INDEX posts_split \(split=\?\)/u,
    ],
    ['a batch', batchSql(none), { sql: '', values: [0] }, /PRIMARY KEY \(rowid>\?\)/u],
    [
      'a batch of one file',
      batchSql(choiceCondition({ fileId: 1 })),
      { sql: '', values: [0, 1] },
      /PRIMARY KEY \(rowid>\?\)/u,
    ],
  ])('%s: read from an index, in its order', (_what, sql, { values }, expected) => {
    const limits = sql.includes('OFFSET') ? [10, 0] : sql.includes('LIMIT') ? [10] : []
    const found = plan(sql, [...values, ...limits])
    expect(found).toMatch(expected)
    expect(found).not.toContain('TEMP B-TREE')
  })
})
