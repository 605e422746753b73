import { describe, expect, it } from 'vitest'
import { Graph } from '../../autodiff/graph.ts'
import { add, linear } from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { OnnxModel } from '../../onnx/onnxModel.ts'
import { withHalfProducts } from './halfProducts.ts'
import { output, randomTensor, runModel } from './testing/tinyNetwork.ts'

const X = randomTensor([6, 40], 1)

/** Two products of one input, with and without bias, and one that is too narrow. */
function model(): OnnxModel {
  const graph = new Graph()
  const x = graph.input('x', 'float32', X.shape)
  const weight = (name: string, seed: number, shape: readonly number[]) =>
    graph.initialiser(name, 'float32', randomTensor(shape, seed).values, shape)
  const left = linear(x, weight('left', 2, [40, 64]), weight('bias', 3, [64]))
  const right = linear(x, weight('right', 4, [40, 64]), null)
  return graph.model('products', {
    sum: add(left, right),
    narrow: linear(x, weight('few', 5, [40, 9]), null),
  })
}

describe('products in 16-bit floats', () => {
  it('come within a thousandth of the products in 32 bits; narrow ones stay as they are', async () => {
    const exact = await runModel(encodeOnnxModel(model()), { x: X })
    const half = await runModel(encodeOnnxModel(withHalfProducts(model())), { x: X })
    expect(half.narrow).toEqual(exact.narrow)
    const expected = output(exact, 'sum')
    const norm = (values: readonly number[]): number => Math.hypot(...values)
    const error = output(half, 'sum').map((value, index) => value - (expected[index] ?? Number.NaN))
    expect(norm(error)).toBeGreaterThan(0)
    expect(norm(error) / norm(expected)).toBeLessThan(0.001)
  })

  it('cast an input once for all its products and keep weights and biases in half the bytes alone', () => {
    const { nodes, initialisers } = withHalfProducts(model())
    expect(nodes.filter(({ inputs }) => inputs[0] === 'x' && inputs.length === 1)).toHaveLength(1)
    const halves = initialisers.filter(({ dtype }) => dtype === 'float16')
    expect(halves.map(({ name }) => name)).toEqual(['left/half', 'bias/half', 'right/half'])
    expect(halves[0]?.values.byteLength).toBe(40 * 64 * 2)
    const names = initialisers.map(({ name }) => name)
    expect(names).toContain('few')
    expect(names).not.toContain('left')
  })
})
