import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestPaths } from './bestPaths.ts'
import { CrfMarginals } from './crfMarginals.ts'
import { decodeSpans } from './decode.ts'
import { COMPACT } from './network/config.ts'
import type { CrfTables } from './network/crf.ts'
import { crfTables } from './network/crf.ts'
import { TagSet } from './tagSet.ts'
import { viterbi } from './viterbi.ts'

const tagSet = new TagSet(['PER', 'LOC'])
const TAGS = tagSet.size
const config = { ...COMPACT, types: tagSet.types }

/** Decoding tables with BIO enforced, as a trained model has them. */
function tables(start: Float32Array, transitions: Float32Array, end: Float32Array): CrfTables {
  return crfTables(
    config,
    new Map([
      ['crf.start', start],
      ['crf.transitions', transitions],
      ['crf.end', end],
    ]),
  )
}

const numbers = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values))

const cases = fc.integer({ min: 1, max: 4 }).chain((length) =>
  fc.record({
    emissions: numbers(length * TAGS),
    crf: fc
      .record({ start: numbers(TAGS), transitions: numbers(TAGS * TAGS), end: numbers(TAGS) })
      .map(({ start, transitions, end }) => tables(start, transitions, end)),
  }),
)

function allPaths(length: number): number[][] {
  if (length === 0) return [[]]
  return allPaths(length - 1).flatMap((path) => tagSet.tags.map((_, tag) => [...path, tag]))
}

function scoreOf(path: readonly number[], emissions: Float32Array, crf: CrfTables): number {
  return path.reduce(
    (sum, tag, position) =>
      sum +
      (emissions[position * TAGS + tag] ?? 0) +
      (position === 0
        ? (crf.start[tag] ?? 0)
        : (crf.transitions[(path[position - 1] ?? 0) * TAGS + tag] ?? 0)) +
      (position === path.length - 1 ? (crf.end[tag] ?? 0) : 0),
    0,
  )
}

describe('against all tag sequences', () => {
  it('Viterbi finds the best one', () => {
    fc.assert(
      fc.property(cases, ({ emissions, crf }) => {
        const best = Math.max(
          ...allPaths(emissions.length / TAGS).map((path) => scoreOf(path, emissions, crf)),
        )
        expect(scoreOf([...viterbi(emissions, crf)], emissions, crf)).toBeCloseTo(best, 4)
      }),
      { numRuns: 50 },
    )
  })

  it('the best few are the first of all in order of score', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 7 }), ({ emissions, crf }, count) => {
        const scores = allPaths(emissions.length / TAGS)
          .map((path) => scoreOf(path, emissions, crf))
          .sort((a, b) => b - a)
        const found = bestPaths(emissions, crf, count)
        expect(found).toHaveLength(Math.min(count, scores.length))
        for (const [index, { path, score }] of found.entries()) {
          expect(score).toBeCloseTo(scores[index] ?? NaN, 3)
          expect(scoreOf([...path], emissions, crf)).toBeCloseTo(score, 3)
        }
        expect(new Set(found.map(({ path }) => path.join())).size).toBe(found.length)
      }),
      { numRuns: 50 },
    )
  })

  it('the probability of a tag is the share of the sequences that carry it', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ emissions, crf }, anywhere) => {
        const position = anywhere % (emissions.length / TAGS)
        const shares = new Array<number>(TAGS).fill(0)
        for (const path of allPaths(emissions.length / TAGS))
          shares[path[position] ?? 0] =
            (shares[path[position] ?? 0] ?? 0) + Math.exp(scoreOf(path, emissions, crf))
        const total = shares.reduce((sum, share) => sum + share, 0)
        const found = new CrfMarginals(emissions, crf).tagProbabilities(position)
        for (const [tag, share] of shares.entries()) expect(found[tag]).toBeCloseTo(share / total, 5)
      }),
      { numRuns: 50 },
    )
  })

  it('the probability of a span is the share of the sequences that hold it', () => {
    fc.assert(
      fc.property(cases, fc.nat(), fc.nat(), ({ emissions, crf }, first, more) => {
        const length = emissions.length / TAGS
        const start = first % length
        const end = start + 1 + (more % (length - start))
        let total = 0
        let holding = 0
        for (const path of allPaths(length)) {
          const weight = Math.exp(scoreOf(path, emissions, crf))
          total += weight
          if (
            tagSet
              .spansOf(path)
              .some((span) => span.start === start && span.end === end && span.type === 'LOC')
          )
            holding += weight
        }
        const marginals = new CrfMarginals(emissions, crf)
        expect(marginals.logPartition).toBeCloseTo(Math.log(total), 4)
        expect(marginals.spanProbability(start, end, 1, tagSet)).toBeCloseTo(holding / total, 5)
      }),
      { numRuns: 50 },
    )
  })
})

describe('decodeSpans', () => {
  const free = tables(new Float32Array(TAGS), new Float32Array(TAGS * TAGS), new Float32Array(TAGS))

  it('never opens a span with I-', () => {
    const emissions = new Float32Array(3 * TAGS)
    for (let position = 0; position < 3; position++) emissions[position * TAGS + tagSet.inside(0)] = 5
    expect(decodeSpans(emissions, free, tagSet)).toMatchObject([{ start: 0, end: 3, type: 'PER' }])
  })

  it('names the other type as runner-up when it comes closest, else nothing', () => {
    const place = Float32Array.of(0, 3, 0, 2.5, 0)
    const [unsure] = decodeSpans(place, free, tagSet)
    expect(unsure?.type).toBe('PER')
    expect(unsure?.runnerUp?.type).toBe('LOC')
    // three legal readings: O, B-PER, B-LOC (I- cannot open)
    const total = 1 + Math.exp(3) + Math.exp(2.5)
    expect(unsure?.score).toBeCloseTo(Math.exp(3) / total, 5)
    const [sure] = decodeSpans(Float32Array.of(2, 3, 0, 0, 0), free, tagSet)
    expect(sure?.runnerUp?.type).toBeNull()
    expect(sure?.runnerUp?.score).toBeCloseTo(Math.exp(2) / (Math.exp(3) + Math.exp(2) + 1), 5)
  })

  it('finds nothing in an empty text', () => {
    expect(decodeSpans(new Float32Array(0), free, tagSet)).toEqual([])
  })
})
