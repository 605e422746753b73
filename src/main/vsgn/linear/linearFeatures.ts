import { isAllCapitals, isCapitalised, normaliseWord, wordShape } from '../../features/words.ts'
import { captionTokens } from '../emissionModel.ts'

/** Rows of the weight table; every feature is hashed to one of them. */
export const FEATURE_ROWS = 2 ** 19

/** What is known of a word beyond its letters: the groups of like words it belongs to, finest last. */
export type WordGroups = (word: string) => readonly string[]

/** Names the way posts become features; weights trained another way mean nothing. */
export const LINEAR_RECIPE = 'linear-1'

interface WordView {
  readonly word: string
  readonly lower: string
  readonly shape: string
  readonly shortShape: string
  readonly groups: readonly string[]
  readonly capital: boolean
  /** Hashes of affixes, character trigrams and outline: the same wherever the word stands. */
  readonly own: readonly number[]
}

const PADDING: WordView = {
  word: '|',
  lower: '|',
  shape: '|',
  shortShape: '|',
  groups: [],
  capital: false,
  own: [],
}
const CACHED_WORDS = 200_000
/** Words of a caption that are no cue to anything. */
const CAPTION_STOP = new Set(
  'a an the of in on at with and to is are his her their by for from up while'.split(' '),
)

/**
 * Binary features of each word of a post as rows of the weight table: the word and its neighbours, affixes, character
 * trigrams, outline, capitals beside the case of the whole post, marks before it, groups of like words, and, for words
 * with a capital, the words of the caption.
 */
export class LinearFeatures {
  readonly #groups: WordGroups
  readonly #views = new Map<string, WordView>()

  constructor(groups: WordGroups) {
    this.#groups = groups
  }

  /** One list of rows a token. */
  rowsOf(tokens: readonly string[], caption: string | null): Uint32Array[] {
    const views = tokens.map((token) => this.#viewOf(token))
    const letters = views.filter(({ word }) => /\p{L}/u.test(word))
    const capitals = letters.filter(({ capital }) => capital).length
    const caseRatio = Math.floor((4.99 * capitals) / Math.max(1, letters.length))
    const cues = [...new Set(captionTokens(caption).map((word) => word.toLowerCase()))].filter(
      (word) => word.length > 2 && !CAPTION_STOP.has(word),
    )
    return views.map((view, index) => {
      const at = (offset: number): WordView => views[index + offset] ?? PADDING
      return Uint32Array.from([...view.own, ...contextRows(at, index, tokens.length, caseRatio, cues)])
    })
  }

  #viewOf(token: string): WordView {
    const known = this.#views.get(token)
    if (known !== undefined) return known
    const view = viewOf(token, this.#groups)
    if (this.#views.size >= CACHED_WORDS) this.#views.clear()
    this.#views.set(token, view)
    return view
  }
}

function viewOf(token: string, groupsOf: WordGroups): WordView {
  const word = normaliseWord(token).replaceAll(/\p{N}/gu, '0')
  const lower = word.toLowerCase()
  const shape = wordShape(word)
  const shortShape = shape.replaceAll(/(.)\1/gu, '$1')
  const groups = groupsOf(normaliseWord(token))
  const mark = /^[@#]./u.test(token) ? token.charAt(0) : ''
  const names = [
    `w ${word}`,
    `l ${lower}`,
    `s ${shape}`,
    `ss ${shortShape}`,
    `m ${mark}`,
    `n ${Math.min(8, word.length)}`,
    ...groups.map((group) => `g ${group}`),
    ...groups.map((group) => `gs ${group} ${shortShape}`),
    ...affixes(lower),
    ...trigrams(lower),
  ]
  return { word, lower, shape, shortShape, groups, capital: isCapitalised(word), own: names.map(rowOf) }
}

function affixes(lower: string): string[] {
  const characters = Array.from(lower)
  return [1, 2, 3, 4]
    .filter((length) => length <= characters.length)
    .flatMap((length) => [
      `p ${characters.slice(0, length).join('')}`,
      `q ${characters.slice(-length).join('')}`,
    ])
}

function trigrams(lower: string): string[] {
  const characters = Array.from(`^${lower}$`).slice(0, 24)
  return characters.slice(2).map((_, start) => `c ${characters.slice(start, start + 3).join('')}`)
}

type Around = (offset: number) => WordView

function contextRows(
  at: Around,
  index: number,
  length: number,
  caseRatio: number,
  cues: readonly string[],
): number[] {
  const here = at(0)
  const names = ['bias', `r ${caseRatio}`, `rs ${caseRatio} ${here.shortShape}`]
  names.push(...neighbours(at), ...pairs(at), ...groupPairs(at))
  if (index === 0) names.push('first', `first ${here.shortShape}`)
  if (index === length - 1) names.push('last')
  if (isAllCapitals(here.word)) names.push(`caps ${caseRatio}`)
  if (here.capital)
    names.push(`cap ${caseRatio} ${index === 0 ? 'first' : ''}`, ...cues.map((cue) => `cue ${cue}`))
  return names.map(rowOf)
}

function neighbours(at: Around): string[] {
  const near = [-1, 1].flatMap((offset) => {
    const { lower, groups } = at(offset)
    const affixes = [`q${offset} ${lower.slice(-3)}`, `p${offset} ${lower.slice(0, 3)}`]
    return [...affixes, ...groups.map((group) => `g${offset} ${group}`)]
  })
  const far = [-2, 2].flatMap((offset) =>
    at(offset)
      .groups.slice(0, 1)
      .map((group) => `g${offset} ${group}`),
  )
  const words = [-2, -1, 1, 2].flatMap((offset) => [
    `l${offset} ${at(offset).lower}`,
    `ss${offset} ${at(offset).shortShape}`,
  ])
  return [...words, ...near, ...far]
}

function pairs(at: Around): string[] {
  const here = at(0)
  return [
    `l-1,0 ${at(-1).lower} ${here.lower}`,
    `l0,1 ${here.lower} ${at(1).lower}`,
    `l-1,1 ${at(-1).lower} ${at(1).lower}`,
    `l-2,-1 ${at(-2).lower} ${at(-1).lower}`,
    `l1,2 ${at(1).lower} ${at(2).lower}`,
    `s-1,0 ${at(-1).shortShape} ${here.shortShape}`,
    `s0,1 ${here.shortShape} ${at(1).shortShape}`,
    `s-1,0,1 ${at(-1).shortShape} ${here.shortShape} ${at(1).shortShape}`,
    `l-1,s ${at(-1).lower} ${here.shortShape}`,
    `l1,s ${at(1).lower} ${here.shortShape}`,
  ]
}

function groupPairs(at: Around): string[] {
  const [group] = at(0).groups
  if (group === undefined) return []
  return [
    ...at(-1)
      .groups.slice(0, 1)
      .map((before) => `g-1,0 ${before} ${group}`),
    ...at(1)
      .groups.slice(0, 1)
      .map((after) => `g0,1 ${group} ${after}`),
  ]
}

/** FNV-1a over UTF-16 units with a final mix, so that names that differ little land far apart. */
function rowOf(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  return (hash >>> 0) % FEATURE_ROWS
}
