import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FeatureCache } from '../features/vision/featureCache.ts'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import { createPictureSights } from './pictureSights.ts'
import type { Look } from './visionClient.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picture-sights-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const { patches, patchWidth } = PICTURE_SHAPE
const seen: Look = {
  state: 'seen',
  sight: {
    findings: { regions: [], faces: 1, texts: [] },
    features: { patches: new Float32Array(patches * patchWidth).fill(0.5), regions: new Float32Array(0) },
  },
}

/** The sights of one run of the program, and the pictures that it had looked at. */
function aRun(recipe: string, look: Look = seen) {
  const looked: string[] = []
  const vision = {
    look: (path: string) => {
      looked.push(path)
      return Promise.resolve(look)
    },
    close: () => undefined,
  }
  return { looked, sights: createPictureSights(vision, new FeatureCache(folder, recipe, null)) }
}

function picture(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('a second run, whatever model it is for, looks at no picture again, and at none that has the same bytes', async () => {
  const first = aRun('eyes-1')
  await first.sights.of(picture('a.jpg', 'one'))
  await first.sights.of(picture('copy of a.jpg', 'one'))
  const second = aRun('eyes-1')
  const sighting = await second.sights.of(picture('b.jpg', 'one'))
  expect(first.looked).toHaveLength(1)
  expect(second.looked).toEqual([])
  expect(sighting).toEqual({ sight: seen.sight, reason: null })
})

test('another recipe of detectors, another picture and one that could not be read are looked at', async () => {
  await aRun('eyes-1').sights.of(picture('a.jpg', 'one'))
  const other = aRun('eyes-2', { state: 'unreadable', reason: 'it broke off' })
  expect(await other.sights.of(join(folder, 'a.jpg'))).toEqual({ sight: null, reason: 'it broke off' })
  await other.sights.of(join(folder, 'a.jpg'))
  expect(other.looked).toHaveLength(2)
  const again = aRun('eyes-1')
  await again.sights.of(picture('b.jpg', 'two'))
  expect(again.looked).toHaveLength(1)
})
