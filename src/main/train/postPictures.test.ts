import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PICTURE_SHAPE } from '../features/vision/pictureShape.ts'
import type { PictureSight } from '../features/vision/pictureEyes.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import { buildZip } from '../import/testing/zipBuilder.ts'
import { evaluate } from './evaluateModel.ts'
import { pictureShapeOf, readSeenPosts, withPictures } from './postPictures.ts'
import type { PostsFile } from './postPictures.ts'

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'vsgn-pictures-'))))
afterAll(() => rmSync(folder, { recursive: true }))

/** Two posts with pictures in a zip, one of which is not in it. */
function zipped(): PostsFile {
  const file = join(folder, 'set.zip')
  const line = (id: string, image: string): string =>
    `${JSON.stringify({ id, tokens: ['Zorvane'], tags: ['B-PER'], image })}\n`
  const posts = line('a', 'a.jpg') + line('b', 'gone.jpg')
  writeFileSync(
    file,
    buildZip([
      { name: 'posts.jsonl', content: posts },
      { name: 'pictures/A.png', content: 'of a' },
    ]),
  )
  return { name: 'set', file, captions: null, pictures: null }
}

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
  'posts get what was seen in the picture of their name, found in the folder as an import finds it, and the rest is told (skipped without detectors)',
  async () => {
    const pictures = join(folder, 'pictures')
    mkdirSync(join(pictures, 'inside'), { recursive: true })
    for (const name of ['a.jpg', 'broken.jpg', 'B.PNG', 'inside/c.webp'])
      writeFileSync(join(pictures, name), '')
    const asked: string[] = []
    const notes: string[] = []
    const names = ['../up/a.jpg', null, 'broken.jpg', 'b.jpg', 'c.jpg', 'gone.jpg', 'gone.jpg']
    const seen = await withPictures(
      names.map((name, index) => post(`p${index}`, name)),
      { name: 'set', pictures },
      {
        look: (path) => {
          asked.push(relative(pictures, path))
          const broken = path.includes('broken')
          return Promise.resolve(broken ? { sight: null, reason: 'It is broken.' } : { sight, reason: null })
        },
        told: (note) => notes.push(note),
      },
    )
    expect(asked).toEqual(['a.jpg', 'broken.jpg', 'B.PNG', join('inside', 'c.webp')])
    expect(seen.map((each) => each.sight)).toEqual([sight, null, null, sight, sight, null, null])
    expect(notes).toEqual([
      `set: 1 not found in ${pictures}, 1 not to be looked at (the first, \`broken.jpg\`: It is broken.), of 5 pictures that posts name. Their posts are read without one.`,
    ])
  },
)

test.skipIf(missingEyes() !== null)(
  'what was seen before needs no folder, and nothing of it is told (skipped without detectors)',
  async () => {
    const notes: string[] = []
    const seen = (name: string) =>
      Promise.resolve(name === 'a' ? { sight, reason: null } : { sight: null, reason: 'Nobody looked.' })
    const posts = [post('a', 'a'), post('b', 'b')]
    const set = { name: 'set', pictures: join(folder, 'none') }
    const read = await withPictures(posts, set, { seen, told: (note) => notes.push(note) })
    expect(read.map((each) => each.sight)).toEqual([sight, null])
    expect(notes).toEqual([])
  },
)

test.skipIf(missingEyes() !== null)(
  'detectors that cannot be loaded are no reason to learn without pictures (skipped without detectors)',
  async () => {
    const reason = 'nanodet-g.onnx was changed.'
    const look = () => Promise.resolve({ sight: null, reason, unavailable: true } as const)
    const pictures = join(folder, 'one')
    mkdirSync(pictures)
    writeFileSync(join(pictures, 'a.jpg'), '')
    const read = withPictures([post('a', 'a.jpg')], { name: 'set', pictures }, { look })
    await expect(read).rejects.toMatchObject({
      kind: 'refused',
      message: `The pictures of "set" cannot be looked at. ${reason}`,
    })
  },
)

test.skipIf(missingEyes() !== null)(
  'the pictures of a zip are looked at as they are named in it (skipped without detectors)',
  async () => {
    const looked: string[] = []
    const seen = await readSeenPosts(zipped(), {
      look: async (file) => {
        looked.push(await readFile(file, 'utf8'))
        return { sight, reason: null }
      },
    })
    expect(looked).toEqual(['of a'])
    expect(seen.map((each) => [each.id, each.sight])).toEqual([
      ['a', sight],
      ['b', null],
    ])
  },
)

test('the pictures of a zip are left out, and that is said, where nobody looks at any', async () => {
  const notes: string[] = []
  const seen = await readSeenPosts(zipped(), { told: (note) => notes.push(note) })
  expect(seen.map((each) => each.sight)).toEqual([null, null])
  expect(notes).toEqual([expect.stringMatching(/^The pictures in set\.zip are left out\. /u)])
  await expect(readSeenPosts({ ...zipped(), pictures: folder }, {})).rejects.toMatchObject({
    kind: 'refused',
  })
})

test('pictures that nobody can look at are refused, and a set without any is left as it is', async () => {
  const posts = [post('a', 'a.jpg')]
  const set = { name: 'set', pictures: '/pictures' }
  await expect(withPictures(posts, set, {})).rejects.toThrow('The pictures of "set" cannot be looked at')
  expect(await withPictures(posts, { ...set, pictures: null }, {})).toEqual(posts)
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
