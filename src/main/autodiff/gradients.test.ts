import { describe, expect, it } from 'vitest'
import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import { OrtSession } from '../onnx/ortSession.ts'
import { gradientError } from './gradientCheck.ts'
import type { GradientCheck } from './gradientCheck.ts'
import { gradientRules, gradients } from './gradients.ts'
import { Graph } from './graph.ts'
import type { Var } from './graph.ts'
import * as ops from './ops/index.ts'
import type { SeededRandom } from './seededRandom.ts'

/** At least 0.1 away from zero: a step must not cross the kink of relu. */
const awayFromZero = (random: SeededRandom): number => {
  const value = random.normal()
  return value + (value < 0 ? -0.1 : 0.1)
}
/** Quarters beside whole numbers, of which no two add up to less than a half. */
const sumsAwayFromZero = (random: SeededRandom): number => random.integer(5) - 2 + 0.25
const positive = (random: SeededRandom): number => 0.5 + random.uniform()

/** Runs one check and keeps the types of its named inputs. */
const check =
  <Name extends string>(settings: GradientCheck<Name>) =>
  (): Promise<number> =>
    gradientError(settings)

const unary = (op: (x: Var) => Var, point = awayFromZero) =>
  check({ shapes: { x: [3, 4] }, build: ({ x }) => op(x), point })

/** One entry a case; the part before the first space names the rule it is for. */
const cases: Readonly<Record<string, () => Promise<number>>> = {
  'Add with broadcasting': check({ shapes: { x: [2, 1, 3], y: [4, 1] }, build: ({ x, y }) => ops.add(x, y) }),
  'Sub with broadcasting': check({ shapes: { x: [2, 3], y: [3] }, build: ({ x, y }) => ops.subtract(x, y) }),
  'Mul with broadcasting': check({
    shapes: { x: [2, 3], y: [2, 1] },
    build: ({ x, y }) => ops.multiply(x, y),
  }),
  'Mul of a value with itself': unary(ops.square),
  'Div with broadcasting': check({
    shapes: { x: [2, 3], y: [3] },
    build: ({ x, y }) => ops.divide(x, y),
    point: positive,
  }),
  Neg: unary(ops.negate),
  Exp: unary(ops.exp),
  Log: unary(ops.log, positive),
  Sqrt: unary(ops.sqrt, positive),
  Tanh: unary(ops.tanh),
  Sigmoid: unary(ops.sigmoid),
  Softplus: unary(ops.softplus),
  Relu: unary(ops.relu),
  Gelu: unary(ops.gelu),
  MatMul: check({ shapes: { x: [2, 3, 4], y: [2, 4, 5] }, build: ({ x, y }) => ops.matmul(x, y) }),
  'MatMul with broadcast batch': check({
    shapes: { x: [2, 3, 4], y: [4, 5] },
    build: ({ x, y }) => ops.matmul(x, y),
  }),
  MatMulTransposed: check({
    shapes: { x: [2, 3, 4], y: [2, 5, 4] },
    build: ({ x, y }) => ops.matmulTransposed(x, y),
  }),
  'MatMulTransposed of a value with itself': check({
    shapes: { x: [2, 3, 4] },
    build: ({ x }) => ops.matmulTransposed(x, x),
  }),
  Linear: check({
    shapes: { x: [2, 3, 4], w: [4, 5], b: [5] },
    build: ({ x, w, b }) => ops.linear(x, w, b),
  }),
  'Linear without bias': check({
    shapes: { x: [2, 4], w: [4, 3] },
    build: ({ x, w }) => ops.linear(x, w, null),
  }),
  'Linear to one column': check({
    shapes: { x: [2, 3, 4], w: [4, 1], b: [1] },
    build: ({ x, w, b }) => ops.linear(x, w, b),
  }),
  PairScores: check({
    shapes: { a: [2, 3, 4], b: [2, 5, 4], w: [4, 1] },
    build: ({ a, b, w }) => ops.pairScores(a, b, w),
    point: sumsAwayFromZero,
  }),
  Reshape: check({ shapes: { x: [2, 6] }, build: ({ x }) => ops.reshape(x, [3, 4]) }),
  Transpose: check({ shapes: { x: [2, 3, 4] }, build: ({ x }) => ops.transpose(x, [2, 0, 1]) }),
  Concat: check({
    shapes: { x: [2, 3], y: [2, 1], z: [2, 2] },
    build: ({ x, y, z }) => ops.concat([x, y, z], -1),
  }),
  Slice: check({ shapes: { x: [3, 5] }, build: ({ x }) => ops.slice(x, 1, 1, 4) }),
  Expand: check({ shapes: { x: [3, 1] }, build: ({ x }) => ops.expand(x, [2, 3, 4]) }),
  ReduceSum: check({ shapes: { x: [2, 3, 4] }, build: ({ x }) => ops.reduceSum(x, [0, 2]) }),
  ReduceMean: check({ shapes: { x: [2, 3, 4] }, build: ({ x }) => ops.reduceMean(x, [-1]) }),
  LogSumExp: check({ shapes: { x: [2, 4, 3] }, build: ({ x }) => ops.logSumExp(x) }),
  'ReduceSum in sumTo': check({ shapes: { x: [2, 4, 3] }, build: ({ x }) => ops.sumTo(x, [4, 1]) }),
  'ReduceSum in maskedMean': check({
    shapes: { x: [2, 3, 4] },
    build: ({ x }, graph) => ops.maskedMean(x, graph.constant('float32', [1, 1, 0, 0, 0, 0], [2, 3, 1]), 1),
  }),
  Softmax: check({ shapes: { x: [3, 5] }, build: ({ x }) => ops.softmax(x) }),
  'Softmax in unitRows': check({ shapes: { x: [3, 5] }, build: ({ x }) => ops.unitRows(x) }),
  LayerNormalization: check({
    shapes: { x: [2, 3, 6], scale: [6], shift: [6] },
    build: ({ x, scale, shift }) => ops.layerNorm(x, scale, shift),
  }),
  'Gather with repeated rows': check({
    shapes: { table: [5, 3] },
    build: ({ table }, graph) => ops.lookUp(table, graph.constant('int32', [4, 1, 4, 4, 0, 1], [2, 3])),
  }),
  'Where with broadcasting': check({
    shapes: { x: [2, 3], y: [1] },
    build: ({ x, y }, graph) => ops.where(graph.constant('bool', [1, 0, 0, 1, 1, 0], [2, 3]), x, y),
  }),
  'Where behind isAmongLargest': check({
    shapes: { x: [3, 6] },
    // Values two steps apart: no step changes which are the largest.
    build: ({ x }, graph) => {
      const spread = graph.constant(
        'float32',
        Array.from({ length: 18 }, (_, index) => ((index * 7) % 18) * 3),
        [3, 6],
      )
      const spaced = ops.add(x, spread)
      return ops.keepWhere(ops.isAmongLargest(spaced, 2), spaced)
    },
  }),
}

