import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  cast,
  concat,
  lookUp,
  matmul,
  multiply,
  reshape,
  sigmoid,
  slice,
  tanh,
  transpose,
} from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import type { Block } from './block.ts'
import { project } from './block.ts'

/** Forwards and backwards run side by side, as two matrices of one batch. */
const DIRECTIONS = 2

/**
 * A long short-term memory in each direction, side by side: x [B, n, d], mask [B, n] bool with the valid words first →
 * [B, n, d], half of it from each direction. With h = d / 2 and the gates of a word a = x W + b + h′ R [4 h]:
 * i, f, o = σ(a_i), σ(a_f + 1), σ(a_o); c = f c′ + i tanh(a_c); h = o tanh(c), where h′ and c′ are those of the word
 * before, or behind when going backwards. The state at padding is zero, so that backwards begins at the last word.
 *
 * The steps are unrolled into the graph: ONNX's own LSTM keeps its gates to itself, and no gradient follows from
 * what it gives.
 */
export function readBothWays(block: Block, name: string, x: Var, mask: Var): Var {
  const { graph, parameters, config } = block
  const [batch, length] = mask.shape as readonly [number, number]
  const half = config.hidden / DIRECTIONS
  const gates = 4 * half
  const forget = Array.from({ length: gates }, (_, index) => Number(index >= half && index < 2 * half))
  const own = add(
    reshape(project(block, `${name}.input`, x, DIRECTIONS * gates), [batch, length, DIRECTIONS, gates]),
    graph.constant('float32', forget, [gates]),
  )
  const steps = unstack(turnBackwards(transpose(own, [1, 2, 0, 3])))
  const valid = unstack(validSteps(mask))
  const recurrent = reshape(
    parameters.get(`${name}.recurrent.weight`, [DIRECTIONS * half, gates], {
      deviation: Math.sqrt(1 / half),
    }),
    [DIRECTIONS, half, gates],
  )
  const states: Var[] = []
  let cell: Var | null = null
  for (const [step, input] of steps.entries()) {
    const before = states.at(-1)
    const sum = before === undefined ? input : add(input, matmul(before, recurrent))
    const open = sigmoid(slice(sum, -1, 0, 3 * half))
    const gate = (index: number): Var => slice(open, -1, index * half, (index + 1) * half)
    const fresh: Var = multiply(gate(0), tanh(slice(sum, -1, 3 * half, gates)))
    const kept: Var = cell === null ? fresh : add(multiply(gate(1), cell), fresh)
    cell = multiply(kept, valid[step] as Var)
    states.push(multiply(gate(2), tanh(cell)))
  }
  const stacked = turnBackwards(
    concat(
      states.map((state) => reshape(state, [1, ...state.shape])),
      0,
    ),
  )
  return reshape(transpose(stacked, [2, 0, 1, 3]), [batch, length, config.hidden])
}

/** [n, 2, …] with the order of its second half turned round: what goes backwards, or comes back from there. */
function turnBackwards(x: Var): Var {
  const [length, , ...rest] = x.shape as readonly [number, number, ...number[]]
  const shape = [length, 1, ...rest]
  const backward = slice(x, 1, 1, DIRECTIONS)
  const width = rest.reduce((product, size) => product * size, 1)
  const order = x.graph.constant(
    'int32',
    Array.from({ length }, (_, step) => length - 1 - step),
    [length],
  )
  const turned = reshape(lookUp(reshape(backward, [length, width]), order), shape)
  return concat([slice(x, 1, 0, 1), turned], 1)
}

/** [B, n] bool → [n, 2, B, 1] of ones and zeros: whether each direction is at a word at its step. */
function validSteps(mask: Var): Var {
  const [batch, length] = mask.shape as readonly [number, number]
  const forward = reshape(transpose(cast(mask, 'float32'), [1, 0]), [length, 1, batch, 1])
  return turnBackwards(concat([forward, forward], 1))
}

/**
 * The slices [1, …] of the first axis, without it. By halves: the gradient of a slice is as large as what it was cut
 * from, and cutting each from the whole would take n² where this takes n log n.
 */
function unstack(x: Var): Var[] {
  const length = sizeAt(x.shape, 0)
  if (length === 1) return [reshape(x, x.shape.slice(1))]
  const middle = Math.ceil(length / 2)
  return [...unstack(slice(x, 0, 0, middle)), ...unstack(slice(x, 0, middle, length))]
}
