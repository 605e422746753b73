import type { ImportedPost } from '../../shared/domain/post.ts'
import { KeyIndex, NumberList } from './keyIndex.ts'

/** Where a post stands: in which file and split. */
export interface PostPlace {
  readonly file: string
  readonly split: string | null
  /** Null: the file has no lines. */
  readonly line: number | null
  /** Null: `line` tells more. */
  readonly record: number | null
}

/** What is already known about a post that comes in. */
export interface Acquaintance {
  /** Another post has this id; `same`: and the same tokens and tags; `sameFile`: it came from the file being read. */
  readonly id: { readonly place: PostPlace; readonly same: boolean; readonly sameFile: boolean } | null
  /** A post of another split has the same words, whatever their case. */
  readonly text: PostPlace | null
  /** A post of another split has the same picture name. */
  readonly picture: PostPlace | null
}

/** Where posts come from; two files of one name are two sources. */
export interface PostSource {
  readonly name: string
}

interface Group {
  readonly source: PostSource
  readonly split: string | null
  /** What the numbers of its places count. */
  readonly unit: 'line' | 'record'
}

type Registered = Pick<ImportedPost, 'externalId' | 'tokens' | 'tags' | 'split' | 'line'> & {
  readonly picture: string | null
}

/**
 * Remembers every post by 53-bit hashes of id, words and picture, so that a million posts fit in 75 MiB. At that
 * number the chance of one false alarm is about one in eighteen thousand; a false alarm is a warning.
 */
export class PostRegister {
  /** Where each post stands, and the hash of its words and tags. */
  readonly #places = new NumberList(Float64Array)
  readonly #contents = new NumberList(Float64Array)
  /** The first post of each id, text and picture. */
  readonly #ids = new KeyIndex()
  readonly #texts = new KeyIndex()
  readonly #pictures = new KeyIndex()
  readonly #groups: Group[] = []

  /** Notes the post and says what was known before. */
  add(post: Registered, source: PostSource, unit: Group['unit'] = 'line'): Acquaintance {
    const content = hash53(`${post.tokens.join('\u0001')}\u0002${post.tags?.join('\u0001') ?? ''}`)
    const number = this.#places.push(this.#pack({ source, split: post.split, unit }, post.line))
    this.#contents.push(content)
    const known = firstOf(this.#ids, post.externalId, number)
    const { picture } = post
    return {
      id:
        known === number
          ? null
          : {
              place: this.#place(known),
              same: this.#contents.at(known) === content,
              sameFile: this.#group(this.#places.at(known))?.source === source,
            },
      text: this.#inOtherSplit(firstOf(this.#texts, post.tokens.join(' ').toLowerCase(), number), post),
      picture: picture === null ? null : this.#inOtherSplit(firstOf(this.#pictures, picture, number), post),
    }
  }

  /** The place of an earlier post of another split. */
  #inOtherSplit(number: number, post: Registered): PostPlace | null {
    const other = this.#place(number)
    return post.split !== null && other.split !== null && other.split !== post.split ? other : null
  }

  /** File and split share a number with the line: 2^32 lines, 2^20 groups. */
  #pack({ source, split, unit }: Group, line: number): number {
    let group = this.#groups.findLastIndex(
      (each) => each.source === source && each.split === split && each.unit === unit,
    )
    if (group < 0) group = this.#groups.push({ source, split, unit }) - 1
    return group * 2 ** 32 + line
  }

  #place(number: number): PostPlace {
    const place = this.#places.at(number)
    const group = this.#group(place)
    const at = place % 2 ** 32
    const [line, record] = group?.unit === 'record' ? [null, at] : [at, null]
    return { file: group?.source.name ?? '', split: group?.split ?? null, line, record }
  }

  #group(place: number): Group | undefined {
    return this.#groups[Math.floor(place / 2 ** 32)]
  }
}

/** The number of the first post with this key: an earlier one, or the one that is being added. */
function firstOf(index: KeyIndex, key: string, number: number): number {
  const hash = hash53(key)
  const first = index.get(hash)
  if (first === undefined) index.add(hash, number)
  return first ?? number
}

/** Two 32-bit multiplicative hashes (cyrb53) in one number. */
export function hash53(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 2 ** 32 * (2097151 & b) + (a >>> 0)
}
