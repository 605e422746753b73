import { expect, it } from 'vitest'
import { DEFAULT_READING } from '../import/importTypes.ts'
import { plainSet, readRecipe } from './recipe.ts'
import { earlierRunKey, runKey } from './runKey.ts'
import { taggedPost } from './testing/taggedPost.ts'
import type { LoadedSet } from './trainingData.ts'

const recipe = readRecipe({ name: 'key' }, 'test', {})
const before = [{ name: 'bundled', sha256: 'a' }]
const setOf = (file: string, text: string, caption: string | null = null): LoadedSet => {
  const set = plainSet(file, null)
  const { unlabelled, labelSpace, name } = set
  return { set, posts: [{ ...taggedPost(text), caption, sight: null, set: name, unlabelled, labelSpace }] }
}
const keyOf = (loaded: LoadedSet, from = before): string =>
  runKey({ ...recipe, data: [loaded.set] }, [loaded], from)

const posts = setOf('/tmp/one/reviewed.jsonl', 'met/O Ada/B-PER')

it('is that of the posts, wherever their file lies, and of the packs they go on from', () => {
  expect(keyOf(setOf('/tmp/two/reviewed.jsonl', 'met/O Ada/B-PER'))).toBe(keyOf(posts))
  const others = [
    keyOf(setOf('/tmp/one/reviewed.jsonl', 'met/O Ada/B-LOC')),
    keyOf(setOf('/tmp/one/reviewed.jsonl', 'met/O Ada/B-PER', 'a woman at a desk')),
    keyOf(posts, [{ name: 'bundled', sha256: 'b' }]),
    keyOf(posts, []),
    runKey({ ...recipe, data: [posts.set], seed: 2 }, [posts], before),
  ]
  expect(new Set([keyOf(posts), ...others]).size).toBe(1 + others.length)
})

it('is another where files are read in another way, and the old one where nobody chose one', () => {
  const { set } = posts
  expect(set.reading).toBeNull()
  const read = { ...set, reading: DEFAULT_READING }
  expect(runKey({ ...recipe, data: [read] }, [posts], before)).not.toBe(keyOf(posts))
  // of the program that had no such choice
  expect(keyOf(posts)).toBe('cf1e91e06ba4596e444760b57970e2b9188ec3ea34cf4404a454d46feb8c688e')
})

it('leaves alone what chooses nothing, and what a recipe has and does not use', () => {
  const data = [posts.set]
  const key = runKey({ ...recipe, data }, [posts], before)
  expect(runKey({ ...recipe, data, card: { summary: 'x' }, test: data }, [posts], before)).toBe(key)
})

it('knows the key of checkpoints from before', () => {
  const data = [posts.set]
  // of the program that wrote them
  expect(earlierRunKey({ ...recipe, data }, [posts])).toBe(
    '285398eacc55282d7941ab16e84d78e888c51fe4ea6e45014d5617a6a81d6a88',
  )
})
