import { describe, expect, it } from 'vitest'
import { Graph } from '../../autodiff/graph.ts'
import { add, linear } from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { OnnxModel } from '../../onnx/onnxModel.ts'
import { withByteProducts } from './byteProducts.ts'
import { output, randomTensor, runModel } from './testing/tinyNetwork.ts'

const X = randomTensor([6, 40], 1)

/** Two products of one input, with and without bias, and one that is too narrow for bytes. */
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

describe('products in bytes', () => {
  it('come within a fiftieth of the products in floats; narrow ones stay as they are', async () => {
    const exact = await runModel(encodeOnnxModel(model()), { x: X })
    const bytes = await runModel(encodeOnnxModel(withByteProducts(model())), { x: X })
    expect(bytes.narrow).toEqual(exact.narrow)
    const expected = output(exact, 'sum')
    const norm = (values: readonly number[]): number => Math.hypot(...values)
    const error = output(bytes, 'sum').map((value, index) => value - (expected[index] ?? Number.NaN))
    expect(norm(error)).toBeGreaterThan(0)
    expect(norm(error) / norm(expected)).toBeLessThan(0.02)
  })

  it('say the same of a row whatever stands beside it, and nothing of zeros', async () => {
    const bytes = encodeOnnxModel(withByteProducts(model()))
    const alone = output(await runModel(bytes, { x: X }), 'sum')
    const others = Float32Array.from(X.values as Float32Array, (value, index) =>
      index < 40 ? value : index < 80 ? 0 : 1000 * value,
    )
    const beside = output(await runModel(bytes, { x: { ...X, values: others } }), 'sum')
    expect(beside.slice(0, 64)).toEqual(alone.slice(0, 64))
    expect(beside.slice(64, 128)).toEqual([...randomTensor([64], 3).values])
  })

  it('round an input once for all its products and keep no weight twice', () => {
    const { nodes, initialisers } = withByteProducts(model())
    expect(nodes.filter(({ op }) => op === 'QuantizeLinear')).toHaveLength(1)
    expect(nodes.filter(({ op }) => op === 'MatMulIntegerToFloat')).toHaveLength(2)
    const names = initialisers.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['bias', 'few', 'left/bytes', 'right/scales']))
    expect(names).not.toContain('left')
  })
})
