import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CrfMarginals } from '../../vsgn/crfMarginals.ts'
import { describePack } from '../../vsgn/describeModel.ts'
import { LinearFeatures } from '../../vsgn/linear/linearFeatures.ts'
import { emptyWeights } from '../../vsgn/linear/linearModel.ts'
import { wordGroups } from '../../vsgn/linear/wordGroups.ts'
import { baseScores } from '../../vsgn/linear/baseScores.ts'
import { loadTagger } from '../../vsgn/loadTagger.ts'
import { writeModelPack } from '../../vsgn/modelPack.ts'
import { Tagger } from '../../vsgn/tagger.ts'
import { NONSENSE } from '../../vsgn/testing/nonsensePack.ts'
import { TagSet } from '../../vsgn/tagSet.ts'
import { readRecipe } from '../recipe.ts'
import { clusterWords } from './clusterWords.ts'
import { crfExpectations } from './crfExpectations.ts'
import { LINEAR_DEFAULTS, LinearTrainer, pathScore } from './linearTrainer.ts'
import { trainLinearModel } from './trainLinearModel.ts'

const types = ['PER', 'LOC']
const { crf } = emptyWeights(types)
/** Scores of all sizes, the same ones every time. */
const some = (count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, n) => Math.sin(7 * n + 1))
const scored = {
  ...crf,
  transitions: crf.transitions.map((value, index) => value + (some(25)[index] ?? 0)),
  end: some(5),
}

describe('crfExpectations', () => {
  const emissions = some(4 * 5)
  const expected = crfExpectations(emissions, scored)
  const marginals = new CrfMarginals(emissions, scored)

  it('agrees with the sums that serving uses', () => {
    expect(expected.logPartition).toBeCloseTo(marginals.logPartition, 9)
    for (let position = 0; position < 4; position++)
      for (let tag = 0; tag < 5; tag++)
        expect(expected.tags[position * 5 + tag]).toBeCloseTo(marginals.probability(position, [tag]), 9)
    for (let from = 0; from < 5; from++)
      for (let to = 0; to < 5; to++) {
        const pairs = [0, 1, 2].map((position) => marginals.probability(position, [from, to]))
        expect(expected.pairs[from * 5 + to]).toBeCloseTo(
          pairs.reduce((sum, value) => sum + value, 0),
          9,
        )
      }
  })

  it('is the gradient of the log partition', () => {
    const step = 1e-3
    const changed = (index: number, by: number): number =>
      crfExpectations(
        emissions.map((value, at) => (at === index ? value + by : value)),
        scored,
      ).logPartition
    for (const index of [0, 7, 13, 19])
      expect((changed(index, step) - changed(index, -step)) / (2 * step)).toBeCloseTo(
        expected.tags[index] ?? 0,
        3,
      )
  })
})

const features = new LinearFeatures(() => [])
const example = (words: string, tags: string) => ({
  rows: features.rowsOf(words.split(' '), null),
  before: null,
  gold: tags.split(' ').map((tag) => new TagSet(types).numberOf(tag)),
})

