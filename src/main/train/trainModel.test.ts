import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readManifest } from '../vsgn/modelPack.ts'
import { Tagger } from '../vsgn/tagger.ts'
import { evaluate } from './evaluateModel.ts'
import { readLabelledPosts } from './labelledPosts.ts'
import { DEFAULT_PRETRAINING } from './pretraining/pretrainingOptions.ts'
import { DEFAULT_TEXT, plainSet, readRecipe } from './recipe.ts'
import type { TrainOptions } from './trainModel.ts'
import { trainModel } from './trainModel.ts'
import { inventedPosts } from './testing/inventedPosts.ts'
import type { TrainProgress } from './trainingRun.ts'

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'train-'))
  data = path.join(folder, 'posts.conll')
  await writeFile(data, `${inventedPosts()}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

function options(name: string, epochs: number, changes: Partial<TrainOptions> = {}): TrainOptions {
  const recipe = readRecipe(
    {
      name,
      epochs,
      patience: null,
      data: [{ name: 'invented', files: [data] }],
      dev: [{ name: 'invented', files: [data] }],
      network: {
        hidden: 32,
        heads: 2,
        encoderLayers: 1,
        feedForward: 64,
        latent: 8,
        patches: 4,
        dropout: { input: 0, layers: 0.1, output: 0 },
      },
      rates: { encoder: 0.003, new: 0.003, head: 0.01, table: 0.01 },
      batchPositions: 128,
    },
    'test',
    {},
  )
  return {
    recipe,
    out: path.join(folder, name),
    cacheFolder: path.join(folder, 'cache'),
    resume: false,
    from: null,
    threads: 1,
    ...changes,
  }
}

const quiet = { signal: new AbortController().signal, onProgress: () => undefined }

describe('a tiny training', () => {
  it('learns fifty posts by heart, and the pack it writes reads them as well', async () => {
    const epochs: TrainProgress[] = []
    const fifty = path.join(folder, 'fifty.conll')
    await writeFile(fifty, `${inventedPosts(50)}\n`)
    const sets = [{ ...plainSet(fifty, null), name: 'invented' }]
    const { recipe, ...rest } = options('heart', 30)
    const given = { ...rest, recipe: { ...recipe, data: sets, dev: sets } }
    const published = await trainModel(given, {
      signal: quiet.signal,
      onProgress: (progress) => {
        if (progress.epoch !== null) epochs.push(progress)
      },
    })
    expect(published.dev.invented?.micro.f1).toBe(100)
    expect(epochs).toHaveLength(30)
    expect(epochs.at(-1)?.epoch?.loss).toBeLessThan(epochs[0]?.epoch?.loss ?? 0)
    const { manifest } = await readManifest(published.folder)
    expect(manifest.card).toMatchObject({ seeds: [1], data: { train: [{ name: 'invented', posts: 50 }] } })
    // thirty-eight spans are too few to fit a temperature to
    const spans = { spans: 38, before: expect.any(Number) as number, after: expect.any(Number) as number }
    expect(manifest.card).toMatchObject({ calibration: { temperature: 1, dev: { invented: spans } } })
    expect(manifest.calibration).toEqual({ temperature: 1 })
    // bytes lose nothing on posts learned by heart
    expect(manifest.serving).toMatchObject({ precision: 'int8', devF1: { float32: 100, int8: 100 } })
    // no post of theirs has a caption or a picture
    expect(Object.keys(manifest.serving?.ranges ?? {})).toEqual(['text'])

    const tagger = await Tagger.load(published.folder, { device: 'cpu', threads: 1 })
    const long = Array.from({ length: 40 }, () => ['saw', 'Ada', 'Berg', 'today', '!']).flat()
    const [short, whole, empty] = await tagger.tag([
      { tokens: ['saw', 'Ada', 'Berg', 'today', '!'], caption: null, picture: null },
      { tokens: long, caption: null, picture: null },
      { tokens: [], caption: null, picture: null },
    ])
    expect(short?.spans).toMatchObject([{ start: 1, end: 3, type: 'PER' }])
    expect(short?.spans[0]?.score).toBeGreaterThan(0.5)
    // two hundred words are read in windows and none is left out
    expect(whole?.spans.at(-1)?.end).toBeGreaterThan(190)
    expect(empty?.spans).toEqual([])
    const scored = await evaluate(tagger, await readLabelledPosts(fifty), {
      drop: ['caption'],
      shuffle: [],
      seed: 1,
    })
    expect(scored.tally.micro.f1).toBe(1)
    expect(scored.inputs).toEqual({ pictures: 0, captions: 0 })
    expect(tagger.info.precision).toBe('int8')
    await tagger.dispose()
  }, 60_000)

  it('goes on after a stop in the middle of an epoch to the very same weights', async () => {
    const whole = await trainModel(options('resumed', 3), quiet)
    const expected = await readFile(path.join(whole.folder, 'weights.safetensors'))
    const stop = new AbortController()
    const stopped = trainModel(options('resumed', 3), {
      signal: stop.signal,
      // the first report is of the first step: one batch of the first epoch is done
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(stopped).rejects.toThrow('enough')
    await expect(trainModel(options('resumed', 4, { resume: true }), quiet)).rejects.toThrow(
      /another recipe/u,
    )
    const from = path.join(folder, 'heart')
    await expect(trainModel(options('resumed', 3, { resume: true, from }), quiet)).rejects.toThrow(
      /another model to start from/u,
    )
    const { cacheFolder } = options('resumed', 3)
    const state = path.join(cacheFolder, 'resumed.checkpoint', 'state.json')
    const saved = JSON.parse(await readFile(state, 'utf8')) as { seconds: number }
    expect(saved.seconds).toBeGreaterThan(0)
    await writeFile(state, JSON.stringify({ ...saved, seconds: 1000 }))
    const resumed = await trainModel(options('resumed', 3, { resume: true }), quiet)
    expect(resumed.seconds).toBeGreaterThanOrEqual(1000)
    expect(await readFile(path.join(resumed.folder, 'weights.safetensors'))).toEqual(expected)
  }, 60_000)

  it.each([{ rowWidth: 64 }, { tableRows: 1000 }])(
    'refuses words of another table before it learns: %j',
    async (other) => {
      const { recipe, ...rest } = options('table', 1)
      const given = { ...rest, recipe: { ...recipe, network: { ...recipe.network, ...other } } }
      await expect(trainModel(given, quiet)).rejects.toMatchObject({ kind: 'invalid-input' })
    },
  )

  it('gives other weights from another seed', async () => {
    const given = options('seeded', 1)
    const weights = async (seed: number): Promise<Buffer> => {
      const { folder: pack } = await trainModel({ ...given, recipe: { ...given.recipe, seed } }, quiet)
      return readFile(path.join(pack, 'weights.safetensors'))
    }
    expect(await weights(1)).not.toEqual(await weights(2))
  }, 60_000)

  it('continues from a pack, or from the mean of some, after more pre-training where the recipe says so', async () => {
    const heart = path.join(folder, 'heart')
    const text = path.join(folder, 'text.txt')
    await writeFile(text, Array.from({ length: 60 }, () => 'we met Ada Berg in Lisbon today').join('\n'))
    const pretraining = { ...DEFAULT_PRETRAINING, steps: 2, batchPositions: 120, targets: 20 }
    const { recipe, ...rest } = options('next', 1, { from: heart, meanWith: [heart] })
    const taught = { ...recipe, pretraining, text: { ...DEFAULT_TEXT, files: [text], minCount: 1 } }
    const stages = new Set<string>()
    const onProgress = ({ stage }: TrainProgress): void => void stages.add(stage)
    const next = await trainModel({ ...rest, recipe: taught }, { ...quiet, onProgress })
    expect([...stages]).toContain('pre-training')
    expect(next.dev.invented?.micro.f1).toBeGreaterThan(80)
  }, 60_000)

  it('without an epoch writes what it would go on from, with scores of its own', async () => {
    const heart = path.join(folder, 'heart')
    const { recipe, ...rest } = options('again', 0, { from: heart, meanWith: [heart] })
    const again = await trainModel({ ...rest, recipe: { ...recipe, data: [] } }, quiet)
    const weights = (pack: string) => readFile(path.join(pack, 'weights.safetensors'))
    expect(await weights(again.folder)).toEqual(await weights(heart))
    expect(again).toMatchObject({ epoch: 0, history: [], dev: { invented: { micro: { f1: 100 } } } })
    const { manifest } = await readManifest(again.folder)
    const { sha256 } = await readManifest(heart)
    const from = { name: 'heart', sha256 }
    expect(manifest).toMatchObject({
      labels: ['PER', 'LOC', 'ORG', 'MISC'],
      serving: { precision: 'int8' },
      card: { from: [from, from], epochs: [], data: { train: [], dev: [{ name: 'invented' }] } },
    })
    await expect(trainModel(options('nothing', 0), quiet)).rejects.toMatchObject({ kind: 'invalid-input' })
  }, 60_000)

  it('stopped while the pack is scored leaves what stood there, and goes on later without a step', async () => {
    const stop = new AbortController()
    const before = await readdir(folder)
    const stopped = trainModel(options('scored', 1), {
      signal: stop.signal,
      onProgress: ({ stage }) => {
        if (stage.startsWith('scoring')) stop.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(await readdir(folder)).toEqual(before)
    const steps: TrainProgress[] = []
    const again = await trainModel(options('scored', 1, { resume: true }), {
      signal: quiet.signal,
      onProgress: (progress) => {
        if (progress.unit === 'steps' && progress.epoch === null) steps.push(progress)
      },
    })
    expect(steps).toEqual([])
    expect((await readManifest(again.folder)).manifest.card).toMatchObject({ seeds: [1] })
  }, 60_000)

  it.each([
    ['spoils what is served', null, (f1: number) => f1 < 60],
    ['leaves what is served alone in a label space of its own', 'blind', (f1: number) => f1 > 75],
  ] as const)(
    'a set that contradicts the others %s',
    async (_what, labelSpace, holds) => {
      const blind = path.join(folder, 'blind.conll')
      await writeFile(blind, inventedPosts().replaceAll(/\t[BI]-\w+/gu, '\tO'))
      const { recipe, ...rest } = options(`beside-${labelSpace}`, 8, { from: path.join(folder, 'heart') })
      const data = [
        ...recipe.data,
        { ...plainSet(blind, null), name: 'blind', files: [blind, blind, blind], labelSpace },
      ]
      const published = await trainModel({ ...rest, recipe: { ...recipe, data } }, quiet)
      expect(published.dev.invented?.micro.f1).toSatisfy(holds)
      const { network } = (await readManifest(published.folder)).manifest
      expect(network.labelSpaces).toEqual(labelSpace === null ? [] : [labelSpace])
    },
    60_000,
  )
})
