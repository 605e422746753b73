/** A text as row numbers: what is looked up is not yet looked up, so a training run can hide words each epoch. */
export interface EncodedText {
  /** Words. */
  readonly length: number
  /** Table rows of each word: its features, or its pieces in their order. */
  readonly features: readonly Int32Array[]
  /** Vector row of each word; −1: it has none. Empty for pieces. */
  readonly vectorRows: Int32Array
  /** Numbers of the characters of each word, where the network reads them. */
  readonly characters?: readonly Int32Array[]
  /** Share of capitalised words, share of words in capitals, 1 when all is lower case, length / 40; empty for pieces. */
  readonly numbers: Float32Array
  /** Whether its first word opens the post and its last one closes it; a window of a long post may do neither. */
  readonly opens: boolean
  readonly closes: boolean
}

/** Which words of a batch to hide in training. */
export interface Hiding {
  /** The word becomes MASK: no features, no vector. */
  word(): boolean
  /** The word keeps its features and loses its vector. */
  vector(): boolean
}