describe('gradient rules against finite differences', () => {
  it.each(Object.entries(cases))('%s', async (_name, error) => {
    expect(await error()).toBeLessThan(2e-3)
  })

  it('has a case for every rule of the table', () => {
    const covered = new Set(Object.keys(cases).map((name) => name.split(' ')[0]))
    expect(Object.keys(gradientRules).filter((rule) => !covered.has(rule))).toEqual([])
  })
})

describe('gradients', () => {
  it('adds up every use of a repeated embedding row with several threads', async () => {
    // 4096 look-ups of three rows: a reduction that loses concurrent updates shows here, not in small checks.
    const graph = new Graph()
    const table = graph.input('table', 'float32', [3, 64])
    const indices = graph.input('indices', 'int32', [4096])
    const loss = ops.reshape(ops.reduceSum(ops.lookUp(table, indices), [0, 1]), [])
    const [gradient] = gradients(loss, [table])
    if (gradient === null || gradient === undefined) throw new Error('no gradient')
    const model = encodeOnnxModel(graph.model('rows', { gradient }))
    const session = await OrtSession.create(model, { device: 'cpu', threads: 2 })
    const rows = Int32Array.from({ length: 4096 }, (_, index) => (index % 8 === 0 ? 1 : 0))
    for (let run = 0; run < 20; run++) {
      const result = await session.run({
        indices: { dtype: 'int32', shape: [4096], values: rows },
      })
      const values = [...(result.gradient?.values ?? [])].map(Number)
      expect(new Set(values.slice(0, 64))).toEqual(new Set([3584]))
      expect(new Set(values.slice(64, 128))).toEqual(new Set([512]))
      expect(new Set(values.slice(128))).toEqual(new Set([0]))
    }
    await session.dispose()
  })

  it('builds nothing for inputs whose gradient is not asked for', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2, 3])
    const weight = graph.input('weight', 'float32', [3, 4])
    const loss = ops.reduceSum(ops.linear(x, weight, null), [0, 1])
    const [gradient] = gradients(loss, [weight])
    if (gradient === null || gradient === undefined) throw new Error('no gradient')
    const { nodes } = graph.model('partial', { gradient })
    expect(nodes.filter((node) => node.op === 'Gemm')).toHaveLength(1)
  })

  it('says null where the loss does not depend on the input', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const y = graph.input('y', 'float32', [2])
    expect(gradients(ops.reduceSum(ops.stopGradient(x), [0]), [x, y])).toEqual([null, null])
  })

  it('refuses a loss of more than one value', () => {
    const x = new Graph().input('x', 'float32', [2])
    expect(() => gradients(x, [x])).toThrow('a loss holds one value, not [2]')
  })
})