describe('LinearTrainer', () => {
  const examples = [
    example('saw Ada Berg today', 'O B-PER I-PER O'),
    example('off to Velden', 'O O B-LOC'),
    example('nothing here', 'O O'),
  ]

  it('first loses the logarithm of the number of legal readings', () => {
    const trainer = new LinearTrainer(types, [examples[2] as (typeof examples)[number]], LINEAR_DEFAULTS)
    // two words: after O or at the start three tags are legal, after an entity one more
    expect(trainer.runEpoch(0)).toBeCloseTo(Math.log(3 + 2 * 4), 5)
  })

  it('lowers the loss, and gives the same weights again from the same seed', () => {
    const run = (): [number, Float32Array] => {
      const trainer = new LinearTrainer(types, examples, { ...LINEAR_DEFAULTS, penalty: 0.01 })
      const losses = Array.from({ length: LINEAR_DEFAULTS.epochs }, (_, epoch) => trainer.runEpoch(epoch))
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 4)
      return [losses.at(-1) ?? 0, trainer.weights.features]
    }
    expect(run()).toEqual(run())
  })

  it('keeps weights small where the penalty is large', () => {
    const squares = (penalty: number): number => {
      const trainer = new LinearTrainer(types, examples, { ...LINEAR_DEFAULTS, penalty })
      for (let epoch = 0; epoch < LINEAR_DEFAULTS.epochs; epoch++) trainer.runEpoch(epoch)
      return trainer.weights.features.reduce((sum, value) => sum + value * value, 0)
    }
    expect(squares(10)).toBeLessThan(squares(0.1) / 2)
  })

  it('scores a path by its emissions and steps', () => {
    const emissions = some(2 * 5)
    const weights = { ...emptyWeights(types), crf: scored }
    const by = (values: Float32Array, index: number): number => values[index] ?? 0
    expect(pathScore(emissions, [1, 2], weights)).toBeCloseTo(
      by(emissions, 1) + by(scored.transitions, 1 * 5 + 2) + by(emissions, 5 + 2) + by(scored.end, 2),
      6,
    )
  })
})

describe('LinearFeatures', () => {
  const rows = (tokens: string[], caption: string | null = null): Uint32Array[] =>
    features.rowsOf(tokens, caption)

  it('has one list a token, whatever the token', () => {
    expect(rows(['', '\uFE0F', '👍🏽', 'a'])).toHaveLength(4)
    expect(rows([])).toEqual([])
  })

  it('shows the caption to words with a capital alone', () => {
    const shown = (caption: string | null): number[] =>
      rows(['Jordan', 'wins'], caption).map((list) => list.length)
    expect(shown('a player on a court')).toEqual([(shown(null)[0] ?? 0) + 2, shown(null)[1]])
  })

  it('knows a word by its groups, in another case too', () => {
    const grouped = wordGroups({ words: ['Paris', 'rome'], groups: Int32Array.of(13, 25), fine: 12 })
    expect(grouped('Paris')).toEqual(['c1', 'f13'])
    expect(grouped('Rome')).toEqual(['c2', 'f25'])
    expect(grouped('Kesh')).toEqual([])
  })
})

describe('clusterWords', () => {
  it('puts vectors of like direction together, whatever their length', () => {
    const around = [0, 1, 2, 3].map((corner) => (corner * Math.PI) / 2)
    const vectors = around.flatMap((angle) =>
      [0.02, 0.05, -0.03, 0.01, -0.04, 0.03].flatMap((off, n) => [
        (n + 1) * Math.cos(angle + off),
        (n + 1) * Math.sin(angle + off),
      ]),
    )
    // a seed from which every corner gets a centre
    const settings = { seed: 3, coarse: 4, fine: 1, rounds: 5 }
    const groups = clusterWords(Float32Array.from(vectors), 2, settings)
    for (let corner = 0; corner < 4; corner++)
      expect(new Set(groups.slice(corner * 6, corner * 6 + 6)).size).toBe(1)
    expect(new Set(groups).size).toBe(4)
  })
})

