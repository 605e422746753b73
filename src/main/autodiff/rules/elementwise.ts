import { cast, greater } from '../ops/compare.ts'
import { add, divide, exp, multiply, negate, oneMinus, sigmoid, square } from '../ops/elementwise.ts'
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

const INVERSE_SQRT_2 = Math.SQRT1_2
const INVERSE_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI)

/** d(x Φ(x))/dx = Φ(x) + x φ(x), with the normal distribution Φ and its density φ. */
function geluSlope(x: Var): Var {
  const scaled = multiply(x, INVERSE_SQRT_2)
  const erf = x.graph.emitOne('Erf', [scaled], x)
  const distribution = add(multiply(erf, 0.5), 0.5)
  const density = multiply(exp(multiply(square(x), -0.5)), INVERSE_SQRT_2_PI)
  return add(distribution, multiply(x, density))
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
  Relu: unary((gradient, x) => multiply(gradient, cast(greater(x, 0), 'float32'))),
  Gelu: unary((gradient, x) => multiply(gradient, geluSlope(x))),
}
