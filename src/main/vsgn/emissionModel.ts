import { pieceCounts, piecePositions } from '../features/encodePieces.ts'
import type { EncodedText } from '../features/encodedText.ts'
import { encodeText, sliceText } from '../features/encodePost.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import type { TextWindow } from '../features/windows.ts'
import { textWindows } from '../features/windows.ts'
import type { OrtSessionOptions, TensorData } from '../onnx/ortSession.ts'
import { bucketOf, graphBatch, LENGTH_BUCKETS, wholeBatch } from '../features/batches.ts'
import { BucketSessions } from './network/bucketSessions.ts'
import type { Bucket } from './network/inputs.ts'
import type { VsgnConfig } from './network/config.ts'
import { labelsOf, labelsPieces } from './network/config.ts'
import type { ParameterValues } from './network/parameters.ts'
import type { Precision } from './network/precision.ts'
import type { RangesOfGraphs, RangeTally } from './network/productRanges.ts'
import { graphInputs } from './network/productRanges.ts'
import type { ServingGraph } from './network/servingGraph.ts'
import { buildServingGraph, weightFeeds } from './network/servingGraph.ts'
import type { NetworkPost, WordInput } from './networkFeeds.ts'
import {
  bucketFor,
  CAPTION_WORDS,
  fitCaption,
  mostPositions,
  NetworkFeeds,
  nodeCount,
} from './networkFeeds.ts'
import { graphNodes } from './graphNodes.ts'
import type { GraphNodes } from './graphNodes.ts'
import { TagSet } from './tagSet.ts'

/** What a caller has of a post. */
export interface TaggerInput {
  readonly tokens: readonly string[]
  readonly caption: string | null
  readonly picture: PictureFeatures | null
}

/** A trained network in memory with all it needs to read posts. */
export interface TrainedNetwork {
  readonly config: VsgnConfig
  readonly values: ParameterValues
  readonly words: WordInput
  /** Which inputs it has learned to read; others are not shown to it. */
  readonly inputs: { readonly caption: boolean; readonly picture: boolean }
  /** T of the CRF's probabilities; 1 where it is missing. */
  readonly temperature?: number
}

export interface EmissionOptions extends OrtSessionOptions {
  /** Of the products over weights; float32 where it is missing. */
  readonly precision?: Precision
  /** For int8: graphs that are not among them stay in float32. */
  readonly ranges?: RangesOfGraphs | undefined
  /** Is told the ranges of the products of every run. */
  readonly tally?: RangeTally
}

/** A stretch of a post that runs through the network in one go. */
interface Piece {
  readonly post: number
  /** First word of the piece in its post, and the words whose scores are taken from it. */
  readonly start: number
  readonly from: number
  readonly to: number
  readonly input: NetworkPost
}

/** Words of a window below which no text is cut. */
const SHORTEST_WINDOW = 4
const LONGEST = LENGTH_BUCKETS.at(-1) ?? 0
/** Values of a network whose graphs each hold all weights; of a larger one they would fill the memory. */
const MOST_INSIDE = 32 * 2 ** 20
/** Graphs of a large network that each hold its weights, in bytes or on a GPU. */
const MOST_LARGE_SESSIONS = 4
/** Explanations are asked for one post at a time: few graphs are kept for them. */
const EXPLAINING_SESSIONS = 3

/** Runs the serving graph over posts of any length and returns the scores of the labels at each word. */
export class EmissionModel {
  readonly #network: TrainedNetwork
  readonly #sessions: BucketSessions<ServingGraph>
  /** The same network with its explanation as outputs; made when first asked for. */
  readonly #explaining: BucketSessions<ServingGraph>
  /** Labels of a node of the graph, and tags of a word: fewer where pieces have labels of their own. */
  readonly #labels: number
  readonly #tags: number
  /** Weights that the graphs of all buckets share; null: each graph holds its own. */
  readonly #fedWeights: Readonly<Record<string, TensorData>> | null
  /** Input arrays of each graph, used again for every batch. */
  readonly #feeds = new WeakMap<ServingGraph, NetworkFeeds>()

  readonly #tally: RangeTally | null

