import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { quoted } from '../formats/problemText.ts'
import type { Finding, Place } from '../formats/problemText.ts'

/** One letter with the accents on it. */
const LETTER = /^\p{L}\p{M}*$/u

interface Cut {
  spans: number
  readonly words: string
  readonly place: Place
}

/**
 * Offsets that are off by one look like spans which leave the last letter of their word out, or its first: ends that count
 * their last character, positions that begin at 1. One such span may be meant; where most are, somebody should know.
 */
export class CutWordFindings {
  #spans = 0
  #short: Cut | null = null
  #late: Cut | null = null

  add({ tokens, tags, offsets }: ImportedPost, place: Place): void {
    if (tags === null) return
    const words = (token: number): string => tokens.slice(token, token + 2).join('')
    for (const { start, end } of spansFromTags(tags)) {
      this.#spans++
      if (tags[start - 1] === 'O' && isLetterBefore(tokens, offsets, start))
        this.#late = counted(this.#late, words(start - 1), place)
      if (tags[end] === 'O' && isLastLetter(tokens, offsets, end))
        this.#short = counted(this.#short, words(end - 1), place)
    }
  }

  summary(): Finding[] {
    return [
      ...this.#finding(
        this.#short,
        'last',
        'If their ends count the last character, write the place behind it.',
      ),
      ...this.#finding(this.#late, 'first', 'If their positions begin at 1, begin them at 0.'),
    ]
  }

  #finding(cut: Cut | null, which: string, advice: string): Finding[] {
    if (cut === null || cut.spans * 2 < this.#spans) return []
    const found = `${cut.spans} of ${this.#spans} spans leave out the ${which} letter of a word, here of ${quoted(cut.words)}`
    return [{ severity: 'warning', ...cut.place, found, expected: 'spans of whole words', advice }]
  }
}

function counted(cut: Cut | null, words: string, place: Place): Cut {
  return cut === null ? { spans: 1, words, place } : { ...cut, spans: cut.spans + 1 }
}

/** A token begins where the one before ends. */
function touches(offsets: readonly number[], token: number): boolean {
  return token > 0 && offsets[token * 2] === offsets[token * 2 - 1]
}

function isLetterBefore(tokens: readonly string[], offsets: readonly number[], token: number): boolean {
  return touches(offsets, token) && LETTER.test(tokens[token - 1] ?? '')
}

function isLastLetter(tokens: readonly string[], offsets: readonly number[], token: number): boolean {
  if (!touches(offsets, token) || touches(offsets, token + 1)) return false
  return LETTER.test(tokens[token] ?? '') && /\p{L}\p{M}*$/u.test(tokens[token - 1] ?? '')
}
