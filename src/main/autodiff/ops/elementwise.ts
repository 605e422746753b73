import type { Var } from '../graph.ts'
import { broadcastShape } from '../shapes.ts'

/** An operand of a binary operation: a value of the graph or a number. */
export type Operand = Var | number

function asVar(operand: Operand, other: Var): Var {
  return typeof operand === 'number' ? other.graph.scalar(operand) : operand
}

function binary(op: string, left: Var, right: Operand): Var {
  const other = asVar(right, left)
  const shape = broadcastShape(left.shape, other.shape)
  const output = left.graph.emitOne(op, [left, other], { dtype: left.dtype, shape })
  return left.graph.record(op, [left, other], output)
}

function unary(op: string, x: Var): Var {
  return x.graph.record(op, [x], x.graph.emitOne(op, [x], x))
}

/** x + y with broadcasting, as for all binary operations here. */
export const add = (x: Var, y: Operand): Var => binary('Add', x, y)
export const subtract = (x: Var, y: Operand): Var => binary('Sub', x, y)
export const multiply = (x: Var, y: Operand): Var => binary('Mul', x, y)
export const divide = (x: Var, y: Operand): Var => binary('Div', x, y)

export const negate = (x: Var): Var => unary('Neg', x)
export const exp = (x: Var): Var => unary('Exp', x)
/** Natural logarithm. */
export const log = (x: Var): Var => unary('Log', x)
export const sqrt = (x: Var): Var => unary('Sqrt', x)
export const tanh = (x: Var): Var => unary('Tanh', x)
export const sigmoid = (x: Var): Var => unary('Sigmoid', x)
/** log(1 + eˣ) */
export const softplus = (x: Var): Var => unary('Softplus', x)
/** max(x, 0) */
export const relu = (x: Var): Var => unary('Relu', x)
/** x Φ(x) with the exact normal distribution Φ, not its tanh approximation. */
export const gelu = (x: Var): Var => unary('Gelu', x)

/** From x = 1e-30 on it is 1; sums of weights in float32 are 0 or far above that. */
const STEEP = 1e30
/**
 * 1 where x > 0, else 0. A hard sigmoid this steep is one node, where a comparison and a cast are two slower ones. It
 * passes no gradient on.
 */
export const isPositive = (x: Var): Var =>
  x.graph.emitOne('HardSigmoid', [x], x, { alpha: { float: STEEP }, beta: { float: 0 } })

/** x² */
export const square = (x: Var): Var => multiply(x, x)
/** 1 − x */
export const oneMinus = (x: Var): Var => subtract(x.graph.scalar(1), x)
