import type { Reading } from '../import/importTypes.ts'
import type { LabelledPost } from './labelledPosts.ts'
import { repairOrphans } from './labelledPosts.ts'
import type { NameLists } from './mentionReplacement.ts'
import { replaceMentions } from './mentionReplacement.ts'
import { readSeenPosts } from './postPictures.ts'
import type { PictureContext, SeenPost } from './postPictures.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'

/** Ways in which a published set is brought in line with the others. */
export const REPAIRS = ['at-sign-outside', 'split-marks'] as const
export type Repair = (typeof REPAIRS)[number]

/** How the words of a set are written: as they are, or as by people who use no capitals, or nothing else. */
export const WRITINGS = ['as-given', 'small', 'capitals'] as const
export type Writing = (typeof WRITINGS)[number]

/** One labelled set and how it takes part in training. */
export interface DataSet {
  readonly name: string
  /** Files, zips, and folders of brat documents. */
  readonly files: readonly string[]
  /** How they are read; null: by what their content shows. */
  readonly reading: Reading | null
  /** Posts an epoch as a share of the set; a new draw each epoch. */
  readonly share: number
  /** Types this set does not label: the model is neither taught nor scored on them here. */
  readonly unlabelled: readonly string[]
  readonly repairs: readonly Repair[]
  /** Way of annotating that is not the other sets' (see `labelSpaceScores`); null: that of the model. */
  readonly labelSpace: string | null
  /** Share of the mentions that give way to names of the recipe's lists; see `replaceMentions`. */
  readonly renamed: number
  /** Renamed first. Names without capitals are a fourth of those in tweets, and sets hold too few to learn them from. */
  readonly writing: Writing
  /** Captions of its posts, by id or picture name; null: those in the files or their zip, if any. */
  readonly captions: string | null
  /** Folder of its pictures, by the names the files have for them; null: those that came in a zip, if any. */
  readonly pictures: string | null
}

export interface TrainingPost extends SeenPost {
  readonly set: string
  readonly unlabelled: readonly string[]
  readonly labelSpace: string | null
}

/** A labelled set in memory. */
export interface LoadedSet {
  readonly set: DataSet
  readonly posts: readonly TrainingPost[]
}

/** `names`: lists for the sets of which a share is renamed; `seed` decides which and how. */
export async function loadSets(
  sets: readonly DataSet[],
  context: PictureContext,
  names: NameLists = new Map(),
  seed = 0,
): Promise<LoadedSet[]> {
  const loaded: LoadedSet[] = []
  for (const [index, set] of sets.entries())
    loaded.push({ set, posts: await readDataSet(set, names, new SeededRandom(seed, index), context) })
  return loaded
}

async function readDataSet(
  set: DataSet,
  names: NameLists,
  random: SeededRandom,
  context: PictureContext,
): Promise<TrainingPost[]> {
  const posts: TrainingPost[] = []
  for (const file of set.files)
    for (const post of await readSeenPosts({ ...set, file }, context)) {
      const repaired = set.repairs.reduce<LabelledPost>((result, repair) => repairPost(result, repair), post)
      const renamed = set.renamed > 0 ? replaceMentions(repaired, names, set.renamed, random) : repaired
      const { name, unlabelled, labelSpace } = set
      posts.push({ ...writtenAs(renamed, set.writing), sight: post.sight, set: name, unlabelled, labelSpace })
    }
  return posts
}

export function repairPost(post: LabelledPost, repair: Repair): LabelledPost {
  return repair === 'at-sign-outside' ? atSignOutside(post) : splitMarks(post)
}

/**
 * The Broad Twitter Corpus tags a lone `@` as an entity of its own before the name (`@`/B-PER `ada`/B-PER). Everywhere
 * else the sign is outside and the name is the entity.
 */
function atSignOutside(post: LabelledPost): LabelledPost {
  const tags = repairOrphans(post.tags.map((tag, index) => (post.tokens[index] === '@' ? 'O' : tag)))
  return { ...post, tags, rawTags: tags }
}

/** `#Rome`/B-LOC becomes `#`/O `Rome`/B-LOC and `@ada` becomes `@` `ada`, as in Twitter-2017. */
function splitMarks(post: LabelledPost): LabelledPost {
  const tokens: string[] = []
  const tags: string[] = []
  for (const [index, token] of post.tokens.entries()) {
    const tag = post.tags[index] ?? 'O'
    if (!/^[#@][\p{L}\p{N}_]/u.test(token)) {
      tokens.push(token)
      tags.push(tag)
      continue
    }
    tokens.push(token.slice(0, 1), token.slice(1))
    // inside an entity the mark belongs to it, else the entity begins at the word
    tags.push(tag.startsWith('I-') ? tag : 'O', tag)
  }
  return { ...post, tokens, tags, rawTags: tags }
}

/** Handles and links stay: nobody reads them by their case. */
export function writtenAs(post: LabelledPost, writing: Writing): LabelledPost {
  if (writing === 'as-given') return post
  const tokens = post.tokens.map((token) => {
    if (/^(?:@.|http)/u.test(token)) return token
    return writing === 'small' ? token.toLowerCase() : token.toUpperCase()
  })
  return { ...post, tokens }
}

/** The posts of one epoch: each set's share, drawn without replacement (whole passes first when above 1), then mixed. */
export function drawEpoch<T>(
  sets: readonly { readonly share: number; readonly posts: readonly T[] }[],
  random: SeededRandom,
): T[] {
  const parts: (readonly T[])[] = []
  for (const { share, posts } of sets) {
    let wanted = Math.round(share * posts.length)
    for (; wanted >= posts.length && posts.length > 0; wanted -= posts.length) parts.push(posts)
    const mixed = [...posts]
    random.shuffle(mixed)
    parts.push(mixed.slice(0, wanted))
  }
  const drawn = parts.flat()
  random.shuffle(drawn)
  return drawn
}
