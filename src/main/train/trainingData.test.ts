import { describe, expect, it } from 'vitest'
import { repairOrphans } from './labelledPosts.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { drawEpoch, repairPost, writtenAs } from './trainingData.ts'
import { taggedPost, writtenPost } from './testing/taggedPost.ts'

describe('at-sign-outside', () => {
  it('leaves the entity to the name after the sign', () => {
    const repaired = repairPost(taggedPost('met/O @/B-PER ada/B-PER and/O @/O rome/B-LOC'), 'at-sign-outside')
    expect(writtenPost(repaired)).toBe('met/O @/O ada/B-PER and/O @/O rome/B-LOC')
  })

  it('opens the name when it continued the sign', () => {
    expect(writtenPost(repairPost(taggedPost('@/B-PER ada/I-PER'), 'at-sign-outside'))).toBe('@/O ada/B-PER')
  })

  it('does not touch a handle in one token', () => {
    expect(writtenPost(repairPost(taggedPost('@ada/B-PER hi/O'), 'at-sign-outside'))).toBe('@ada/B-PER hi/O')
  })
})

describe('split-marks', () => {
  it('moves the entity to the word and leaves lone marks alone', () => {
    expect(writtenPost(repairPost(taggedPost('#Rome/B-LOC @ada/O #/O win/O'), 'split-marks'))).toBe(
      '#/O Rome/B-LOC @/O ada/O #/O win/O',
    )
  })

  it('keeps an entity whole that runs through a mark', () => {
    expect(writtenPost(repairPost(taggedPost('The/B-MISC #Show/I-MISC'), 'split-marks'))).toBe(
      'The/B-MISC #/I-MISC Show/I-MISC',
    )
  })
})

describe('repairOrphans', () => {
  it('opens an entity where I- continues nothing of its type', () => {
    expect(repairOrphans(['I-PER', 'I-PER', 'O', 'I-LOC', 'B-PER', 'I-ORG', 'I-ORG'])).toEqual([
      'B-PER',
      'I-PER',
      'O',
      'B-LOC',
      'B-PER',
      'B-ORG',
      'I-ORG',
    ])
  })
})

describe('writtenAs', () => {
  const post = taggedPost('met/O Ada/B-PER at/O #Rome/B-LOC with/O @Bo_B/O httpA.b/O')

  it('writes as people do who use no capitals, or nothing else; handles and links stay', () => {
    expect(writtenPost(writtenAs(post, 'small'))).toBe(
      'met/O ada/B-PER at/O #rome/B-LOC with/O @Bo_B/O httpA.b/O',
    )
    expect(writtenPost(writtenAs(post, 'capitals'))).toBe(
      'MET/O ADA/B-PER AT/O #ROME/B-LOC WITH/O @Bo_B/O httpA.b/O',
    )
    expect(writtenAs(post, 'as-given')).toBe(post)
  })
})

describe('drawEpoch', () => {
  const sets = [
    { share: 1, posts: ['a', 'b', 'c', 'd'] },
    { share: 0.5, posts: ['1', '2', '3', '4'] },
    { share: 1.5, posts: ['x', 'y'] },
  ]

  it('takes each share, and never a post twice below one', () => {
    const drawn = drawEpoch(sets, new SeededRandom(1))
    expect(drawn.filter((item) => 'abcd'.includes(item)).sort()).toEqual(['a', 'b', 'c', 'd'])
    const half = drawn.filter((item) => '1234'.includes(item))
    expect(new Set(half).size).toBe(2)
    expect(drawn.filter((item) => 'xy'.includes(item))).toHaveLength(3)
  })

  it('takes a set of any size', () => {
    const posts = Array.from({ length: 200_000 }, (_, index) => index)
    expect(drawEpoch([{ share: 1.5, posts }], new SeededRandom(1))).toHaveLength(300_000)
  })

  it('is the same for the same seed and another for another', () => {
    expect(drawEpoch(sets, new SeededRandom(1))).toEqual(drawEpoch(sets, new SeededRandom(1)))
    expect(drawEpoch(sets, new SeededRandom(1))).not.toEqual(drawEpoch(sets, new SeededRandom(2)))
  })
})
