import type { SeededRandom } from '../autodiff/seededRandom.ts'
import { spansFromTags, tagsFromSpans } from '../../shared/domain/bio.ts'
import type { Span } from '../../shared/domain/span.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { isAllCapitals, isCapitalised } from '../features/words.ts'
import type { LabelledPost } from './labelledPosts.ts'
import { readLines, tokenise } from './rawText.ts'

/** Name lists of a type: a list is drawn first, then a name of it, so that long lists do not drown short ones. */
export type NameLists = ReadonlyMap<string, readonly (readonly string[][])[]>

const LONGEST_NAME = 5

/** Reads lists of one name a line. A name without a capital is an ordinary word in disguise and is left out. */
export async function readNameLists(files: Readonly<Record<string, readonly string[]>>): Promise<NameLists> {
  const lists = new Map<string, string[][][]>()
  for (const [type, paths] of Object.entries(files)) {
    const read: string[][][] = []
    for (const file of paths) read.push(await readNames(file))
    lists.set(type, read)
  }
  return lists
}

async function readNames(file: string): Promise<string[][]> {
  const names: string[][] = []
  for await (const line of readLines(file)) {
    const name = tokenise(line, 'whole')
    if (name.length > 0 && name.length <= LONGEST_NAME && name.every(isNameWord)) names.push(name)
  }
  if (names.length === 0)
    throw new WorkbenchError('invalid-input', `${file} holds no name. Give a list with one name a line.`)
  return names
}

/** Starts with a capital or a digit, or is a small word inside a name ("of", "de"). */
function isNameWord(word: string, index: number): boolean {
  return isCapitalised(word) || /^\p{N}/u.test(word) || (index > 0 && /^\p{Ll}{1,3}$/u.test(word))
}

/**
 * Puts names of the lists in the place of mentions, each with probability `share`, so that the model learns from what
 * stands around a name and not the name by heart. The new name is written as the old one was: in capitals, in small
 * letters or as listed. Handles, hashtags and types without a list stay; so does a single word of MISC, which may be
 * an adjective ("American") that no title can stand for.
 */
export function replaceMentions(
  post: LabelledPost,
  lists: NameLists,
  share: number,
  random: SeededRandom,
): LabelledPost {
  const tokens: string[] = []
  const spans: Span[] = []
  let copied = 0
  for (const { start, end, type } of spansFromTags(post.tags)) {
    tokens.push(...post.tokens.slice(copied, start))
    copied = end
    const old = post.tokens.slice(start, end)
    const mayChange = !isMarked(post.tokens, start, end) && (type !== 'MISC' || old.length > 1)
    const replaced = mayChange && random.uniform() < share ? drawName(lists.get(type) ?? [], random) : null
    const name = replaced === null ? old : writtenLike(old, replaced)
    spans.push({ start: tokens.length, end: tokens.length + name.length, type })
    tokens.push(...name)
  }
  tokens.push(...post.tokens.slice(copied))
  const tags = tagsFromSpans(tokens.length, spans)
  return { ...post, tokens, tags, rawTags: tags }
}

function isMarked(tokens: readonly string[], start: number, end: number): boolean {
  return tokens.slice(Math.max(0, start - 1), end).some((token) => /^[@#]/u.test(token))
}

function drawName(lists: readonly (readonly string[][])[], random: SeededRandom): readonly string[] | null {
  const list = lists[random.integer(Math.max(1, lists.length))]
  return list?.[random.integer(list.length)] ?? null
}

function writtenLike(old: readonly string[], name: readonly string[]): readonly string[] {
  const text = old.join(' ')
  if (text === text.toLowerCase()) return name.map((word) => word.toLowerCase())
  if (old.every((word) => isAllCapitals(word)) && text.length > 4)
    return name.map((word) => word.toUpperCase())
  return name
}
