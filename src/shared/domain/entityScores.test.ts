import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spansFromTags } from './bio.ts'
import { EntityTally, inGroups, MOST_DRAWN, percentage, scoresOf } from './entityScores.ts'
import type { EntityCounts, EntityScores } from './entityScores.ts'
import type { Span } from './span.ts'

const percent = ({ precision, recall, f1 }: EntityScores): number[] => [precision, recall, f1].map(percentage)

type Tags = readonly [gold: string, predicted: string]

/** Scores of posts with tags for gold and for what was predicted; `strict` drops every entity that does not open with B-. */
function tallyOf(
  posts: readonly (readonly [gold: string, predicted: string])[],
  mode?: 'strict',
): EntityTally {
  const tally = new EntityTally()
  const spans = (line: string): Span[] => spansFromTags(line.split(' '), mode)
  for (const [gold, predicted] of posts) tally.add(spans(gold), spans(predicted))
  return tally
}

describe('scoresOf, against the published example output of conlleval (CoNLL-2000)', () => {
  // processed 961 tokens with 459 phrases; found: 539 phrases; correct: 371
  it.each([
    ['all', { correct: 371, gold: 459, predicted: 539 }, [68.83, 80.83, 74.35]],
    ['ADJP', { correct: 0, gold: 6, predicted: 1 }, [0, 0, 0]],
    ['ADVP', { correct: 5, gold: 8, predicted: 11 }, [45.45, 62.5, 52.63]],
    ['NP', { correct: 206, gold: 262, predicted: 317 }, [64.98, 78.63, 71.16]],
    ['PP', { correct: 89, gold: 90, predicted: 107 }, [83.18, 98.89, 90.36]],
    ['SBAR', { correct: 2, gold: 6, predicted: 3 }, [66.67, 33.33, 44.44]],
    ['VP', { correct: 69, gold: 87, predicted: 100 }, [69, 79.31, 73.8]],
  ])('%s', (_, counts, expected) => {
    expect(percent(scoresOf(counts))).toEqual(expected)
  })

  it('gives 0 where there is nothing to divide by', () => {
    expect(scoresOf({ correct: 0, gold: 0, predicted: 0 })).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
      support: 0,
    })
  })
})

describe('EntityTally, against worked examples of seqeval', () => {
  it('agrees on the example of its front page', () => {
    const tally = tallyOf([
      ['O O O B-MISC I-MISC I-MISC O', 'O O B-MISC I-MISC I-MISC I-MISC O'],
      ['B-PER I-PER O', 'B-PER I-PER O'],
    ])
    expect(percent(tally.micro)).toEqual([50, 50, 50])
    expect(tally.types.get('MISC')).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 })
    expect(tally.types.get('PER')).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 })
  })

  it('agrees on the example of its report, where one type is never gold', () => {
    const tally = tallyOf([['B-A B-B O B-A', 'O B-B B-C B-A']])
    expect(tally.types).toEqual(
      new Map([
        ['A', { precision: 1, recall: 0.5, f1: 2 / 3, support: 2 }],
        ['B', { precision: 1, recall: 1, f1: 1, support: 1 }],
        ['C', { precision: 0, recall: 0, f1: 0, support: 0 }],
      ]),
    )
    expect(percent(tally.micro)).toEqual([66.67, 66.67, 66.67])
    expect(tally.micro.support).toBe(3)
  })

  it('agrees on the example of its two modes', () => {
    const posts: Tags[] = [['B-NP I-NP O', 'I-NP I-NP O']]
    expect(percent(tallyOf(posts).micro)).toEqual([100, 100, 100])
    expect(percent(tallyOf(posts, 'strict').micro)).toEqual([0, 0, 0])
  })
})

describe('EntityTally over posts of tags', () => {
  it('counts a type switch as two entities, and only the one with B- when strict', () => {
    const posts: Tags[] = [['B-PER I-LOC O', 'B-PER B-LOC O']]
    expect(tallyOf(posts).total).toEqual({ correct: 2, gold: 2, predicted: 2 })
    expect(tallyOf(posts, 'strict').total).toEqual({ correct: 1, gold: 1, predicted: 2 })
  })

  it('does not let an entity run into the next post', () => {
    const posts: Tags[] = [
      ['O B-PER', 'O B-PER'],
      ['I-PER O', 'O O'],
    ]
    expect(tallyOf(posts).total).toEqual({ correct: 1, gold: 2, predicted: 1 })
  })
})

