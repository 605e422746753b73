import { afterEach, expect, test } from 'vitest'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { Look, VisionClient } from '../jobs/visionClient.ts'
import { Workshop } from '../store/store.fixture.ts'
import { projectSights } from './projectSights.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const { patches, patchWidth } = PICTURE_SHAPE
const seen: Look = {
  state: 'seen',
  sight: {
    findings: { regions: [], faces: 1, texts: [] },
    features: { patches: new Float32Array(patches * patchWidth), regions: new Float32Array(0) },
  },
}

test('a look that ends after the project was closed is no failure', async () => {
  const store = workshop.create()
  const hash = 'a'.repeat(64)
  store.pictures.add({ hash, format: 'png', width: 1, height: 1, bytes: 1 })
  const vision: VisionClient = {
    look: () => {
      store.close()
      return Promise.resolve(seen)
    },
    close: () => undefined,
  }
  expect(await projectSights(store, vision).ofHash(hash)).toEqual({ sight: seen.sight, reason: null })
})
