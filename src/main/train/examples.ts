import { pieceCounts, piecePositions } from '../features/encodePieces.ts'
import { encodeText, sliceText } from '../features/encodePost.ts'
import { LENGTH_BUCKETS } from '../features/batches.ts'
import { encodeCaption } from '../vsgn/emissionModel.ts'
import { labelsPieces } from '../vsgn/network/config.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { labelPieces } from '../vsgn/network/pieceLabels.ts'
import type { WordInput } from '../vsgn/networkFeeds.ts'
import { mostPositions } from '../vsgn/networkFeeds.ts'
import { TagSet } from '../vsgn/tagSet.ts'
import { taggerInput } from './evaluateModel.ts'
import type { TrainingExample } from './trainer.ts'
import type { TrainingPost } from './trainingData.ts'

const LONGEST = LENGTH_BUCKETS.at(-1) ?? 0

/**
 * Encodes a post once for all epochs. A post longer than the longest graph becomes several examples, cut before a word
 * that opens or lies outside an entity, so that no entity is cut and no label lost. A model that `readsCaptions` is
 * shown what it will be shown later: the caption with what is printed in the picture, or a line of what was found in it.
 */
export function examplesOf(
  post: TrainingPost,
  config: VsgnConfig,
  words: WordInput,
  readsCaptions: boolean,
): TrainingExample[] {
  const { types, labelSpaces } = config
  const tagSet = new TagSet(types)
  const text = encodeText(post.tokens, words.encoder)
  const gold = post.tags.map((tag) => tagSet.numberOf(tag))
  const shown = taggerInput(post.tokens, post.caption, post.sight)
  const caption = encodeCaption(readsCaptions ? shown.caption : null, words, config)
  const unlabelled = post.unlabelled.flatMap((type) => {
    const number = types.indexOf(type)
    return number < 0 ? [] : [tagSet.begin(number), tagSet.inside(number)]
  })
  const most = mostPositions(config)
  const fits = (start: number, end: number): boolean =>
    most === Infinity || piecePositions(text, start, end) <= most
  return cuts(post.tags, fits).map(([start, end]) => {
    const stretch = sliceText(text, start, end)
    const tags = gold.slice(start, end)
    return {
      text: stretch,
      caption,
      picture: shown.picture,
      gold: labelsPieces(config) ? labelPieces(pieceCounts(stretch), tags, tagSet.size) : tags,
      unlabelled,
      labelSpace: post.labelSpace === null ? null : labelSpaces.indexOf(post.labelSpace),
    }
  })
}

/** Stretches of at most LONGEST words that fit into a graph and together are the whole post. */
function cuts(tags: readonly string[], fits: (start: number, end: number) => boolean): [number, number][] {
  const stretches: [number, number][] = []
  for (let start = 0; start < tags.length;) {
    let end = Math.min(tags.length, start + LONGEST)
    while (end > start + 1 && !fits(start, end)) end--
    const limit = end
    while (end < tags.length && end > start && tags[end]?.startsWith('I-') === true) end--
    // an entity of a hundred words is no entity: cut it where the graph ends
    if (end === start) end = limit
    stretches.push([start, end])
    start = end
  }
  return stretches
}
