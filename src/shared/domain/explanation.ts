import type { PictureBox } from './pictureFindings.ts'
import type { Span } from './span.ts'

/** One way to read some tokens: as an entity of this type, or as no entity (null); `score` is its probability. */
export interface Reading {
  readonly type: string | null
  readonly score: number
}

/** An edge of the text graph, from a token of the explained span to a token or a word of the caption. */
export interface GraphNeighbour {
  readonly token: number
  readonly kind: 'token' | 'caption'
  /** Index of the token, or of the word in `captionWords`. */
  readonly index: number
  /** A of the paper's equation 9: above 0, the larger the stronger. */
  readonly weight: number
}

/** Where some tokens look in the picture. */
export interface PictureExplanation {
  /** The grid of patches that the picture is cut into; lists of patches go row by row. */
  readonly rows: number
  readonly columns: number
  /** M (12): for each token its shares over the patches, which sum to 1; null: the model has no graphs. */
  readonly alignment: readonly (readonly number[])[] | null
  /** Share of each patch that is kept beside the regions it gathers (16), 0 to 1: the mean over channels. */
  readonly patchGate: readonly number[]
  /** What each region puts in place of patches (17), 0 to 1: a mean over the patches; in the order of the regions. */
  readonly regionGate: readonly number[]
}

/** What a model can say of its reading of some tokens of a post. Equation numbers are the paper's. */
export interface SpanExplanation {
  readonly model: { readonly name: string; readonly sha256: string }
  /** Tokens `start` to `end`, end exclusive. */
  readonly start: number
  readonly end: number
  /** Every type, and "no entity", for exactly these tokens; likeliest first. What is left are other borders. */
  readonly readings: readonly Reading[]
  /** Score of the first reading less that of the second. */
  readonly distance: number
  /** The readings of a model that is not shown the picture, the caption; null: it was not shown one anyway. */
  readonly withoutPicture: readonly Reading[] | null
  readonly withoutCaption: readonly Reading[] | null
  /** The likeliest readings of the whole post, best first, with the probability of each. */
  readonly wholePost: readonly { readonly spans: readonly Span[]; readonly score: number }[]
  /** For each of the tokens its probability of every tag (CRF marginals), in the order of `tags`. */
  readonly tags: readonly string[]
  readonly marginals: readonly (readonly number[])[]
  /** The caption as the model reads it; empty: it reads none. */
  readonly captionWords: readonly string[]
  /** Edges of the tokens, strongest first; empty: the model has no graphs. */
  readonly neighbours: readonly GraphNeighbour[]
  /** g (25) of each token: 1 is the fusion stream alone, 0 the graph stream; null: the model has no graphs. */
  readonly fusionGate: readonly number[] | null
  /** B (22), the factor of each channel of text and caption, with mean 1; null: not gated. */
  readonly textChannels: readonly number[] | null
  readonly captionChannels: readonly number[] | null
  /** Null: the post has no picture, or the model looks at none. */
  readonly picture: PictureExplanation | null
}

/** A part of a picture that a model was shown beside the patches. */
export interface ShownRegion {
  /** Null: it is the whole picture. */
  readonly label: string | null
  readonly score: number
  readonly box: PictureBox
}

/** The explanation with what a person needs to see it on the picture. */
export interface SpanEvidence extends SpanExplanation {
  /** In the order of `picture.regionGate`; empty: the model saw no picture. */
  readonly regions: readonly ShownRegion[]
  /** Why the model saw no picture of this post; null: it saw one. */
  readonly noPicture: string | null
}
