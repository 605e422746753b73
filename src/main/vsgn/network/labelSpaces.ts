import type { Var } from '../../autodiff/graph.ts'
import { add, concat, matmul, reshape } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import type { Block } from './block.ts'
import { labelsOf } from './config.ts'

/**
 * What the outputs of a label space differ by from those all sets share, [B, n, labels]: e = H (W + W_s) + b + b_s for
 * a post of space s, so that one set's reading of a type does not become another's. H is [B, n, d]; `membership`
 * [B, labelSpaces] has a one for the space of a post and only zeros for a post of none. The differences start at zero
 * and decay: what sets agree on goes into W and b.
 */
export function labelSpaceScores({ config, parameters }: Block, hidden: Var, membership: Var): Var {
  const { labelSpaces } = config
  const [batch] = membership.shape as readonly [number, number]
  const width = sizeAt(hidden.shape, -1)
  const labels = labelsOf(config).length
  /** The parameter of each post's space, [B, shape]. */
  const ofPosts = (part: 'weight' | 'bias', shape: readonly [number, number]): Var => {
    const rows = labelSpaces.map((name) =>
      reshape(parameters.zeros(`output.space.${name}.${part}`, shape), [1, shape[0] * shape[1]]),
    )
    return reshape(matmul(membership, concat(rows, 0)), [batch, ...shape])
  }
  return add(matmul(hidden, ofPosts('weight', [width, labels])), ofPosts('bias', [1, labels]))
}
