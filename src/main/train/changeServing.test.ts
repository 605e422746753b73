import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JsonObject } from '../../shared/domain/json.ts'
import { readManifest, writeModelPack } from '../vsgn/modelPack.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { NONSENSE } from '../vsgn/testing/nonsensePack.ts'
import { changeServing } from './changeServing.ts'
import { evaluate, scoreDocument } from './evaluateModel.ts'
import { plainSet } from './recipe.ts'
import { measurePrecisions } from './servingPrecision.ts'
import type { LoadedSet } from './trainingData.ts'
import { loadSets } from './trainingData.ts'

const POSTS = 'Ada\tB-PER\nsaw\tO\nRome\tB-LOC\n\nthe\tO\nend\tO\n\nInes\tB-PER\nsaw\tO\nAda\tB-PER\n\n'
const f1 = (value: number) => ({ micro: { precision: value, recall: value, f1: value }, types: {} })
const CARD: JsonObject = {
  summary: 'nonsense',
  scores: { dev: { 'dev.conll': f1(1), other: f1(2) }, test: { unseen: f1(3) } },
  calibration: { temperature: 1.5, dev: { 'dev.conll': { spans: 1, before: 0.1, after: 0.2 } }, test: {} },
  data: { train: [{ name: 'train' }], dev: [{ name: 'dev.conll', posts: 7 }, { name: 'other' }], test: [] },
}

let folder: string
let pack: string
let dev: readonly LoadedSet[]
const { signal } = new AbortController()

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'serving-'))
  pack = path.join(folder, 'pack')
  await writeModelPack(pack, { ...NONSENSE, calibration: { temperature: 1.5 }, card: CARD })
  await writeFile(path.join(folder, 'dev.conll'), POSTS)
  dev = await loadSets([plainSet(path.join(folder, 'dev.conll'), null)], {})
})
afterEach(() => rm(folder, { recursive: true }))

const cardOf = async (): Promise<JsonObject> => (await readManifest(pack)).manifest.card as JsonObject
const change = async (changes: object = {}): Promise<void> => {
  const posts = dev.map((set) => set.posts)
  const serving = await measurePrecisions(pack, posts, 1)
  if (serving === null) throw new Error('nothing was measured')
  const wanted = { ...serving, ...changes }
  await changeServing(pack, wanted, { dev, test: [] }, 1, () => undefined, signal)
}

it('scores what it reads as the pack is served from then on, and sets the other scores apart', async () => {
  await change({ precision: 'int8' })
  const tagger = await loadTagger(pack, { device: 'cpu', threads: 1 })
  expect(tagger.info.precision).toBe('int8')
  const fresh = scoreDocument(await evaluate(tagger, dev[0]?.posts ?? []), 1000)
  await tagger.dispose()
  const card = await cardOf()
  expect(card).toMatchObject({
    summary: 'nonsense',
    calibration: { temperature: 1.5, test: {} },
    data: { train: [{ name: 'train' }], dev: [{ name: 'other' }, { name: 'dev.conll', posts: 3 }] },
  })
  expect(card.scores).toEqual({ dev: { 'dev.conll': fresh }, test: {} })
  expect(card.earlier).toEqual({
    dev: { other: { ...f1(2), served: 'float32' } },
    test: { unseen: { ...f1(3), served: 'float32' } },
  })

  await change({ precision: 'float32' })
  const { earlier } = await cardOf()
  expect(earlier, 'what was set apart stays what it was').toEqual(card.earlier)
})

it('changes nothing where the pack is served so already', async () => {
  await change()
  const manifest = path.join(pack, 'manifest.json')
  const before = await readFile(manifest, 'utf8')
  await change()
  expect(await readFile(manifest, 'utf8')).toBe(before)
})
