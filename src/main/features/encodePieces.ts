import type { EncodedText, Hiding } from './encodedText.ts'
import type { RowSums } from './rowTable.ts'
import type { WordPieces } from './wordPieces.ts'

/** Of a longer word the first pieces are read: it is a link or a shout, and is not to fill the whole text. */
const MOST_PIECES = 20
/** [CLS] before a text and [SEP] behind it. */
const MARKS = 2

/** How tokens become numbers in a network that reads word pieces. */
export class PieceEncoder {
  readonly pieces: WordPieces
  readonly #rows = new Map<number, Int32Array>()

  constructor(pieces: WordPieces) {
    this.pieces = pieces
  }

  /** A piece as a list of rows, the same list each time it is asked for. */
  rowsOf(piece: number): Int32Array {
    const known = this.#rows.get(piece)
    if (known !== undefined) return known
    const rows = Int32Array.of(piece)
    this.#rows.set(piece, rows)
    return rows
  }
}

/** Tokens as their pieces; marks are added when a batch is filled. */
export function encodePieces(tokens: readonly string[], { pieces }: PieceEncoder): EncodedText {
  return {
    length: tokens.length,
    features: tokens.map((token) => Int32Array.from(pieces.piecesOf(token).slice(0, MOST_PIECES))),
    vectorRows: new Int32Array(0),
    numbers: new Float32Array(0),
    opens: true,
    closes: true,
  }
}

/** Positions of the encoder that words `start` to `end` of a text take, marks included. */
export function piecePositions({ features }: EncodedText, start: number, end: number): number {
  return features.slice(start, end).reduce((sum, pieces) => sum + pieces.length, MARKS)
}

/** How many pieces each word has. */
export function pieceCounts({ features }: EncodedText): number[] {
  return features.map((pieces) => pieces.length)
}

/** Dense arrays of one batch of pieces, row-major; made once for a size and filled again and again. */
export interface PieceArrays {
  readonly batch: number
  readonly words: number
  readonly positions: number
  /** [batch · positions, width]: the row of each piece; zeros at padding. */
  readonly rows: Float32Array
  /** [batch, words] and [batch, positions]: 1 for a word or piece, 0 for padding; a bool tensor's bytes. */
  readonly wordMask: Uint8Array
  readonly pieceMask: Uint8Array
  /** [batch, words]: first piece of each word, counted over the batch; 0 at padding. */
  readonly firsts: Int32Array
  /** The row at each position; what a row gradient is spread over. */
  readonly used: (Int32Array | null)[]
}

export function pieceArrays(batch: number, words: number, positions: number, width: number): PieceArrays {
  return {
    batch,
    words,
    positions,
    rows: new Float32Array(batch * positions * width),
    wordMask: new Uint8Array(batch * words),
    pieceMask: new Uint8Array(batch * positions),
    firsts: new Int32Array(batch * words),
    used: new Array<Int32Array | null>(batch * positions).fill(null),
  }
}

/**
 * Puts texts in, one a row of the batch; hidden words become [MASK] piece by piece. Texts that do not fit are an error:
 * cut them into windows first.
 */
export function fillPieces(
  arrays: PieceArrays,
  texts: readonly (EncodedText | null)[],
  table: RowSums,
  encoder: PieceEncoder,
  hiding: Hiding | null,
): void {
  const { batch, words, positions, rows, wordMask, pieceMask, firsts, used } = arrays
  if (texts.length > batch) throw new RangeError(`${texts.length} texts do not fit into a batch of ${batch}`)
  const width = rows.length / (batch * positions)
  const { opening, closing, hidden } = encoder.pieces
  for (const array of [rows, wordMask, pieceMask, firsts]) array.fill(0)
  used.fill(null)
  for (const [index, text] of texts.entries()) {
    if (text === null) continue
    const needed = piecePositions(text, 0, text.length)
    if (text.length > words || needed > positions)
      throw new RangeError(
        `a text of ${text.length} words and ${needed} pieces does not fit into ${words} and ${positions}`,
      )
    let position = index * positions
    const put = (piece: number): void => {
      const row = encoder.rowsOf(piece)
      table.addRows(row, rows, position * width)
      used[position] = row
      pieceMask[position] = 1
      position++
    }
    put(opening)
    for (const [word, pieces] of text.features.entries()) {
      const isHidden = hiding?.word() === true
      wordMask[index * words + word] = 1
      firsts[index * words + word] = position
      for (const piece of pieces) put(isHidden ? hidden : piece)
    }
    put(closing)
  }
}