describe('a linear CRF', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linear-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined }

  it('learns posts by heart, and its pack reads, explains and describes itself', async () => {
    const data = path.join(folder, 'posts.conll')
    const lines = ['saw\tO\nAda\tB-PER\nBerg\tI-PER', 'in\tO\nVelden\tB-LOC', 'nothing\tO\nhere\tO']
    await writeFile(data, `${lines.join('\n\n')}\n`)
    const set = { name: 'own', files: [data] }
    const recipe = readRecipe({ name: 'line', epochs: 8, data: [set], dev: [set] }, 'test', {})
    const train = (out: string, from: string | null, over: string | null = null) =>
      trainLinearModel(
        { recipe, out: path.join(folder, out), cacheFolder: folder, resume: false, from, over, threads: 1 },
        quiet,
      )
    const published = await train('line', null)
    await expect(train('over', null, published.folder)).rejects.toThrow(/expected a network to correct/u)
    expect(published.dev.own?.micro.f1).toBe(100)

    const tagger = await loadTagger(published.folder, { device: 'auto', threads: 1 })
    const input = { tokens: ['saw', 'Ada', 'Berg'], caption: null, picture: null }
    expect((await tagger.tag([input]))[0]?.spans).toMatchObject([{ start: 1, end: 3, type: 'PER' }])
    const explained = await tagger.explain(input, { start: 1, end: 3 })
    expect(explained.readings[0]?.type).toBe('PER')
    expect(explained.withoutCaption).toBeNull()
    await expect(loadTagger(published.folder, { device: 'webgpu', threads: 1 })).rejects.toThrow(
      /runs on the CPU alone/u,
    )
    expect(await describePack(published.folder)).toMatchObject({ kind: 'linear-crf', size: 'linear' })

    const again = await train('again', published.folder)
    const weights = (of: string): Promise<Buffer> => readFile(path.join(of, 'weights.safetensors'))
    expect(await weights(again.folder)).toEqual(await weights(published.folder))
    await writeFile(path.join(again.folder, 'word-groups.txt'), '1')
    await expect(loadTagger(again.folder, { device: 'auto', threads: 1 })).rejects.toThrow(/was changed/u)
  }, 60_000)

  it('corrects what a network reads, in one pack with it', async () => {
    const data = path.join(folder, 'corrected.conll')
    const lines = ['saw\tO\nAda\tB-PER\nBerg\tI-PER', 'the\tO\nLions\tB-TEAM', 'nothing\tO\nhere\tO']
    await writeFile(data, `${lines.join('\n\n')}\n`)
    const set = { name: 'own', files: [data] }
    const recipe = readRecipe({ name: 'over', epochs: 8, data: [set], dev: [set] }, 'test', {})
    const network = path.join(folder, 'network')
    await writeModelPack(network, NONSENSE)
    const train = (out: string, over: string) =>
      trainLinearModel(
        {
          recipe,
          out: path.join(folder, out),
          cacheFolder: folder,
          resume: false,
          from: null,
          over,
          threads: 1,
        },
        quiet,
      )
    const published = await train('over', network)
    expect(published.dev.own?.micro.f1).toBe(100)
    const { modules } = (await describePack(published.folder)).parameters
    expect(modules.base).toBeGreaterThan(10_000)

    const cpu = { device: 'cpu', threads: 1 } as const
    const base = await Tagger.load(network, cpu)
    const inputs = [{ tokens: ['so', 'we', 'met', 'Ines', '!'], caption: null, picture: null }]
    const [scores] = await baseScores(base, ['PER', 'TEAM'], inputs)
    const [probabilities] = await base.tagProbabilities(inputs)
    const types = new TagSet(['PER', 'TEAM'])
    for (let token = 0; token < 5; token++) {
      // both packs count O, B-PER and I-PER first; nobody knows of teams
      for (const tag of [0, 1, 2])
        expect(Math.exp(scores?.[token * types.size + tag] ?? NaN)).toBeCloseTo(
          Math.max(0.01, probabilities?.[token * types.size + tag] ?? NaN),
          5,
        )
      expect(Math.exp(scores?.[token * types.size + 3] ?? NaN)).toBeCloseTo(0.01, 6)
    }
    await base.dispose()

    // the network in the pack is the one that is corrected again: nothing is learned on top of what was learned
    const again = await train('again over', published.folder)
    const weights = (of: string): Promise<Buffer> => readFile(path.join(of, 'weights.safetensors'))
    expect(await weights(again.folder)).toEqual(await weights(published.folder))

    await writeFile(path.join(again.folder, 'base-vector-words.txt'), 'Ada')
    await expect(loadTagger(again.folder, cpu)).rejects.toThrow(/was changed/u)
  }, 60_000)
})
