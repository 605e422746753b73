import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LINE_END } from '../corpus.ts'
import type { Weights } from '../optimiser.ts'
import { readRecipe } from '../recipe.ts'
import type { StartingPoint } from '../startingPoint.ts'
import { fromScratch } from '../startingPoint.ts'
import { learnFromText } from '../textStage.ts'
import type { TextOptions } from '../textStage.ts'
import type { TrainProgress } from '../trainingRun.ts'
import { MaskedWords, outlineOf } from './maskedWords.ts'
import type { PretrainingOptions } from './pretrainingOptions.ts'
import { pretrain } from './pretrain.ts'

let folder: string
let text: TextOptions
let start: StartingPoint

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pretrain-'))
  const file = path.join(folder, 'text.txt')
  // the second word of a line tells its last one
  const lines = Array.from({ length: 400 }, (_, index) =>
    index % 2 === 0 ? 'we sailed far out to sea' : 'we climbed far up the hill',
  )
  await writeFile(file, lines.join('\n'))
  const recipe = readRecipe(
    {
      name: 'tiny',
      text: {
        files: [file],
        minCount: 1,
        frequentWords: 100,
        skipGram: { dimensions: 8, epochs: 1, subsample: 1 },
      },
      network: { hidden: 16, heads: 2, encoderLayers: 1, feedForward: 32, latent: 8 },
    },
    'test',
    {},
  )
  text = recipe.text as TextOptions
  start = fromScratch(recipe, ['PER'], await learnFromText(text, folder, () => undefined), [])
})
afterAll(() => rm(folder, { recursive: true }))

const OPTIONS: PretrainingOptions = {
  seed: 1,
  steps: 60,
  batchPositions: 96,
  maskShare: 0.2,
  targets: 11,
  rate: 0.01,
  warmUpSteps: 5,
  holdUntil: 0.7,
  finalRate: 0.1,
  weightDecay: 0,
  clip: 1,
}

