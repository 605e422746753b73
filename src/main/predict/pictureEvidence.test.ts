import { afterEach, expect, test } from 'vitest'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import type { ModelInfo, ModelInput } from '../jobs/modelProtocol.ts'
import { importedPost, publishPosts, steppingClock, Workshop } from '../store/store.fixture.ts'
import type { PictureEvidence } from './predictPosts.ts'
import { predictPosts } from './predictPosts.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const sight: PictureSight = {
  findings: { regions: [], faces: 1, texts: [] },
  features: { patches: new Float32Array(4), regions: new Float32Array(4) },
}

/** Runs a prediction by a model that keeps what it was given to read. */
async function read(info: Pick<ModelInfo, 'inputs' | 'pictureRecipe'>) {
  const store = workshop.create()
  const posts = ['seen', 'broken', 'none'].map((name) =>
    importedPost(name, { picture: name === 'none' ? null : `${name}.jpg`, line: 1 }),
  )
  publishPosts(store, posts)
  const given: ModelInput[] = []
  const ran = { device: 'cpu', precision: 'float32', note: '' }
  const whole: ModelInfo = { name: 'm', sha256: 'a', labels: ['PER'], ...ran, ...info }
  const model: Pick<ModelClient, 'load' | 'tag'> = {
    load: () => Promise.resolve(whole),
    tag: (inputs) => {
      given.push(...inputs)
      return Promise.resolve(inputs.map(() => []))
    },
  }
  const asked: string[] = []
  const report = await predictPosts(
    {
      store,
      model: model as ModelClient,
      sights: {
        canLook: () => true,
        of: (picture) => {
          if (picture === null) return Promise.resolve(null)
          asked.push(picture.name)
          return Promise.resolve(
            picture.name === 'broken.jpg' ? { sight: null, reason: 'it broke off' } : { sight, reason: null },
          )
        },
      },
      clock: steppingClock(),
    },
    { pack: '/p', device: 'cpu', which: 'all', limit: null },
    { signal: new AbortController().signal, progress: () => undefined, stored: () => undefined },
  )
  return { given, asked, pictures: report.pictures }
}

test('posts that were read before the detectors came are read again with their pictures, and only then', async () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('pictured', { picture: 'a.jpg', line: 1 }), importedPost('plain')])
  const info: ModelInfo = {
    ...{ name: 'm', sha256: 'a', labels: ['PER'], device: 'cpu', precision: 'float32', note: '' },
    ...{ inputs: { caption: true, picture: true }, pictureRecipe: EYES_RECIPE },
  }
  const given: ModelInput[][] = []
  let there = false
  const predict = async (): Promise<readonly ModelInput[]> => {
    const tag: ModelClient['tag'] = (inputs) => {
      given.push([...inputs])
      return Promise.resolve(inputs.map(() => []))
    }
    const model = { load: () => Promise.resolve(info), tag } as unknown as ModelClient
    const absent = { sight: null, reason: 'no detectors', unavailable: true } as const
    const sights: PictureEvidence = {
      canLook: () => there,
      of: (picture) => Promise.resolve(picture === null ? null : there ? { sight, reason: null } : absent),
    }
    const control = {
      signal: new AbortController().signal,
      progress: () => undefined,
      stored: () => undefined,
    }
    await predictPosts(
      { store, model, sights, clock: steppingClock() },
      { pack: '/p', device: 'cpu', which: 'all', limit: null },
      control,
    )
    return given.splice(0).flat()
  }
  expect(await predict()).toHaveLength(2)
  expect(await predict()).toEqual([])
  there = true
  expect(await predict()).toEqual([{ tokens: ['pictured'], caption: 'a person', picture: sight.features }])
  expect(await predict()).toEqual([])
})

test('a model that reads pictures is shown them and the line made of them; one that broke costs its evidence only', async () => {
  const inputs = { caption: true, picture: true }
  const { given, pictures } = await read({ inputs, pictureRecipe: EYES_RECIPE })
  expect(given).toEqual([
    { tokens: ['seen'], caption: 'a person', picture: sight.features },
    { tokens: ['broken'], caption: null },
    { tokens: ['none'], caption: null },
  ])
  expect(pictures).toEqual({ shown: 1, failed: 1, reason: 'it broke off' })
})

test.each([
  [{ caption: true, picture: false }, null],
  [{ caption: true, picture: true }, 'eyes of another kind'],
])('a model of inputs %j trained with %s has no picture looked at', async (inputs, pictureRecipe) => {
  const { given, asked, pictures } = await read({ inputs, pictureRecipe })
  expect(given.every(({ picture }) => picture === undefined)).toBe(true)
  expect([asked, pictures.shown]).toEqual([[], 0])
})
