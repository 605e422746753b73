import { expect, test } from 'vitest'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import { evaluate } from './evaluateModel.ts'
import { pictureShapeOf, withPictures } from './postPictures.ts'

const sight: PictureSight = {
  findings: { regions: [], faces: 1, texts: [] },
  features: { patches: new Float32Array(49 * 128), regions: new Float32Array(PICTURE_SHAPE.regionWidth) },
}
const post = (id: string, pictureName: string | null) => ({
  id,
  tokens: ['Zorvane'],
  tags: ['B-PER'],
  rawTags: ['B-PER'],
  caption: null,
  pictureName,
  sight: null,
})

test.skipIf(missingEyes() !== null)(
  'posts get what was seen in the picture of their name, within the folder (skipped without detectors)',
  async () => {
    const asked: string[] = []
    const seen = await withPictures(
      [post('a', '../up/a.jpg'), post('b', null), post('c', 'broken.jpg')],
      { name: 'set', pictures: '/pictures' },
      (path) => {
        asked.push(path)
        const broken = path.includes('broken')
        return Promise.resolve(broken ? { sight: null, reason: 'broken' } : { sight, reason: null })
      },
    )
    expect(asked).toEqual(['/pictures/a.jpg', '/pictures/broken.jpg'])
    expect(seen.map((each) => each.sight)).toEqual([sight, null, null])
  },
)

test.skipIf(missingEyes() !== null)(
  'detectors that cannot be loaded are no reason to learn without pictures (skipped without detectors)',
  async () => {
    const reason = 'nanodet-g.onnx was changed.'
    const look = () => Promise.resolve({ sight: null, reason, unavailable: true } as const)
    const read = withPictures([post('a', 'a.jpg')], { name: 'set', pictures: '/pictures' }, look)
    await expect(read).rejects.toMatchObject({
      kind: 'refused',
      message: `The pictures of "set" cannot be looked at. ${reason}`,
    })
  },
)

test('pictures that nobody can look at are refused, and a set without any is left as it is', async () => {
  const posts = [post('a', 'a.jpg')]
  const set = { name: 'set', pictures: '/pictures' }
  await expect(withPictures(posts, set, null)).rejects.toThrow('The pictures of "set" cannot be looked at')
  expect(await withPictures(posts, { ...set, pictures: null }, null)).toEqual(posts)
  expect(pictureShapeOf(posts)).toEqual({})
  expect(pictureShapeOf([{ sight }])).toEqual(PICTURE_SHAPE)
})

test('a model that is not shown a picture is not shown the line made of it either', async () => {
  const shown: unknown[] = []
  const tagger = {
    tag: (inputs: readonly { caption: string | null; picture: unknown }[]) => {
      shown.push(...inputs.map(({ caption, picture }) => [caption, picture !== null]))
      return Promise.resolve(inputs.map(() => ({ spans: [] })))
    },
  }
  const posts = [{ ...post('a', 'a.jpg'), sight }]
  await evaluate(tagger, posts)
  await evaluate(tagger, posts, { drop: ['picture'], shuffle: [], seed: 1 })
  await evaluate(tagger, posts, { drop: ['caption'], shuffle: [], seed: 1 })
  expect(shown).toEqual([
    ['a person', true],
    [null, false],
    [null, true],
  ])
})
