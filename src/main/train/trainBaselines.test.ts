import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NetworkKind } from '../../shared/domain/modelKind.ts'
import { describePack } from '../vsgn/describeModel.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { readManifest, readModelPack } from '../vsgn/modelPack.ts'
import { evaluate } from './evaluateModel.ts'
import { readLabelledPosts } from './labelledPosts.ts'
import type { PublishedModel } from './publishModel.ts'
import { BASELINE_TRAINING, readRecipe } from './recipe.ts'
import { inventedPosts } from './testing/inventedPosts.ts'
import { trainAnyModel } from './trainAnyModel.ts'

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baselines-'))
  data = path.join(folder, 'posts.conll')
  await writeFile(data, `${inventedPosts()}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

/** A small network of this kind after some passes over twenty posts. */
function train(
  kind: NetworkKind,
  epochs: number,
  from: string | null = null,
  name: string = kind,
): Promise<PublishedModel> {
  const set = { name: 'invented', files: [data] }
  const network = { hidden: 32, heads: 2, feedForward: 32, latent: 8, patches: 4, encoderLayers: 1 }
  const rates = Object.fromEntries(
    Object.entries(BASELINE_TRAINING.rates).map(([group, rate]) => [group, 10 * rate]),
  )
  const recipe = readRecipe(
    { name, epochs, patience: null, data: [set], dev: [set], network, rates, batchPositions: 128 },
    'test',
    {},
  )
  const options = { recipe, out: path.join(folder, name), cacheFolder: path.join(folder, 'cache') }
  return trainAnyModel(
    kind,
    { ...options, resume: false, from, threads: 1 },
    { signal: new AbortController().signal, onProgress: () => undefined },
  )
}

it('a CNN-BiLSTM-CRF learns twenty posts by heart, and its pack is served, explained and described as any other', async () => {
  const kind = 'cnn-bilstm-crf'
  const published = await train(kind, 20)
  expect(published.dev.invented?.micro.f1).toBe(100)
  const { manifest } = await readManifest(published.folder)
  expect(manifest).toMatchObject({ kind, size: 'compact', inputs: { caption: false, picture: false } })
  const described = await describePack(published.folder)
  expect(described.kind).toBe(kind)
  expect(Object.keys(described.parameters.modules)).toEqual([
    'table',
    'input',
    'encoder',
    'output',
    'crf',
    'wordVectors',
  ])
  const tagger = await loadTagger(published.folder, { device: 'cpu', threads: 1 })
  const scored = await evaluate(tagger, await readLabelledPosts(data))
  expect(scored.tally.micro.f1).toBe(1)
  const input = { tokens: ['saw', 'Ada', 'Berg', 'today', '!'], caption: null, picture: null }
  const explained = await tagger.explain(input, { start: 1, end: 3 })
  expect(explained.readings[0]?.type).toBe('PER')
  await tagger.dispose()
}, 60_000)

it('a baseline begins with the words of a VSGN, or goes on from its own kind, and from no other', async () => {
  const vsgn = await train('vsgn', 1)
  const { vocabulary } = await readModelPack(vsgn.folder)
  const started = await train('bilstm-crf', 1, vsgn.folder, 'over words')
  expect((await readModelPack(started.folder)).vocabulary).toEqual(vocabulary)
  const next = await train('bilstm-crf', 1, started.folder, 'next')
  expect((await readManifest(next.folder)).manifest.kind).toBe('bilstm-crf')
  await expect(train('cnn-bilstm-crf', 1, started.folder, 'other')).rejects.toThrow(
    /is a bilstm-crf; a cnn-bilstm-crf can start from a cnn-bilstm-crf or a vsgn alone/u,
  )
}, 60_000)