  constructor(
    network: TrainedNetwork,
    { precision = 'float32', ranges = {}, tally, ...options }: EmissionOptions,
  ) {
    const { config, values } = network
    this.#network = network
    this.#labels = labelsOf(config).length
    this.#tags = new TagSet(config.types).size
    const isLarge = [...values.values()].reduce((sum, { length }) => sum + length, 0) > MOST_INSIDE
    this.#tally = tally ?? null
    const measured = tally !== undefined
    // fed weights are float32
    const weights = isLarge && options.device === 'cpu' && precision === 'float32' ? 'fed' : 'inside'
    const build = (bucket: Bucket, explain: boolean): ServingGraph =>
      buildServingGraph(config, values, bucket, {
        explain,
        precision,
        ranges: ranges[graphInputs(bucket)],
        measured,
        weights,
      })
    this.#fedWeights = weights === 'fed' ? weightFeeds(config, values) : null
    this.#sessions = new BucketSessions(
      (bucket) => build(bucket, false),
      { ...options, memoryPattern: true },
      isLarge && weights === 'inside' ? MOST_LARGE_SESSIONS : undefined,
    )
    this.#explaining = new BucketSessions((bucket) => build(bucket, true), options, EXPLAINING_SESSIONS)
  }

  /** The stretches in which a post is read. */
  windows({ tokens }: TaggerInput): TextWindow[] {
    const { words, config } = this.#network
    return windowsOf(encodeText(tokens, words.encoder), config)
  }

  /** A one at each word of several pieces, where the CRF asks for it (see `wordTables`); undefined where it does not. */
  splitWords({ tokens }: TaggerInput): Uint8Array | undefined {
    const { config, words } = this.#network
    if (!labelsPieces(config)) return undefined
    return Uint8Array.from(pieceCounts(encodeText(tokens, words.encoder)), (count) => Number(count > 1))
  }

  /** Emissions [words, tags] of each post, row-major; words that exceed the longest graph are read in windows. */
  async run(inputs: readonly TaggerInput[]): Promise<Float32Array[]> {
    const emissions = inputs.map(({ tokens }) => new Float32Array(tokens.length * this.#tags))
    const all = inputs.flatMap((input, post) => this.#piecesOf(input, post))
    for (const group of groupPieces(all, this.#network.config)) await this.#runGroup(group, emissions)
    return emissions
  }

  /**
   * Emissions and explanation (see `ServingOptions`) of one window of a post, batch 1, and what the nodes of its text
   * graph stand for.
   */
  async explain(
    input: TaggerInput,
    { start }: Pick<TextWindow, 'start'>,
  ): Promise<{ outputs: Readonly<Record<string, TensorData>>; nodes: GraphNodes }> {
    const post = this.#piecesOf(input, 0).find((piece) => piece.start === start)?.input
    if (post === undefined) throw new RangeError(`the post has no window from ${start}`)
    const words = bucketOf(nodeCount(post.text, this.#network.config))
    const bucket = bucketFor([post], 1, words, this.#network.config)
    const { graph, session } = await this.#explaining.get(bucket)
    const feeds = new NetworkFeeds(bucket, this.#network.config, this.#network.words)
    feeds.fill([post], null)
    const outputs = await session.run(this.#inputs(graph, feeds))
    return { outputs, nodes: graphNodes(post, words, feeds, this.#network.config) }
  }

  async dispose(): Promise<void> {
    await this.#sessions.dispose()
    await this.#explaining.dispose()
  }

  #piecesOf({ tokens, caption, picture }: TaggerInput, post: number): Piece[] {
    if (tokens.length === 0) return []
    const { words, inputs } = this.#network
    const text = encodeText(tokens, words.encoder)
    const captionText = inputs.caption ? encodeCaption(caption, words, this.#network.config) : null
    const shown = inputs.picture ? picture : null
    const windows = windowsOf(text, this.#network.config)
    return windows.map(({ start, end, from, to }) => ({
      post,
      start,
      from,
      to,
      input: {
        text: windows.length === 1 ? text : sliceText(text, start, end),
        caption: captionText,
        picture: shown,
      },
    }))
  }

  /** What a graph asks for. */
  #inputs({ inputs }: ServingGraph, { tensors }: NetworkFeeds): Readonly<Record<string, TensorData>> {
    if (this.#fedWeights === null) return tensors
    const all = { ...this.#fedWeights, ...tensors }
    return Object.fromEntries(inputs.map(({ name }) => [name, all[name] as TensorData]))
  }

  async #runGroup(pieces: readonly Piece[], emissions: readonly Float32Array[]): Promise<void> {
    const posts = pieces.map((piece) => piece.input)
    const words = bucketOf(Math.max(...posts.map(({ text }) => nodeCount(text, this.#network.config))))
    const batch = graphBatch(pieces.length, words)
    const bucket = bucketFor(posts, batch, words, this.#network.config)
    const { graph, session } = await this.#sessions.get(bucket)
    const feeds =
      this.#feeds.get(graph) ?? new NetworkFeeds(bucket, this.#network.config, this.#network.words)
    this.#feeds.set(graph, feeds)
    feeds.fill(posts, null)
    const outputs = await session.run(this.#inputs(graph, feeds))
    this.#tally?.add(bucket, outputs)
    const scores = (outputs.emissions as TensorData).values as Float32Array
    for (const [index, { post, start, from, to }] of pieces.entries())
      for (let word = from; word < to; word++) {
        const row = feeds.nodeOf(index, word - start) * this.#labels
        emissions[post]?.set(scores.subarray(row, row + this.#tags), word * this.#tags)
      }
  }
}

/** The stretches in which a text is read: as long as the longest graph, shorter where that is too many pieces. */
function windowsOf(text: EncodedText, config: VsgnConfig): TextWindow[] {
  const most = mostPositions(config)
  const fits = ({ start, end }: TextWindow): boolean =>
    most === Infinity || piecePositions(text, start, end) <= most
  let size = LONGEST
  let windows = textWindows(text.length, size)
  while (size > SHORTEST_WINDOW && !windows.every(fits)) {
    size = Math.floor(size / 2)
    windows = textWindows(text.length, size)
  }
  return windows
}

/** A caption as words; one that is empty or absent is no caption. */
export function encodeCaption(
  caption: string | null,
  words: WordInput,
  config: VsgnConfig,
): EncodedText | null {
  const tokens = captionTokens(caption)
  return tokens.length === 0 ? null : fitCaption(encodeText(tokens, words.encoder), config)
}

/** The words of a caption that are read. */
export function captionTokens(caption: string | null): string[] {
  const tokens = caption?.match(/[\p{L}\p{M}\p{N}]+(?:['’.][\p{L}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu) ?? []
  return tokens.slice(0, CAPTION_WORDS)
}

/** Pieces of like length together, as many as a graph takes. */
function groupPieces(pieces: readonly Piece[], config: VsgnConfig): Piece[][] {
  const groups: Piece[][] = []
  const open = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const bucket = bucketOf(nodeCount(piece.input.text, config))
    const group = open.get(bucket)
    if (group === undefined || group.length === wholeBatch(bucket)) {
      const fresh = [piece]
      open.set(bucket, fresh)
      groups.push(fresh)
    } else group.push(piece)
  }
  return groups
}
