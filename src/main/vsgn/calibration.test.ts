import { describe, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { bestPaths } from './bestPaths.ts'
import { calibrationErrors, fitTemperature, withTemperature } from './calibration.ts'
import type { LabelledEmissions } from './calibration.ts'
import { CrfMarginals } from './crfMarginals.ts'
import { compactConfig } from './network/config.ts'
import { crfTables } from './network/crf.ts'
import { TagSet } from './tagSet.ts'
import { viterbi } from './viterbi.ts'

const tagSet = new TagSet(['PER'])
const K = tagSet.size
const crf = crfTables(
  compactConfig({ types: ['PER'] }),
  new Map([
    ['crf.transitions', new Float32Array(K * K)],
    ['crf.start', new Float32Array(K)],
    ['crf.end', new Float32Array(K)],
  ]),
)

/**
 * Posts of one word that is a person with the probability its true scores say, and a model that gives these scores
 * multiplied: one that is `boldness` times too sure.
 */
function boldModel(boldness: number, posts = 2000): LabelledEmissions[] {
  const random = new SeededRandom(3)
  return Array.from({ length: posts }, () => {
    const score = 3 * random.uniform()
    const isPerson = random.uniform() < 1 / (1 + Math.exp(-score))
    return {
      emissions: Float32Array.of(0, score * boldness, -30),
      gold: isPerson ? [{ start: 0, end: 1, type: 'PER' }] : [],
      unlabelled: [],
    }
  })
}

describe('temperature', () => {
  it.each([0.5, 1, 3])('undoes that a model is %s times too sure', (boldness) => {
    const posts = boldModel(boldness)
    const temperature = fitTemperature(posts, crf, tagSet)
    expect(Math.abs(Math.log(temperature / boldness))).toBeLessThan(0.15)
    const { spans, before, after } = calibrationErrors(posts, withTemperature(crf, temperature), tagSet)
    expect(spans).toBe(2000)
    expect(after).toBeLessThan(0.03)
    if (boldness !== 1) expect(before).toBeGreaterThan(2 * (after ?? NaN))
  })

  it('is one where there is too little to go by, or no error to learn from', () => {
    expect(fitTemperature(boldModel(3, 50), crf, tagSet)).toBe(1)
    const faultless = boldModel(3).map((post) => ({ ...post, gold: [{ start: 0, end: 1, type: 'PER' }] }))
    expect(fitTemperature(faultless, crf, tagSet)).toBe(1)
    const unknown = boldModel(3).map((post) => ({ ...post, unlabelled: ['PER'] }))
    expect(fitTemperature(unknown, crf, tagSet)).toBe(1)
    expect(calibrationErrors(unknown, crf, tagSet)).toEqual({ spans: 0, before: null, after: null })
  })

  it('divides every score and leaves the best reading as it is', () => {
    const random = new SeededRandom(8)
    const emissions = Float32Array.from({ length: 5 * K }, () => 3 * random.normal())
    const warm = withTemperature(crf, 2.5)
    const divided = emissions.map((score) => score / 2.5)
    const [marginals, expected] = [new CrfMarginals(emissions, warm), new CrfMarginals(divided, crf)]
    expect(marginals.logPartition).toBeCloseTo(expected.logPartition, 5)
    for (let position = 0; position < 5; position++)
      for (const [tag, share] of marginals.tagProbabilities(position).entries())
        expect(share).toBeCloseTo(expected.tagProbabilities(position)[tag] ?? NaN, 6)
    expect(viterbi(emissions, warm)).toEqual(viterbi(emissions, crf))
    const [best] = bestPaths(emissions, warm, 1)
    expect(best?.path).toEqual(viterbi(emissions, crf))
    expect(best?.score).toBeCloseTo(bestPaths(divided, crf, 1)[0]?.score ?? NaN, 5)
  })
})
