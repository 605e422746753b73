import { expect, test } from 'vitest'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import type { TaggerInput } from '../vsgn/tagger.ts'
import type { ComparedTagger } from './compareModels.ts'
import { compareModels } from './compareModels.ts'

const sight = {
  findings: { regions: [], faces: 1, texts: [] },
  features: { patches: new Float32Array(4), regions: new Float32Array(4) },
}

/** A model that finds its first token to be a place when it sees a picture, and keeps what it was given. */
function tagger(pictureRecipe: string | null): ComparedTagger & { readonly given: TaggerInput[] } {
  const given: TaggerInput[] = []
  const inputs = { caption: true, picture: pictureRecipe !== null }
  return {
    given,
    info: { name: String(pictureRecipe), sha256: String(pictureRecipe), inputs, pictureRecipe },
    tag: (posts) => {
      given.push(...posts)
      const place = { start: 0, end: 1, type: 'LOC', score: 1, runnerUp: null }
      return Promise.resolve(posts.map(({ picture }) => ({ spans: picture === null ? [] : [place] })))
    },
  }
}

test('two models read the same posts, and the one that learned with these eyes is shown the pictures', async () => {
  const blind = tagger(null)
  const seeing = tagger(EYES_RECIPE)
  const tags = ['B-LOC']
  const post = { tokens: ['Phoenix'], tags, rawTags: tags, caption: 'a city', pictureName: 'p', sight }
  const posts = [{ ...post, postId: 7, id: 'post' }]
  const control = { onProgress: () => undefined, signal: new AbortController().signal }
  const comparison = await compareModels(blind, seeing, posts, control)
  expect(blind.given).toMatchObject([{ caption: 'a city', picture: null }])
  expect(seeing.given).toMatchObject([{ caption: 'a city', picture: sight.features }])
  expect(comparison).toMatchObject({ flips: { fixed: 1, broken: 0 }, postIds: { fixed: [7] } })
})

test('eyes of another kind count as none', async () => {
  const other = tagger('eyes of another kind')
  const tags = ['O']
  const post = { tokens: ['Phoenix'], tags, rawTags: tags, caption: null, pictureName: 'p', sight }
  const control = { onProgress: () => undefined, signal: new AbortController().signal }
  await compareModels(other, other, [{ ...post, postId: 7, id: 'post' }], control)
  expect(other.given.map(({ picture }) => picture)).toEqual([null, null])
})
