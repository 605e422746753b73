/** Parts of VSGN that can be left out: the rows of the paper's ablation (its Table 4). */
export const PARTS = ['vsg', 'cir', 'caption', 'picture'] as const
export type Part = (typeof PARTS)[number]

export interface CharacterSizes {
  readonly read: number
  readonly rows: number
  readonly width: number
}

/** Everything that decides the network's shape and arithmetic. Equation numbers are the paper's. */
export interface VsgnConfig {
  /**
   * What the encoder reads (1). `words`: a sum of feature-table rows and extras per word, distances between words, a
   * pre-norm transformer. `pieces`: BERT, that is word pieces with positions and segments and a post-norm transformer.
   */
  readonly textInput: 'words' | 'pieces'
  /**
   * (1), (5): post and caption pass through the encoder one by one, or as one text in which they see each other.
   * Either way both are nodes of the text graph.
   */
  readonly captionEncoding: 'separate' | 'joint'
  /**
   * What carries labels, and so is a node of the text graph. `first`: words, each as its first piece. `thirteen`: every
   * piece, with X for the pieces that continue a word and [CLS], [SEP] and PAD as labels of their own, as the paper's
   * predecessors do; pieces only.
   */
  readonly subwordLabels: 'first' | 'thirteen'
  /** Span types; the labels are O, then B and I of each in this order. */
  readonly types: readonly string[]
  /**
   * Ways of annotating that some training sets have and the others do not, each with outputs of its own (see
   * `labelSpaceScores`). What is served are the outputs that all sets share. Usually none.
   */
  readonly labelSpaces: readonly string[]
  /** Share of the posts of such a set that teach the shared outputs alone. */
  readonly labelSpaceDropout: number
  /**
   * How words see each other. `bilstm`: a long short-term memory in each direction (see `readBothWays`), the encoder of
   * the baselines; words only.
   */
  readonly encoder: 'transformer' | 'bilstm'
  /** Which table rows a word is the sum of: all its features, or the one of the word itself. For words. */
  readonly wordRows: 'features' | 'word'
  /**
   * A convolution over the characters of a word, added to its input (see `characterVector`): how many of its characters
   * are read, how many are told apart, and the width of their vectors and of the result. null: none, as usual.
   */
  readonly characters: CharacterSizes | null
  /** d, the width of every hidden vector. */
  readonly hidden: number
  /** Attention heads, in the encoder and in cross-attention; divides `hidden`. */
  readonly heads: number
  /** Transformer layers of the text encoder. */
  readonly encoderLayers: number
  /** Width inside the feed-forward networks. */
  readonly feedForward: number
  /** Word distances beyond this share one learned attention bias; for words. */
  readonly distanceLimit: number
  /** Positions of a text that the encoder knows; for pieces, 0 for words. */
  readonly positions: number
  /** Rows of the table that is looked up outside the graph: feature rows, or the pieces of the vocabulary. */
  readonly tableRows: number
  /** Width of these rows; `hidden` for pieces. */
  readonly rowWidth: number
  /** Width of the other word inputs: word vector, numbers of the post, first-word and last-word bits; 0 for pieces. */
  readonly extrasWidth: number
  /** m, the patches of a picture (2). */
  readonly patches: number
  /** R, the most regions of a picture (3–4). */
  readonly regions: number
  /** Width of patch vectors as they come in; where it is `hidden` they enter as they are, else projected. */
  readonly patchWidth: number
  /** Width of region vectors as they come in; likewise. */
  readonly regionWidth: number
  /** d_a, the latent width of edges (6, 7) and of the alignment (11). */
  readonly latent: number
  /** K, the edges a graph node keeps (9). */
  readonly topK: number
  /** Most words between two linked text nodes of one kind (9); null: no limit. */
  readonly window: number | null
  /** a, the start value of the learned balance between similarity and edge network (8). */
  readonly edgeBalance: number
  /** Graph layers (14). */
  readonly gcnLayers: number
  /** (14) as printed, or with self-loops, residual and layer normalisation. */
  readonly gcn: 'residual' | 'paper'
  /** τ, the temperature of the edge distributions that are aligned (13). */
  readonly alignmentTemperature: number
  /** λ, the weight of the alignment loss (28). */
  readonly alignmentWeight: number
  /** r, the reduction inside the channel gate (20). */
  readonly channelReduction: number
  /** β, the weight of deviation in (22), at the start of training and from its middle on. */
  readonly deviationWeight: { readonly start: number; readonly end: number }
  /** γ, the temperature over channels (22). */
  readonly channelTemperature: number
  /** Parts left out. */
  readonly without: readonly Part[]
  /** Shares of values dropped in training: of the word input, inside layers, before the output. */
  readonly dropout: { readonly input: number; readonly layers: number; readonly output: number }
  /** Shares of posts whose picture or caption is hidden in training, so that doing without is learned. */
  readonly modalityDropout: { readonly picture: number; readonly caption: number }
}
