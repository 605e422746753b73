import type { Var } from '../../autodiff/graph.ts'
import { add, concat, expand, reshape } from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import { attend, attendToOne } from './attention.ts'
import type { Block } from './block.ts'
import { maskedOut, normalise } from './block.ts'
import { feedForward } from './encoder.ts'

/** What a query may attend to: vectors [B, k, d] and which of them exist, [B, k] bool. */
export interface Evidence {
  readonly keys: Var
  readonly mask: Var
}

/**
 * CMA of (15), (18), (24): X = LN(Q + attention(Q, K, K)), out = LN(X + FFN(X)); Q [B, q, d] → [B, q, d].
 * A learned null row stands beside the evidence, so that "nothing there" can be said; with no evidence in
 * the whole graph (null) it is all there is.
 */
export function crossAttention(block: Block, name: string, queries: Var, evidence: Evidence | null): Var {
  const { dropout } = block.config
  const attended =
    evidence === null
      ? attendToOne(block, name, nullRow(block, name))
      : attendBesideNull(block, name, queries, evidence)
  const first = normalise(block, `${name}.attention.norm`, add(queries, dropped(block, attended)))
  const widened = block.dropout(feedForward(block, name, first), dropout.layers)
  return normalise(block, `${name}.feed_forward.norm`, add(first, widened))
}

function attendBesideNull(block: Block, name: string, queries: Var, { keys, mask }: Evidence): Var {
  const [batch, count] = mask.shape as readonly [number, number]
  const rows = concat([expand(nullRow(block, name), [batch, 1, block.config.hidden]), keys], 1)
  const always = expand(block.graph.scalar(0), [batch, 1])
  const bias = reshape(concat([always, maskedOut(mask)], 1), [batch, 1, 1, count + 1])
  return attend(block, name, queries, rows, bias)
}

function nullRow({ config, parameters }: Block, name: string): Var {
  return reshape(parameters.get(`${name}.null`, [config.hidden], { deviation: 0.02 }), [1, 1, config.hidden])
}

/** Dropout of an attention result; a result shared by all queries is one vector and is left alone. */
function dropped(block: Block, attended: Var): Var {
  return sizeAt(attended.shape, 1) === 1 ? attended : block.dropout(attended, block.config.dropout.layers)
}
