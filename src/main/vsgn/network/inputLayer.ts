import type { Var } from '../../autodiff/graph.ts'
import { add, keepWhere, reshape } from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { normalise, project, projectWithoutBias } from './block.ts'

/** A text as it enters: one position a word, valid positions first. */
export interface TextInput {
  /** [B, n, rowWidth]: each word's feature rows, already summed. */
  readonly rows: Var
  /** [B, n, extrasWidth]: word vector, numbers of the post, bits. */
  readonly extras: Var
  /** [B, n] bool: true at words, false at padding. */
  readonly mask: Var
}

/**
 * Word vectors of width d from feature rows and extras. There are no marks for begin and end: the encoder
 * knows only distances, so first and last word are told by two bits of the extras.
 * What the padding holds has no effect. Post and caption share this layer. Result [B, n, d].
 */
export function embedWords(block: Block, { rows, extras, mask }: TextInput): Var {
  const { config } = block
  const valid = reshape(mask, [...mask.shape, 1])
  const fromRows = project(block, 'input.rows', keepWhere(valid, rows), config.hidden)
  const fromExtras = projectWithoutBias(block, 'input.extras', keepWhere(valid, extras), config.hidden)
  return block.dropout(normalise(block, 'input.norm', add(fromRows, fromExtras)), config.dropout.input)
}
