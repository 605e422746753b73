import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestPaths } from '../bestPaths.ts'
import { CrfMarginals } from '../crfMarginals.ts'
import { TagSet } from '../tagSet.ts'
import { viterbi } from '../viterbi.ts'
import { fullConfig, labelsOf } from './config.ts'
import { crfTables, forPost } from './crf.ts'
import { labelPieces, wordTables } from './pieceLabels.ts'

const config = fullConfig({ types: ['PER'], subwordLabels: 'thirteen' })
const tagSet = new TagSet(config.types)
const [T, K] = [tagSet.size, labelsOf(config).length]

const numbers = (length: number): fc.Arbitrary<Float32Array> =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values))

/** Up to four words of up to three pieces, their emissions at every piece and mark, and a CRF over pieces. */
const cases = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }).chain((counts) =>
  fc.record({
    counts: fc.constant(counts),
    emissions: numbers((counts.reduce((sum, count) => sum + count, 0) + 2) * K),
    start: numbers(K),
    transitions: numbers(K * K),
    end: numbers(K),
  }),
)

const readings = (length: number): number[][] =>
  length === 0
    ? [[]]
    : readings(length - 1).flatMap((path) =>
        tagSet.tags.flatMap((tag, number) => {
          const opens = tag.startsWith('I-') && [undefined, 0].includes(path.at(-1))
          return opens ? [] : [[...path, number]]
        }),
      )

it('labels the marks, the first piece of each word and those that continue it', () => {
  const labels = labelsOf(config)
  const path = labelPieces([1, 3, 2], [1, 2, 0], T)
  expect(path.map((label) => labels[label])).toEqual(['[CLS]', 'B-PER', 'I-PER', 'X', 'X', 'O', 'X', '[SEP]'])
})

describe('the CRF over words', () => {
  it('is that over pieces, among the readings that keep to the pieces', () => {
    fc.assert(
      fc.property(cases, ({ counts, emissions, start, transitions, end }) => {
        const pieces = crfTables(
          config,
          new Map(Object.entries({ 'crf.start': start, 'crf.transitions': transitions, 'crf.end': end })),
        )
        const at = (values: Float32Array, index: number): number => values[index] ?? NaN
        const scored = readings(counts.length).map((tags) => {
          const path = labelPieces(counts, tags, T)
          const score = path.reduce(
            (sum, label, position) =>
              sum +
              at(emissions, position * K + label) +
              (position === 0 ? at(start, label) : at(transitions, (path[position - 1] ?? 0) * K + label)),
            at(end, path.at(-1) ?? 0),
          )
          return { tags, score }
        })
        const largest = Math.max(...scored.map(({ score }) => score))
        const total = scored.reduce((sum, { score }) => sum + Math.exp(score - largest), 0)

        let first = 1
        const words = counts.flatMap((count) => {
          const row = Array.from(emissions.subarray(first * K, first * K + T))
          first += count
          return row
        })
        const crf = forPost(
          wordTables(pieces),
          Uint8Array.from(counts, (count) => Number(count > 1)),
        )
        const scoreOf = (path: ArrayLike<number> | undefined): number =>
          scored.find(({ tags }) => tags.join() === Array.from(path ?? []).join())?.score ?? NaN
        const found = Float32Array.from(words)
        expect(scoreOf(viterbi(found, crf))).toBeCloseTo(largest, 4)
        expect(scoreOf(bestPaths(found, crf, 1)[0]?.path)).toBeCloseTo(largest, 4)
        const marginals = new CrfMarginals(found, crf)
        for (const { tags, score } of scored)
          expect(marginals.probability(0, tags)).toBeCloseTo(Math.exp(score - largest) / total, 4)
      }),
      { numRuns: 40 },
    )
  })
})
