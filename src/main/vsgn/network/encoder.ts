import type { Var } from '../../autodiff/graph.ts'
import { add, gelu, lookUp, reshape, transpose } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import { attend, chooseRows } from './attention.ts'
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

/**
 * (1), (5): vectors in context. x [B, p, d], mask [B, p] → [B, p, d].
 * Words: pre-norm layers, x + attention(LN x) then x + FFN(LN x), with learned distance biases, and LN at the end.
 * `encoder: bilstm`: see `readBothWays`; it reads one text at a time and all of it.
 * Pieces: BERT's post-norm layers, LN(x + attention(x)) then LN(x + FFN(x)).
 */
export function encodeText(block: Block, x: Var, mask: Var, reading: Reading = {}): Var {
  const { config } = block
  if (config.encoder === 'bilstm') return readInOrder(block, x, mask)
  const [batch, length] = mask.shape as readonly [number, number]
  const hiding =
    reading.visible === undefined
      ? reshape(maskedOut(mask), [batch, 1, 1, length])
      : reshape(maskedOut(reading.visible), [batch, 1, length, length])
  const lengths = reading.lengths ?? [length]
  let hidden = x
  for (let layer = 0; layer < config.encoderLayers; layer++) {
    const name = `encoder.${layer}`
    const chosen = layer === config.encoderLayers - 1 ? (reading.wanted ?? null) : null
    hidden =
      config.textInput === 'words'
        ? preNormLayer(block, name, hidden, add(distanceBias(block, name, lengths), hiding), chosen)
        : postNormLayer(block, name, hidden, hiding, chosen)
  }
  return config.textInput === 'words' ? normalise(block, 'encoder.norm', hidden) : hidden
}

/** Layers of LSTMs in both directions, one over the other. */
function readInOrder(block: Block, x: Var, mask: Var): Var {
  let hidden = x
  for (let layer = 0; layer < block.config.encoderLayers; layer++)
    hidden = readBothWays(block, `encoder.${layer}`, hidden, mask)
  return hidden
}

function preNormLayer(block: Block, name: string, x: Var, bias: Var, chosen: Var | null): Var {
  const { layers } = block.config.dropout
  const normalised = normalise(block, `${name}.attention.norm`, x)
  const attended = attend(block, `${name}.attention`, normalised, normalised, bias, chosen)
  const between = add(chooseRows(x, chosen), block.dropout(attended, layers))
  const widened = feedForward(block, name, normalise(block, `${name}.feed_forward.norm`, between))
  return add(between, block.dropout(widened, layers))
}

function postNormLayer(block: Block, name: string, x: Var, bias: Var, chosen: Var | null): Var {
  const { layers } = block.config.dropout
  const attended = attend(block, `${name}.attention`, x, x, bias, chosen)
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
