import { createHash } from 'node:crypto'
import type { PackBefore } from './packsBefore.ts'
import type { Recipe } from './recipe.ts'
import type { DataSet, LoadedSet } from './trainingData.ts'

/** Fields that recipes did not always have, with what stands for not having them. */
const LATER_FIELDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['labelSpace', null],
  ['size', 'compact'],
  ['bert', null],
  ['otherVectors', null],
  ['writing', 'as-given'],
  ['reading', null],
])

/**
 * What a checkpoint belongs to: everything that decides the weights. Of the labelled files these are the posts, wherever
 * they lie: the reviewed posts of a project are in another file each time.
 */
export function runKey(recipe: Recipe, sets: readonly LoadedSet[], from: readonly PackBefore[]): string {
  const hash = createHash('sha256')
  const placeless = (set: DataSet) => ({ ...set, files: [] })
  const { data, dev } = recipe
  hash.update(describe({ ...recipe, data: data.map(placeless), dev: dev.map(placeless) }))
  hash.update(JSON.stringify(from.map(({ sha256 }) => sha256)))
  for (const { posts } of sets)
    for (const { tokens, tags, caption } of posts) hash.update(`${JSON.stringify([tokens, tags, caption])}\n`)
  return hash.digest('hex')
}

/** The same as it once was, when it did not say what a training started from: such checkpoints still go on. */
export function earlierRunKey(recipe: Recipe, sets: readonly LoadedSet[]): string {
  const hash = createHash('sha256')
  hash.update(describe(recipe))
  for (const { posts } of sets)
    for (const { tokens, tags } of posts) hash.update(`${tokens.join('\t')}\n${tags.join('\t')}\n`)
  return hash.digest('hex')
}

/** A field that came later counts where it is used, so that checkpoints from before still go on. */
function describe(recipe: Recipe): string {
  return JSON.stringify({ ...recipe, card: {}, test: [] }, (name: string, value: unknown) =>
    LATER_FIELDS.has(name) && LATER_FIELDS.get(name) === value ? undefined : value,
  )
}