const span = fc
  .record({ start: fc.nat(8), length: fc.integer({ min: 1, max: 3 }), type: fc.constantFrom('PER', 'LOC') })
  .map(({ start, length, type }) => ({ start, end: start + length, type }))
const post = fc.record({ gold: fc.array(span), predicted: fc.array(span) })

describe('EntityTally', () => {
  it('scores a post against itself as perfect, unless it is empty', () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1 }), (spans) => {
        const tally = new EntityTally()
        tally.add(spans, spans)
        expect(tally.micro).toMatchObject({ precision: 1, recall: 1, f1: 1 })
      }),
    )
  })

  it('swaps precision and recall when gold and prediction are swapped', () => {
    fc.assert(
      fc.property(fc.array(post), (posts) => {
        const there = new EntityTally()
        const back = new EntityTally()
        for (const { gold, predicted } of posts) {
          there.add(gold, predicted)
          back.add(predicted, gold)
        }
        expect(back.micro.precision).toBe(there.micro.recall)
        expect(back.micro.recall).toBe(there.micro.precision)
        expect(back.micro.f1).toBe(there.micro.f1)
      }),
    )
  })

  it('counts a span that is listed twice once', () => {
    const tally = new EntityTally()
    const ada = { start: 0, end: 2, type: 'PER' }
    tally.add([ada, ada], [ada])
    expect(tally.total).toEqual({ correct: 1, gold: 1, predicted: 1 })
  })
})

describe('interval95', () => {
  const ada = { start: 0, end: 1, type: 'PER' }
  const mixed = (rightPosts: number, posts: number): EntityTally => {
    const tally = new EntityTally()
    for (let index = 0; index < posts; index++) tally.add([ada], index < rightPosts ? [ada] : [])
    return tally
  }

  it('is the point itself where every post is the same', () => {
    expect(mixed(20, 20).interval95()).toEqual([1, 1])
    expect(mixed(0, 20).interval95()).toEqual([0, 0])
  })

  it('holds the score and comes close to the binomial interval of recall behind it', () => {
    // 400 posts with one entity each, 300 found: recall 0.75 ± 1.96 √(0.75 · 0.25 / 400) = 0.7076 to 0.7924,
    // and F1 = 2r / (1 + r) turns that into 0.8287 to 0.8842.
    const interval = mixed(300, 400).interval95(2000, 7)
    expect(interval?.[0]).toBeCloseTo(0.8287, 2)
    expect(interval?.[1]).toBeCloseTo(0.8842, 2)
  })

  it('is the same for the same seed and another for another', () => {
    expect(mixed(30, 50).interval95(200, 3)).toEqual(mixed(30, 50).interval95(200, 3))
    expect(mixed(31, 57).interval95(50, 3)).not.toEqual(mixed(31, 57).interval95(50, 4))
  })

  it('is null without posts', () => {
    expect(new EntityTally().interval95()).toBeNull()
  })
})

describe('groups of posts for a bootstrap', () => {
  const post = (gold: number): EntityCounts => ({ correct: 0, gold, predicted: 1 })

  it('are the posts themselves where these are few', () => {
    const posts = [post(1), post(2)]
    expect(inGroups(posts)).toBe(posts)
  })

  it('hold every post once, spread evenly', () => {
    const groups = inGroups(Array.from({ length: 2.5 * MOST_DRAWN }, (_, index) => post(index)))
    expect(groups).toHaveLength(MOST_DRAWN)
    expect(groups[0]).toEqual({ correct: 0, gold: 3 * MOST_DRAWN, predicted: 3 })
    expect(groups.at(-1)).toEqual({ correct: 0, gold: 3 * MOST_DRAWN - 2, predicted: 2 })
  })
})
