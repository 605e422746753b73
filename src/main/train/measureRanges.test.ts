import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { readModelPack, writeModelPack } from '../vsgn/modelPack.ts'
import { networkOfPack } from '../vsgn/networkOfPack.ts'
import { NONSENSE, NONSENSE_CONFIG } from '../vsgn/testing/nonsensePack.ts'
import { measureRanges } from './measureRanges.ts'

const random = new SeededRandom(8)
const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal())
const { patches, patchWidth, regions, regionWidth } = NONSENSE_CONFIG
const picture = { patches: floats(patches * patchWidth), regions: floats(regions * regionWidth) }
const plain = { tokens: ['Ada', 'saw', 'Rome'], caption: null, picture: null }

it('measures every kind of graph on posts that have all inputs, and of others what they can tell', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ranges-'))
  const pack = path.join(folder, 'pack')
  await writeModelPack(pack, { ...NONSENSE, inputs: { caption: true, picture: true } })
  const network = networkOfPack(await readModelPack(pack), pack)
  await rm(folder, { recursive: true })
  const whole = { ...plain, caption: 'a woman before a fountain', picture }
  const ranges = await measureRanges(network, [plain, whole], 1)
  expect(Object.keys(ranges)).toEqual(['text', 'text+caption', 'text+picture', 'text+caption+picture'])
  const attended = Object.values(ranges).map((kind) => kind['cma_text.feed_forward.inner.weight'] ?? 0)
  for (const range of attended) expect(range).toBeGreaterThan(0)
  const [text = 0, , pictured = 0, all = 0] = attended
  expect(pictured).toBeGreaterThanOrEqual(text)
  expect(all).toBeGreaterThanOrEqual(pictured)
  expect(Object.keys(await measureRanges(network, [plain], 1))).toEqual(['text'])

  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(measureRanges(network, [plain], 1, stopped)).rejects.toThrow('stopped')
})
