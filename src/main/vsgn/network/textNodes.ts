import type { Var } from '../../autodiff/graph.ts'
import { asCondition, cast, concat, multiply, reshape } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'

/**
 * The pairs of text nodes that (9) may link: both valid, different, and within one text at most `window`
 * positions apart; a word and a caption word may always be linked. Masks [B, n] bool, one a text →
 * [B, N, N] bool over all nodes in the order of the texts.
 */
export function legalPairs(masks: readonly Var[], window: number | null): Var {
  // Conditions are joined as float32: see `and`.
  const valid = concat(
    masks.map((mask) => cast(mask, 'float32')),
    1,
  )
  const [batch, count] = valid.shape as readonly [number, number]
  const near = valid.graph.constant('float32', nearPairs(masks, window), [1, count, count])
  const both = multiply(reshape(valid, [batch, count, 1]), reshape(valid, [batch, 1, count]))
  return asCondition(multiply(both, near))
}

function nearPairs(masks: readonly Var[], window: number | null): number[] {
  const texts = masks.flatMap((mask, text) => new Array<number>(sizeAt(mask.shape, 1)).fill(text))
  const reach = window ?? Infinity
  return texts.flatMap((text, i) =>
    texts.map((other, j) => Number(i !== j && (text !== other || Math.abs(i - j) <= reach))),
  )
}
