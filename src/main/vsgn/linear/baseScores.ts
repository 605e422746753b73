import type { TaggerInput } from '../emissionModel.ts'
import type { Tagger } from '../tagger.ts'
import { TagSet } from '../tagSet.ts'

/** The least probability that counts, and that of a tag the network does not know: it can be wrong, and be corrected. */
const LEAST = 0.01

/**
 * What a network says of each post, for a linear CRF of these types to add its own scores to: log p of each of its tags
 * at each token, [tokens, tags].
 */
export async function baseScores(
  base: Tagger,
  types: readonly string[],
  inputs: readonly TaggerInput[],
): Promise<Float32Array[]> {
  const known = new TagSet(base.info.labels)
  const { tags, size } = new TagSet(types)
  const numbers = tags.map((tag) => known.tags.indexOf(tag))
  return (await base.tagProbabilities(inputs)).map((probabilities) =>
    Float32Array.from({ length: (probabilities.length / known.size) * size }, (_, index) => {
      const number = numbers[index % size] ?? -1
      const found = number < 0 ? 0 : probabilities[Math.floor(index / size) * known.size + number]
      return Math.log(Math.max(LEAST, found ?? 0))
    }),
  )
}