describe('pretrain', () => {
  const run = (name: string, options: Partial<PretrainingOptions>, signal?: AbortSignal, losses?: number[]) =>
    pretrain(start, text, { ...OPTIONS, ...options }, path.join(folder, name), 1, {
      signal: signal ?? new AbortController().signal,
      onProgress: ({ loss }: TrainProgress) => {
        if (loss !== null) losses?.push(loss)
      },
    })
  const flat = ({ values, table }: Weights): Float32Array[] => [table, ...values.values()]

  it('changes the encoder and the table, leaves the rest, and gives the same again', async () => {
    const losses: number[] = []
    // how often a loss is reported hangs on the clock: the one before any step is that of a run of one step
    await run('first', { steps: 1 }, undefined, losses)
    const trained = await run('once', { steps: 150 }, undefined, losses)
    // half of the words can be known for sure from the others, and the rest is one of few
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 0.8)
    expect(trained.weights.table).not.toEqual(start.weights.table)
    for (const [name, values] of trained.weights.values)
      if (name === 'encoder.0.feed_forward.inner.weight')
        expect(values).not.toEqual(start.weights.values.get(name))
      else if (!/^(?:input|encoder)\./u.test(name)) expect(values).toEqual(start.weights.values.get(name))
    expect(flat((await run('again', { steps: 150 })).weights)).toEqual(flat(trained.weights))
  })

  it('goes on after a stop to the very same weights', async () => {
    const stop = new AbortController()
    const stopped = pretrain(start, text, OPTIONS, path.join(folder, 'stopped'), 1, {
      signal: stop.signal,
      onProgress: ({ loss }) => {
        if (loss !== null) stop.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    const resumed = await run('stopped', {})
    expect(flat(resumed.weights)).toEqual(flat((await run('whole', {})).weights))
  })

  /** A pre-training of these steps, stopped after one. */
  const stopAtFirst = async (name: string, steps: number): Promise<void> => {
    const stop = new AbortController()
    const stopped = pretrain(start, text, { ...OPTIONS, steps }, path.join(folder, name), 1, {
      signal: stop.signal,
      onProgress: ({ loss }) => {
        if (loss !== null) stop.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
  }

  it('goes on as a run of another length while both rates stand still, to the very same weights', async () => {
    await stopAtFirst('longer', 90)
    const shortened = await run('longer', {})
    expect(flat(shortened.weights)).toEqual(flat((await run('whole', {})).weights))
    await expect(run('longer', { steps: 90 })).rejects.toThrow(
      /step 60 of a pre-training of 60 steps; one of 90 steps differs from it after step 42/u,
    )
  })

  it('refuses the checkpoint of another recipe, text, and pack to go on from', async () => {
    await stopAtFirst('of-a-fresh-one', 60)
    await expect(run('of-a-fresh-one', { seed: 2 })).rejects.toThrow(/another recipe/u)
    const folderOf = path.join(folder, 'of-a-fresh-one')
    const context = { signal: new AbortController().signal, onProgress: () => undefined }
    const other = pretrain({ ...start, origin: 'a pack' }, text, OPTIONS, folderOf, 1, context)
    await expect(other).rejects.toThrow(/another recipe/u)
    const file = path.join(folder, 'other.txt')
    await writeFile(file, Array.from({ length: 400 }, () => 'they rowed up the quiet river').join('\n'))
    const ofOther = pretrain(start, { ...text, files: [file] }, OPTIONS, folderOf, 1, context)
    await expect(ofOther).rejects.toThrow(/other data/u)
  })
})

describe('MaskedWords', () => {
  it('tells words by their class, rare ones by their outline, and is the same for the same step', () => {
    const words = ['the', 'sea', 'Quay', 'NASA', '42']
    const ids = Int32Array.of(0, 1, 2, 3, 4, LINE_END)
    const corpus = { words, counts: new Float64Array(5).fill(1), ids, lines: 1 }
    const masked = new MaskedWords(corpus, start.encoder, 2, 0.5)
    const batch = masked.batch(1, 7, 24)
    expect(masked.batch(1, 7, 24).positions).toEqual(batch.positions)
    expect(masked.batch(1, 8, 24).positions).not.toEqual(batch.positions)
    const classes = [0, 1, 2 + 1, 2 + 2, 2 + 4]
    for (const [index, weight] of batch.weights.entries())
      if (weight === 1)
        expect(batch.targets[index]).toBe(classes[(batch.positions[index] ?? 0) % words.length])
  })

  it('packs lines into rows until hardly any is left over, and tells them apart', () => {
    const lengths = [4, 7, 11, 60, 25]
    const ids = Int32Array.from(lengths.flatMap((length) => [...new Array<number>(length).fill(0), LINE_END]))
    const corpus = { words: ['sea'], counts: Float64Array.of(107), ids, lines: lengths.length }
    const { texts, starts, lines, length, size } = new MaskedWords(corpus, start.encoder, 1, 0.2).batch(
      1,
      3,
      960,
    )
    expect(lines).toHaveLength(size * length)
    const expected = new Float32Array(size * length)
    for (const [index, text] of texts.entries()) {
      const from = starts[index] ?? -1
      expect(Math.floor(from / length)).toBe(Math.floor((from + text.length - 1) / length))
      expected.fill(index + 1, from, from + text.length)
    }
    expect(lines).toEqual(expected)
    expect(texts.reduce((sum, text) => sum + text.length, 0)).toBe(lines.filter((line) => line > 0).length)
    expect(lines.filter((line) => line === 0).length).toBeLessThan(0.1 * lines.length)
  })

  it.each([
    ['sea', 0],
    ['Quay', 1],
    ['NASA', 2],
    ['iPhone', 3],
    ['B2B', 4],
    ['…', 5],
  ])('gives %s the outline %i', (word, outline) => {
    expect(outlineOf(word)).toBe(outline)
  })
})
