import type { Var } from '../../autodiff/graph.ts'
import { add, concat, gelu, lookUp, reshape, slice, transpose } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import { attendWithin, chooseRows } from './attention.ts'
import type { Stretch } from './attention.ts'
import type { Block } from './block.ts'
import { maskedOut, normalise, project } from './block.ts'
import { readBothWays } from './recurrence.ts'

/** What the encoder is to know beside the vectors. */
export interface Reading {
  /** Lengths of the texts that x holds one behind the other; one text without. */
  readonly lengths?: readonly number[]
  /** [B, p, p] bool: which position sees which, where that is less than all valid ones. */
  readonly visible?: Var
  /**
   * Positions [M] (int32 into B · p) whose vectors are wanted, [M, d]: nothing after the last attention is then computed
   * for the others.
   */
  readonly wanted?: Var
}

/** One text of each post, and what is to be known of it beside its vectors [B, p, d]. */
export interface EncoderText extends Omit<Reading, 'wanted'> {
  readonly x: Var
  /** [B, p] bool. */
  readonly mask: Var
}

/**
 * (1), (5): vectors in context. x [B, p, d], mask [B, p] → [B, p, d].
 * Words: pre-norm layers, x + attention(LN x) then x + FFN(LN x), with learned distance biases, and LN at the end.
 * `encoder: bilstm`: see `readBothWays`; it reads one text at a time and all of it.
 * Pieces: BERT's post-norm layers, LN(x + attention(x)) then LN(x + FFN(x)).
 */
export function encodeText(block: Block, x: Var, mask: Var, reading: Reading = {}): Var {
  if (block.config.encoder === 'bilstm') return readInOrder(block, x, mask)
  const { wanted = null, ...rest } = reading
  const rows = readRows(block, [{ x, mask, ...rest }], wanted)
  return wanted === null ? reshape(rows, x.shape) : rows
}

/** `encodeText` of several texts that do not see each other, post and caption, in the same products. */
export function encodeTexts(block: Block, texts: readonly EncoderText[]): Var[] {
  if (block.config.encoder === 'bilstm') return texts.map(({ x, mask }) => readInOrder(block, x, mask))
  const rows = readRows(block, texts, null)
  let end = 0
  return texts.map(({ x }) => {
    const start = end
    end += rowCount(x)
    return reshape(slice(rows, 0, start, end), x.shape)
  })
}

const rowCount = ({ shape }: Var): number => sizeAt(shape, 0) * sizeAt(shape, 1)

/** All layers over the positions of all texts, one text behind the other, [R, d]; or [M, d] of the `wanted` rows. */
function readRows(block: Block, texts: readonly EncoderText[], wanted: Var | null): Var {
  const { config } = block
  const inWords = config.textInput === 'words'
  const layerOf = inWords ? preNormLayer : postNormLayer
  const hidden = texts.map(hiding)
  let rows = concat(
    texts.map(({ x }) => reshape(x, [rowCount(x), config.hidden])),
    0,
  )
  for (let layer = 0; layer < config.encoderLayers; layer++) {
    const name = `encoder.${layer}`
    const stretches = texts.map(({ x, lengths }, index) => {
      const [batch, length] = x.shape as readonly [number, number, number]
      const masked = hidden[index] as Var
      const bias = inWords ? add(distanceBias(block, name, lengths ?? [length]), masked) : masked
      return { batch, length, bias }
    })
    rows = layerOf(block, name, rows, stretches, layer === config.encoderLayers - 1 ? wanted : null)
  }
  return inWords ? normalise(block, 'encoder.norm', rows) : rows
}

/** What to add to the scores of a text so that nothing hidden is seen, [B, 1, 1, p] or [B, 1, p, p]. */
function hiding({ mask, visible }: EncoderText): Var {
  const [batch, length] = mask.shape as readonly [number, number]
  return visible === undefined
    ? reshape(maskedOut(mask), [batch, 1, 1, length])
    : reshape(maskedOut(visible), [batch, 1, length, length])
}

/** Layers of LSTMs in both directions, one over the other. */
function readInOrder(block: Block, x: Var, mask: Var): Var {
  let hidden = x
  for (let layer = 0; layer < block.config.encoderLayers; layer++)
    hidden = readBothWays(block, `encoder.${layer}`, hidden, mask)
  return hidden
}

type Layer = (block: Block, name: string, x: Var, stretches: readonly Stretch[], chosen: Var | null) => Var

const preNormLayer: Layer = (block, name, x, stretches, chosen) => {
  const { layers } = block.config.dropout
  const normalised = normalise(block, `${name}.attention.norm`, x)
  const attended = attendWithin(block, `${name}.attention`, normalised, stretches, chosen)
  const between = add(chooseRows(x, chosen), block.dropout(attended, layers))
  const widened = feedForward(block, name, normalise(block, `${name}.feed_forward.norm`, between))
  return add(between, block.dropout(widened, layers))
}

const postNormLayer: Layer = (block, name, x, stretches, chosen) => {
  const { layers } = block.config.dropout
  const attended = attendWithin(block, `${name}.attention`, x, stretches, chosen)
  const sum = add(chooseRows(x, chosen), block.dropout(attended, layers))
  const between = normalise(block, `${name}.attention.norm`, sum)
  const widened = block.dropout(feedForward(block, name, between), layers)
  return normalise(block, `${name}.feed_forward.norm`, add(between, widened))
}

/** W₂ gelu(W₁ x + b₁) + b₂ with the configured width inside. */
export function feedForward(block: Block, name: string, x: Var): Var {
  const inner = gelu(project(block, `${name}.feed_forward.inner`, x, block.config.feedForward))
  return project(block, `${name}.feed_forward.outer`, inner, sizeAt(x.shape, -1))
}

/**
 * A learned number per head and clipped distance between words, [heads, n, n]. Words of different texts are as far from
 * each other as can be, so that the padding between the texts has no effect.
 */
function distanceBias({ config, graph, parameters }: Block, name: string, lengths: readonly number[]): Var {
  const { distanceLimit, heads } = config
  const table = parameters.get(`${name}.attention.distance`, [2 * distanceLimit + 1, heads], { value: 0 })
  const places = lengths.flatMap((length, text) => Array.from({ length }, (_, word) => ({ text, word })))
  const distances = places.flatMap((from) =>
    places.map((to) => {
      const distance = from.text === to.text ? to.word - from.word : Infinity * (to.text - from.text)
      return Math.max(-distanceLimit, Math.min(distanceLimit, distance)) + distanceLimit
    }),
  )
  const indices = graph.constant('int32', distances, [places.length, places.length])
  return transpose(lookUp(table, indices), [2, 0, 1])
}
