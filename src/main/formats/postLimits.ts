import type { ImportedPost } from '../../shared/domain/post.ts'
import { quoted } from './problemText.ts'

/** Longest post: beyond this it is a file whose records have run together. */
export const MOST_TOKENS = 10_000
/** As the contract has it. */
const LONGEST_TYPE = 60
const LONGEST_ID = 1000

/** No tag has one: where one stands, two lines have run together or bytes were lost. A NUL is told with its text. */
const CONTROL = /[^\P{Cc}\0]/u

export interface PostFault {
  readonly found: string
  readonly expected: string | null
  /** Index of the token where it stands; missing: elsewhere, or nowhere in particular. */
  readonly token?: number
}

/** Why a post of any format cannot be stored; null: it can. */
export function postFault(post: ImportedPost): PostFault | null {
  if (post.tokens.length === 0) return { found: 'the post has no words', expected: 'at least one' }
  if (post.tokens.length > MOST_TOKENS)
    return {
      found: `the post has ${post.tokens.length} tokens`,
      expected: `at most ${MOST_TOKENS}; a blank line between posts may be missing`,
    }
  if (post.externalId.length > LONGEST_ID)
    return {
      found: `the id ${quoted(post.externalId)} is too long`,
      expected: `at most ${LONGEST_ID} characters`,
    }
  for (const [token, tag] of (post.tags ?? []).entries()) {
    if (tag.length > LONGEST_TYPE + 2)
      return {
        found: `the tag ${quoted(tag)} is too long`,
        expected: `a type of at most ${LONGEST_TYPE} characters`,
        token,
      }
    if (CONTROL.test(tag))
      return {
        found: `the tag ${quoted(tag)} holds a control character`,
        expected: 'O, B-TYPE or I-TYPE',
        token,
      }
  }
  for (const text of textsOf(post)) {
    const fault = textFault(text)
    if (fault !== null) return { ...fault, ...faultyToken(post) }
  }
  return null
}

function faultyToken({ tokens, tags }: ImportedPost): Pick<PostFault, 'token'> {
  const faulty = (each: string): boolean => textFault(each) !== null
  const token = [tokens, tags ?? []].map((list) => list.findIndex(faulty)).find((index) => index >= 0)
  return token === undefined ? {} : { token }
}

/** Why a text cannot be stored to the character; null: it can. */
export function textFault(text: string): PostFault | null {
  if (text.includes('\0'))
    return { found: `${quoted(around(text, text.indexOf('\0')))} holds U+0000`, expected: 'text' }
  if (text.isWellFormed()) return null
  return {
    found: `${quoted(around(text, halfAt(text)))} holds half a character`,
    expected: 'whole characters',
  }
}

/** Lists are joined by a line break, so that halves of two neighbours do not make a whole. */
function textsOf(post: ImportedPost): string[] {
  const { externalId, text, tokens, tags, picture, caption, split } = post
  const all = [externalId, text, tokens.join('\n'), tags?.join('\n'), picture, caption, split]
  return all.filter((each) => typeof each === 'string')
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 10), at + 10)
}

function halfAt(text: string): number {
  return Math.max(0, text.search(/\p{Cs}/u))
}
