import {
  add,
  divide,
  exp,
  isPositive,
  multiply,
  negate,
  oneMinus,
  sigmoid,
  square,
  subtract,
} from '../ops/elementwise.ts'
import { sumTo } from '../ops/reduce.ts'
import type { Var } from '../graph.ts'
import type { GradientRule, GradientRules } from './rule.ts'

type Pair = readonly [Var, Var]

/** A rule for y = f(x): builds dL/dx from dL/dy, x and y. */
function unary(rule: (gradient: Var, x: Var, y: Var) => Var): GradientRule {
  return (entry, gradient) => {
    const [x] = entry.inputs as readonly [Var]
    return [() => rule(gradient, x, entry.output)]
  }
}

/** A rule for a broadcasting z = f(x, y): each partial is summed down to its operand's shape. */
function binary(
  left: (gradient: Var, x: Var, y: Var) => Var,
  right: (gradient: Var, x: Var, y: Var) => Var,
): GradientRule {
  return (entry, gradient) => {
    const [x, y] = entry.inputs as Pair
    return [() => sumTo(left(gradient, x, y), x.shape), () => sumTo(right(gradient, x, y), y.shape)]
  }
}

/** log(1/√π) */
const LOG_INVERSE_SQRT_PI = -0.5 * Math.log(Math.PI)

/**
 * d(x Φ(x))/dx = Φ(x) + x φ(x), with the normal distribution Φ and its density φ. With t = x/√2 it is
 * (1 + erf t)/2 + t exp(log(1/√π) − t²): constants go into nodes that are there anyway, as each is a pass over memory.
 */
function geluSlope(x: Var): Var {
  const t = multiply(x, Math.SQRT1_2)
  const distribution = halfOfOnePlus(x.graph.emitOne('Erf', [t], x))
  const density = exp(subtract(x.graph.scalar(LOG_INVERSE_SQRT_PI), square(t)))
  return add(distribution, multiply(t, density))
}

/** (1 + x)/2 of x in [−1, 1], where a hard sigmoid of this slope clips nothing: one node. */
function halfOfOnePlus(x: Var): Var {
  return x.graph.emitOne('HardSigmoid', [x], x, { alpha: { float: 0.5 }, beta: { float: 0.5 } })
}

export const elementwiseRules: GradientRules = {
  Add: binary(
    (gradient) => gradient,
    (gradient) => gradient,
  ),
  Sub: binary((gradient) => gradient, negate),
  Mul: binary(
    (gradient, _x, y) => multiply(gradient, y),
    (gradient, x) => multiply(gradient, x),
  ),
  Div: binary(
    (gradient, _x, y) => divide(gradient, y),
    (gradient, x, y) => negate(divide(multiply(gradient, x), square(y))),
  ),
  Neg: unary(negate),
  Exp: unary((gradient, _x, y) => multiply(gradient, y)),
  Log: unary((gradient, x) => divide(gradient, x)),
  Sqrt: unary((gradient, _x, y) => divide(multiply(gradient, 0.5), y)),
  Tanh: unary((gradient, _x, y) => multiply(gradient, oneMinus(square(y)))),
  Sigmoid: unary((gradient, _x, y) => multiply(gradient, multiply(y, oneMinus(y)))),
  Softplus: unary((gradient, x) => multiply(gradient, sigmoid(x))),
  // A product, not a choice by condition: its transposition is one that WebGPU leaves to the CPU.
  Relu: unary((gradient, x) => multiply(gradient, isPositive(x))),
  Gelu: unary((gradient, x) => multiply(gradient, geluSlope(x))),
}
