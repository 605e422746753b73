import { WorkbenchError } from '../../shared/api/workbenchError.ts'

/** A text as BERT reads it: [CLS], the pieces of its words, [SEP]. */
export interface EncodedPieces {
  /** Rows of the vocabulary. */
  readonly pieces: Int32Array
  /** Index in `pieces` of the first piece of each word. */
  readonly firsts: Int32Array
}

const UNKNOWN = '[UNK]'
const OPENING = '[CLS]'
const CLOSING = '[SEP]'
const HIDDEN = '[MASK]'
const PADDING = '[PAD]'
const CONTINUES = '##'
/** A longer word is not cut but unknown, as in BERT. */
const LONGEST_WORD = 100

/**
 * BERT's tokeniser over a given vocabulary: text is cleaned, cut at blanks, punctuation and ideographs, and each part
 * is covered from the left by the longest pieces the vocabulary has. A vocabulary without capital letters is uncased:
 * text is then lower-cased and its accents are dropped.
 */
export class WordPieces {
  /** Words and text are looked up in lower case without accents. */
  readonly uncased: boolean
  readonly #rows: ReadonlyMap<string, number>
  readonly #longest: number
  readonly #unknown: number
  /** Rows of the marks before and behind a text, and of what stands for a hidden piece. */
  readonly opening: number
  readonly closing: number
  readonly hidden: number
  /** Pieces in the vocabulary. */
  readonly size: number

  /**
   * The lines of a `vocab.txt`, a piece a line, its row the number of the line from 0; `file` names it in messages.
   * Throws WorkbenchError `invalid-input` when a piece stands there twice or one of the special ones is missing.
   */
  constructor(vocabulary: readonly string[], file: string) {
    const rows = new Map<string, number>()
    for (const [row, piece] of vocabulary.entries()) {
      const before = rows.get(piece)
      if (before !== undefined)
        throw new WorkbenchError(
          'invalid-input',
          `${file}, line ${row + 1}: the piece "${piece}" stands already in line ${before + 1}. Give the vocab.txt of a BERT model as it was published.`,
        )
      rows.set(piece, row)
    }
    const special = (piece: string): number => {
      const row = rows.get(piece)
      if (row !== undefined) return row
      throw new WorkbenchError(
        'invalid-input',
        `${file}: the piece ${piece} is missing among ${vocabulary.length}. Give the vocab.txt of a BERT model.`,
      )
    }
    special(PADDING)
    this.#rows = rows
    this.size = vocabulary.length
    this.#unknown = special(UNKNOWN)
    this.opening = special(OPENING)
    this.closing = special(CLOSING)
    this.hidden = rows.get(HIDDEN) ?? this.#unknown
    this.#longest = vocabulary.reduce((longest, { length }) => Math.max(longest, length), 0)
    this.uncased = !vocabulary.some((piece) => /^\p{Lu}/u.test(piece))
  }

  /** Rows of the pieces of one token; a token of which nothing is left is [UNK], so that no word is ever lost. */
  piecesOf(token: string): number[] {
    const pieces = basicTokens(token, this.uncased).flatMap((part) => this.#cover(part))
    return pieces.length === 0 ? [this.#unknown] : pieces
  }

  /** Tokens as one text. */
  encode(tokens: readonly string[]): EncodedPieces {
    const pieces = [this.opening]
    const firsts: number[] = []
    for (const token of tokens) {
      firsts.push(pieces.length)
      pieces.push(...this.piecesOf(token))
    }
    return { pieces: Int32Array.from([...pieces, this.closing]), firsts: Int32Array.from(firsts) }
  }

  /** Longest piece first; a part that cannot be covered wholly is unknown as a whole. */
  #cover(part: string): number[] {
    const characters = Array.from(part)
    if (characters.length > LONGEST_WORD) return [this.#unknown]
    const found: number[] = []
    for (let start = 0; start < characters.length;) {
      let end = Math.min(characters.length, start + this.#longest)
      const prefix = start === 0 ? '' : CONTINUES
      let row: number | undefined
      for (; end > start && row === undefined; end--)
        row = this.#rows.get(prefix + characters.slice(start, end).join(''))
      if (row === undefined) return [this.#unknown]
      found.push(row)
      // the loop has taken one step more than the piece is long
      start = end + 1
    }
    return found
  }
}

/** The blocks of ideographs that BERT takes as words of one character; kana and hangul are not among them. */
const IDEOGRAPH =
  /[\u{4E00}-\u{9FFF}\u{3400}-\u{4DBF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]/u
/** All ASCII that is neither letter, digit nor blank counts, also `$`, `+` and the like. */
const PUNCTUATION = /[\p{P}!-/:-@[-`{-~]/u

/** BERT's basic tokens: words, single marks of punctuation, single ideographs. */
export function basicTokens(text: string, uncased: boolean): string[] {
  const cleaned = text.replace(/[\0\uFFFD]|(?![\t\n\r])\p{C}/gu, '')
  const folded = uncased
    ? cleaned
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
    : cleaned
  const parts: string[] = []
  let word = ''
  const close = (): void => {
    if (word !== '') parts.push(word)
    word = ''
  }
  for (const character of folded) {
    const alone = PUNCTUATION.test(character) || IDEOGRAPH.test(character)
    if (!alone && !/\s/u.test(character)) {
      word += character
      continue
    }
    close()
    if (alone) parts.push(character)
  }
  close()
  return parts
}
