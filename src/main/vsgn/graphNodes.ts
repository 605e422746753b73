import { pieceCounts } from '../features/encodePieces.ts'
import type { EncodedText } from '../features/encodedText.ts'
import { labelsPieces } from './network/config.ts'
import type { VsgnConfig } from './network/config.ts'
import type { NetworkFeeds, NetworkPost } from './networkFeeds.ts'

/** A word that nodes of the text graph stand for. */
export interface NodeWord {
  readonly kind: 'token' | 'caption'
  readonly index: number
}

/** The nodes of the text graph of one post: which word each stands for, and which node each token is. */
export interface GraphNodes {
  /** By node; none for marks and padding. */
  readonly words: ReadonlyMap<number, NodeWord>
  readonly tokens: readonly number[]
}

/**
 * Of a batch of one post; `length` nodes are those of its text, then come those of its caption. Where pieces are the
 * nodes, all pieces of a word stand for it and the first one is it.
 */
export function graphNodes(
  { text, caption }: NetworkPost,
  length: number,
  feeds: NetworkFeeds,
  config: VsgnConfig,
): GraphNodes {
  const words = new Map<number, NodeWord>()
  const put = (kind: NodeWord['kind'], first: number, encoded: EncodedText): void => {
    const pieces = labelsPieces(config) ? pieceCounts(encoded) : []
    for (let index = 0; index < encoded.length; index++) {
      const node = first + (kind === 'token' ? feeds.nodeOf(0, index) : feeds.captionNodeOf(0, index))
      for (let piece = 0; piece < (pieces[index] ?? 1); piece++) words.set(node + piece, { kind, index })
    }
  }
  put('token', 0, text)
  if (caption !== null) put('caption', length, caption)
  return { words, tokens: Array.from({ length: text.length }, (_, index) => feeds.nodeOf(0, index)) }
}
