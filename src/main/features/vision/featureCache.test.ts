import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FeatureCache } from './featureCache.ts'
import { PICTURE_SHAPE } from './pictureShape.ts'
import type { PictureSight } from './pictureEyes.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sights-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const sight: PictureSight = {
  findings: {
    regions: [{ label: 'person', score: 0.5, box: { left: 0, top: 0, width: 1, height: 1 } }],
    faces: 1,
    texts: [],
  },
  features: {
    patches: Float32Array.from(
      { length: PICTURE_SHAPE.patches * PICTURE_SHAPE.patchWidth },
      (_, at) => at / 7,
    ),
    regions: Float32Array.from({ length: 2 * PICTURE_SHAPE.regionWidth }, (_, at) => -at),
  },
}

test('what was seen comes back as it was, for its recipe alone', async () => {
  await new FeatureCache(folder, 'one', null).put('a', sight)
  expect(await new FeatureCache(folder, 'one', null).get('a')).toEqual(sight)
  expect(await new FeatureCache(folder, 'two', null).get('a')).toBeNull()
})

test('a file that was damaged or broke off counts as lost', async () => {
  const cache = new FeatureCache(folder, 'one', null)
  await cache.put('a', sight)
  const file = join(folder, 'one', 'a.sight')
  const bytes = readFileSync(file)
  for (const damaged of [
    bytes.with(400, 1 - (bytes[400] as number)),
    bytes.subarray(0, 900),
    Buffer.alloc(3),
  ]) {
    writeFileSync(file, damaged)
    expect(await cache.get('a')).toBeNull()
  }
})

test('the folder stays within its bounds, and what is used stays longest', async () => {
  const size = 30_000
  const cache = new FeatureCache(folder, 'one', 5 * size)
  for (const hash of ['a', 'b', 'c', 'd']) await cache.put(hash, sight)
  expect(await cache.get('a')).not.toBeNull()
  for (const hash of ['e', 'f', 'g']) await cache.put(hash, sight)
  const kept = readdirSync(join(folder, 'one'))
  expect(kept.length).toBeLessThanOrEqual(5)
  expect(kept).toContain('g.sight')
  expect(kept).not.toContain('b.sight')
  const boundless = new FeatureCache(folder, 'one', null)
  for (const hash of ['h', 'i', 'j']) await boundless.put(hash, sight)
  expect(readdirSync(join(folder, 'one'))).toHaveLength(kept.length + 3)
})
