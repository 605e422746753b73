import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { evaluate } from './evaluateModel.ts'
import { readLabelledPosts } from './labelledPosts.ts'
import { readRecipe } from './recipe.ts'
import { inventedPosts } from './testing/inventedPosts.ts'
import type { TrainOptions } from './trainModel.ts'
import { trainModel } from './trainModel.ts'
import type { PublishedModel } from './publishModel.ts'

/** The full size with small numbers: word pieces, two post-norm layers, captions. */

let folder: string
let data: string
let learned: PublishedModel

const quiet = { signal: new AbortController().signal, onProgress: () => undefined }
const CPU = { device: 'cpu', threads: 1 } as const

function options(name: string, epochs: number, changes: Partial<TrainOptions> = {}): TrainOptions {
  const set = { name: 'invented', files: [data], captions: path.join(folder, 'captions.tsv') }
  const recipe = readRecipe(
    {
      name,
      size: 'full',
      epochs,
      patience: null,
      data: [set],
      dev: [set],
      network: {
        hidden: 32,
        rowWidth: 32,
        heads: 2,
        encoderLayers: 2,
        feedForward: 64,
        positions: 64,
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
  const cacheFolder = path.join(folder, 'cache')
  return {
    recipe,
    out: path.join(folder, name),
    cacheFolder,
    resume: false,
    from: null,
    threads: 1,
    ...changes,
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'full-'))
  data = path.join(folder, 'posts.conll')
  await writeFile(data, `${inventedPosts()}\n`)
  const posts = await readLabelledPosts(data)
  const captions = posts.slice(0, 12).map(({ id, tokens }) => `${id}\ta picture of ${tokens.length} things`)
  await writeFile(path.join(folder, 'captions.tsv'), captions.join('\n'))
  learned = await trainModel(options('learned', 20), quiet)
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

it('learns twenty posts by heart from word pieces, and the pack holds its vocabulary', async () => {
  expect(learned.dev.invented?.micro.f1).toBe(100)
  const { manifest } = await readManifest(learned.folder)
  expect(manifest).toMatchObject({ size: 'full', recipe: { text: 'pieces-1' }, inputs: { caption: true } })
  expect(Object.keys(manifest.files).sort()).toEqual(['vocab.txt', 'weights.safetensors'])
  const tagger = await loadTagger(learned.folder, CPU)
  const scored = await evaluate(tagger, await readLabelledPosts(data))
  expect(scored.tally.micro.f1).toBe(1)
  await tagger.dispose()
})

it('reads posts longer than the encoder knows positions, in windows that leave no word out', async () => {
  const tagger = await loadTagger(learned.folder, CPU)
  const sentence = ['saw', 'Ada', 'Berg', 'today', '!']
  const link = 'https://example.org/a-long-and-winding-road-to-nowhere'
  const long = [...Array.from({ length: 20 }, () => sentence).flat(), link, ...sentence]
  const [short, whole, empty] = await tagger.tag([
    { tokens: sentence, caption: null, picture: null },
    { tokens: long, caption: 'one '.repeat(30), picture: null },
    { tokens: [], caption: null, picture: null },
  ])
  expect(short?.spans).toMatchObject([{ start: 1, end: 3, type: 'PER' }])
  expect(whole?.spans.at(-1)?.end).toBe(long.length - 2)
  expect(empty?.spans).toEqual([])
  const explained = await tagger.explain(
    { tokens: long, caption: null, picture: null },
    { start: 102, end: 104 },
  )
  expect(explained.readings.length).toBeGreaterThan(4)
  expect(explained.neighbours.every(({ index }) => index >= 0 && index < long.length)).toBe(true)
  await tagger.dispose()
})

it('goes on after a stop in the middle of an epoch to the very same weights', async () => {
  const weightsOf = ({ folder: pack }: PublishedModel): Promise<Buffer> =>
    readFile(path.join(pack, 'weights.safetensors'))
  const expected = await weightsOf(await trainModel(options('resumed', 2), quiet))
  const stop = new AbortController()
  const onProgress = (): void => stop.abort(new Error('enough'))
  const stopped = trainModel(options('resumed', 2), { signal: stop.signal, onProgress })
  await expect(stopped).rejects.toThrow('enough')
  const resumed = await trainModel(options('resumed', 2, { resume: true }), quiet)
  expect(await weightsOf(resumed)).toEqual(expected)
})

it('continues from a pack, and refuses one whose vocabulary was changed', async () => {
  const next = await trainModel(options('next', 1, { from: learned.folder }), quiet)
  expect(next.dev.invented?.micro.f1).toBeGreaterThan(80)
  const file = path.join(next.folder, 'vocab.txt')
  await writeFile(file, `${await readFile(file, 'utf8')}\nvelden`)
  await expect(loadTagger(next.folder, CPU)).rejects.toThrow(/vocab\.txt was changed/u)
})

it('learns as many posts by their pieces, which bear thirteen labels, and its pack reads words', async () => {
  const { recipe, ...rest } = options('thirteen', 20)
  const network = { ...recipe.network, subwordLabels: 'thirteen' as const }
  const published = await trainModel({ ...rest, recipe: { ...recipe, network } }, quiet)
  expect(published.dev.invented?.micro.f1).toBeGreaterThan(90)
  const tagger = await loadTagger(published.folder, CPU)
  const posts = await readLabelledPosts(data)
  const inputs = posts.map(({ tokens }) => ({ tokens, caption: null, picture: null }))
  const calibration = posts.map(({ tags }, index) => ({
    input: inputs[index] as (typeof inputs)[number],
    gold: spansFromTags(tags),
    unlabelled: [],
  }))
  expect((await tagger.calibrationErrors(calibration)).spans).toBeGreaterThan(10)
  const long = posts.flatMap(({ tokens }) => tokens)
  const [spans] = await tagger.tag([{ tokens: long, caption: null, picture: null }])
  expect(spans?.spans.at(-1)?.end).toBeLessThanOrEqual(long.length)
  const { spans: found } = (await tagger.tag([inputs[0] as (typeof inputs)[number]]))[0] ?? { spans: [] }
  const [first] = found
  const explained = await tagger.explain(inputs[0] as (typeof inputs)[number], first ?? { start: 0, end: 1 })
  expect(explained.readings[0]?.type).toBe(first?.type)
  expect(explained.readings[0]?.score).toBeCloseTo(first?.score ?? NaN, 4)
  const words = explained.neighbours.map(({ index }) => index)
  expect(words.every((index) => index < (inputs[0]?.tokens.length ?? 0))).toBe(true)
  await tagger.dispose()
})

it('refuses too few positions', async () => {
  const { recipe, ...rest } = options('refused', 1)
  const short = trainModel(
    { ...rest, recipe: { ...recipe, network: { ...recipe.network, positions: 40 } } },
    quiet,
  )
  await expect(short).rejects.toThrow(/expected at least 64/u)
})
