import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  cast,
  concat,
  greater,
  isAmongLargest,
  keepWhere,
  lookUp,
  reduceSum,
  reshape,
  slice,
  transpose,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { maskedOut, project } from './block.ts'
import type { CharacterSizes } from './vsgnConfig.ts'

/**
 * What the characters of words say, [B, n, width]: of each character's vector and its two neighbours' v, the largest
 * value over the word of each of W [vₖ₋₁ ; vₖ ; vₖ₊₁] + b. `characters` [B, n, read] int32 numbers the characters, 0
 * behind the last. A word without characters gets zeros.
 */
export function characterVector(block: Block, characters: Var, { rows, width }: CharacterSizes): Var {
  const { graph, parameters } = block
  const [batch, words, read] = characters.shape as readonly [number, number, number]
  const count = batch * words
  const table = parameters.get('input.characters.table', [rows, width], { deviation: 0.1 })
  const present = greater(cast(reshape(characters, [count, read]), 'float32'), 0.5)
  const vectors = keepWhere(
    reshape(present, [count, read, 1]),
    lookUp(table, reshape(characters, [count, read])),
  )
  const edge = graph.constant('float32', new Array<number>(count * width).fill(0), [count, 1, width])
  const before = read === 1 ? edge : concat([edge, slice(vectors, 1, 0, read - 1)], 1)
  const behind = read === 1 ? edge : concat([slice(vectors, 1, 1, read), edge], 1)
  const filtered = project(block, 'input.characters.filter', concat([before, vectors, behind], 2), width)
  const scores = transpose(filtered, [0, 2, 1])
  const beyond = reshape(maskedOut(present), [count, 1, read])
  const largest = isAmongLargest(add(scores, beyond), 1)
  const chosen = reduceSum(keepWhere(largest, scores), [2])
  const known = reshape(slice(present, 1, 0, 1), [count, 1, 1])
  return reshape(keepWhere(known, chosen), [batch, words, width])
}
