import type { Var } from '../../autodiff/graph.ts'
import { add, gelu, lookUp, reshape, transpose } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import { attend } from './attention.ts'
import type { Block } from './block.ts'
import { maskedOut, normalise, project } from './block.ts'

/** (1), (5): contextual word vectors by a pre-norm transformer. x [B, n, d], mask [B, n] → [B, n, d]. */
export function encodeText(block: Block, x: Var, mask: Var): Var {
  const { config } = block
  const [batch, length] = mask.shape as readonly [number, number]
  const padding = reshape(maskedOut(mask), [batch, 1, 1, length])
  let hidden = x
  for (let layer = 0; layer < config.encoderLayers; layer++) {
    const name = `encoder.${layer}`
    const bias = add(distanceBias(block, name, length), padding)
    const normalised = normalise(block, `${name}.attention.norm`, hidden)
    const attended = attend(block, `${name}.attention`, normalised, normalised, bias)
    hidden = add(hidden, block.dropout(attended, config.dropout.layers))
    const widened = feedForward(block, name, normalise(block, `${name}.feed_forward.norm`, hidden))
    hidden = add(hidden, block.dropout(widened, config.dropout.layers))
  }
  return normalise(block, 'encoder.norm', hidden)
}

/** W₂ gelu(W₁ x + b₁) + b₂ with the configured width inside. */
export function feedForward(block: Block, name: string, x: Var): Var {
  const inner = gelu(project(block, `${name}.feed_forward.inner`, x, block.config.feedForward))
  return project(block, `${name}.feed_forward.outer`, inner, sizeAt(x.shape, -1))
}

/** A learned number per head and clipped distance between words, [heads, n, n]. */
function distanceBias({ config, graph, parameters }: Block, name: string, length: number): Var {
  const { distanceLimit, heads } = config
  const table = parameters.get(`${name}.attention.distance`, [2 * distanceLimit + 1, heads], { value: 0 })
  const distances = Array.from({ length: length * length }, (_, index) => {
    const distance = (index % length) - Math.floor(index / length)
    return Math.max(-distanceLimit, Math.min(distanceLimit, distance)) + distanceLimit
  })
  const indices = graph.constant('int32', distances, [length, length])
  return transpose(lookUp(table, indices), [2, 0, 1])
}
