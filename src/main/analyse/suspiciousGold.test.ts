import { describe, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { SuspicionKind } from '../../shared/domain/suspicion.ts'
import type { PostReader, ReadPost } from './comparedPosts.ts'
import { suspicionTable, suspiciousGold } from './suspiciousGold.ts'
import type { SuspiciousGold } from './suspiciousGold.ts'
import type { Usual } from './suspicions.ts'
import { TableReader } from './tablePage.ts'

function post(words: string, tags: string, predicted: ReadPost['predicted'] = null): ReadPost {
  const list = tags.split(' ')
  return {
    id: 0,
    position: 0,
    externalId: words,
    split: null,
    tokens: words.split(' '),
    caption: null,
    picture: null,
    state: { spans: spansFromTags(list), status: 'unreviewed' },
    revision: 0,
    predicted,
    rawTags: list.some((tag, index) => tag.startsWith('I-') && (list[index - 1] ?? 'O') === 'O')
      ? list
      : null,
  }
}

function reader(posts: readonly ReadPost[]): PostReader {
  const placed = posts.map((one, index) => ({ ...one, id: index + 1, position: index + 1 }))
  return (position, limit) => placed.filter((one) => one.position > position).slice(0, limit)
}

function look(posts: readonly ReadPost[], kind?: SuspicionKind, offset = 0): Promise<SuspiciousGold> {
  return suspiciousGold(reader(posts), { kind, offset, limit: 10 })
}

describe('suspiciousGold', () => {
  it('finds a name that has another type nearly everywhere else', async () => {
    const usual = ['wins', 'plays', 'loses'].map((verb) => post(`Reading ${verb}`, 'B-ORG O'))
    const { rows, kinds } = await look([...usual, post('Reading rains', 'B-LOC O')])
    expect(kinds['other-type-elsewhere']).toBe(1)
    expect(rows).toMatchObject([
      { postId: 4, suspicions: [{ reason: 'Reading is ORG in 3 posts and LOC in 1', weight: 0.75 }] },
    ])
  })

  it('hears a model that is sure, and not one that is not', async () => {
    const said = (score: number): ReadPost =>
      post('Ada sails', 'O O', [{ start: 0, end: 1, type: 'PER', score, runnerUp: null }])
    const { rows } = await look([said(0.97), said(0.6)])
    expect(rows.map(({ postId }) => postId)).toEqual([1])
    expect(rows[0]?.suspicions[0]?.reason).toBe(
      'The model is sure (.97) that Ada is PER; gold has nothing there',
    )
  })

  it('finds tags that open no entity', async () => {
    const { rows } = await look([post('George W. Bush', 'B-PER O I-PER')])
    expect(rows[0]?.suspicions).toMatchObject([
      { kind: 'orphan-tag', reason: 'Bush has I-PER after O, so where the entity begins was guessed' },
    ])
  })

  it('finds copies of a post that are labelled otherwise, whatever links and numbers they have', async () => {
    const { rows } = await look(
      [
        post('Big night for Lisbon 2024 http://a.b', 'O O O B-LOC O O'),
        post('big night for Lisbon 2025 !', 'O O O B-ORG O O'),
        post('Big night for Porto', 'O O O B-LOC'),
      ],
      'duplicate-differs',
    )
    expect(rows.map(({ postId }) => postId)).toEqual([1, 2])
    expect(rows[0]?.suspicions[0]?.reason).toContain('1 of 2 posts')
    expect(rows[0]?.suspicions[0]?.reason).toContain('lisbon ORG')
  })

  it('names the rarer type of stadiums and halls', async () => {
    const { rows, kinds } = await look([
      post('at Oracle Arena', 'O B-LOC I-LOC'),
      post('at Ada Hall', 'O B-LOC I-LOC'),
      post('at Berg Stadium', 'O B-ORG I-ORG'),
    ])
    expect(kinds['venue-clash']).toBe(1)
    expect(rows.map(({ postId }) => postId)).toEqual([3])
  })

  it('puts the most suspicious post first and counts only posts with gold', async () => {
    const { state, ...rest } = post('nobody labelled this', 'O O O')
    const open: ReadPost = { ...rest, state: { ...state, spans: null } }
    const { rows, posts, total } = await look([
      open,
      post('George W. Bush', 'B-PER O I-PER'),
      post('Ada sails', 'O O', [{ start: 0, end: 1, type: 'PER', score: 0.99, runnerUp: null }]),
    ])
    expect([posts, total]).toEqual([2, 2])
    expect(rows.map(({ postId }) => postId)).toEqual([3, 2])
  })
  it('pages through what it found without leaving a post out', async () => {
    const orphans = Array.from({ length: 25 }, (_, index) => post(`p${index} W. Bush`, 'B-PER O I-PER'))
    const pages = await Promise.all([0, 10, 20].map((offset) => look(orphans, undefined, offset)))
    expect(pages.map(({ total }) => total)).toEqual([25, 25, 25])
    expect(pages.flatMap(({ rows }) => rows.map(({ postId }) => postId))).toEqual(
      orphans.map((_, index) => index + 1),
    )
  })

  it('stands in a table of every suspicion, part by part, learning what is usual once', async () => {
    const usual = ['wins', 'plays', 'loses'].map((verb) => post(`Reading ${verb}`, 'B-ORG O'))
    const others = Array.from({ length: 1200 }, (_, index) => post(`Ada ${index} W. Bush`, 'B-PER O O I-PER'))
    const read = reader([...others, ...usual, post('Reading rains', 'B-LOC O')])
    let passes = 0
    const counted: PostReader = (position, limit) => {
      if (position < 0) passes++
      return read(position, limit)
    }
    const tables = new TableReader<Usual>()
    const owner = {}
    const first = await tables.page(owner, suspicionTable(counted), null)
    expect([first.rows.length, first.next]).toEqual([1000, 1000])
    const rest = await tables.page(owner, suspicionTable(counted), first.next)
    expect(rest.next).toBeNull()
    expect(passes).toBe(2)
    const rows = [...first.rows, ...rest.rows]
    expect(rows.map(([id]) => id)).toEqual([...others.map(({ externalId }) => externalId), 'Reading rains'])
    expect(rows.at(-1)).toEqual([
      ...['Reading rains', 'Reading rains', 'other-type-elsewhere'],
      ...['Reading is ORG in 3 posts and LOC in 1', '0.750'],
    ])
    const { rows: chosen } = await tables.page(owner, suspicionTable(read, 'other-type-elsewhere'), null)
    expect(chosen.length).toBe(1)
  })
})
