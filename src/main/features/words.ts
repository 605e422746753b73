/**
 * How one token is read by the model. A post is never re-tokenised: every function here maps one token to one value.
 */

const LINK = /^(?:https?(?::\/\/|$)|www\.|URL\d+$)/iu
/** `@name` as one token is a handle; a lone `@` before a name is not: data sets that split it mean a mention. */
const HANDLE = /^@[\p{L}\p{N}_]/u
const CURLY_APOSTROPHE = /[\u2018\u2019\u02BC\u00B4\u0060]/gu

/** The token as the model sees it: links become `http`, handles `@user`, apostrophes straight. Case stays. */
export function normaliseWord(token: string): string {
  if (LINK.test(token)) return 'http'
  if (HANDLE.test(token)) return '@user'
  return token.replace(CURLY_APOSTROPHE, "'")
}

const SHAPE_LENGTH = 8

/**
 * Outline of a word: `X` upper case, `x` other letter, `d` digit, any other character itself; runs cut at two, at most
 * eight characters. `McGregor` gives `XxXxx`, `2017` gives `dd`.
 */
export function wordShape(word: string): string {
  let shape = ''
  let previous = ''
  let run = 0
  for (const character of word) {
    const kind = shapeOf(character)
    run = kind === previous ? run + 1 : 1
    previous = kind
    if (run <= 2) shape += kind
    if (shape.length >= SHAPE_LENGTH) break
  }
  return shape
}

function shapeOf(character: string): string {
  if (/\p{Lu}|\p{Lt}/u.test(character)) return 'X'
  if (/\p{L}/u.test(character)) return 'x'
  if (/\p{N}/u.test(character)) return 'd'
  return character
}

/** Begins with a capital letter. */
export function isCapitalised(word: string): boolean {
  return /^(?:\p{Lu}|\p{Lt})/u.test(word)
}

/** Two letters or more and none of them lower case. */
export function isAllCapitals(word: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word)
}
