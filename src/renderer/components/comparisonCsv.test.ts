import { expect, test } from 'vitest'
import { EntityTally } from '../../shared/domain/entityScores.ts'
import { PairedTally } from '../../shared/domain/pairedReadings.ts'
import { comparisonCsv } from './comparisonCsv.ts'

/** So many posts that the second model fixed, as the core compares them. */
function fixedPosts(count: number): Parameters<typeof comparisonCsv>[0] {
  const gold = [{ start: 0, end: 1, type: 'LOC' }]
  const tallies = { first: new EntityTally(), second: new EntityTally() }
  const paired = new PairedTally()
  for (let postId = 1; postId <= count; postId++) {
    tallies.first.add(gold, [])
    tallies.second.add(gold, gold)
    const post = { postId, externalId: `p${postId}`, tokens: ['Oslo', 'today'], gold, first: [] }
    const second = gold.map((span) => ({ ...span, score: 1, runnerUp: null }))
    paired.add({ ...post, second }, tallies.first.counts.at(-1), tallies.second.counts.at(-1))
  }
  const named = (name: string) => ({
    ...{ name, sha256: '', types: {}, interval95: null },
    micro: { precision: 0, recall: 0, f1: 0 },
  })
  const { examples, flips } = paired.report(tallies.first, tallies.second)
  return { examples, flips, first: named('Words'), second: named('VSGN') }
}

test('all posts of a small comparison are saved, and nothing is said of a part', () => {
  const { words, name, text } = comparisonCsv(fixedPosts(2))
  expect(words).toBe('Save as CSV')
  expect(name).toBe('two-models.csv')
  expect(text.split('\r\n')).toEqual([
    'post,text,outcome,gold,Words,VSGN',
    'p1,Oslo today,fixed,Oslo LOC,,Oslo LOC',
    'p2,Oslo today,fixed,Oslo LOC,,Oslo LOC',
    '',
  ])
})

test('of a large comparison the button and the file name say how many of its posts are in the file', () => {
  const { words, name, text } = comparisonCsv(fixedPosts(1230))
  expect(text.trimEnd().split('\r\n').length - 1).toBe(200)
  expect(words).toBe('Save 200 of 1,230 posts as CSV')
  expect(name).toBe('two-models-200-of-1230-posts.csv')
})
