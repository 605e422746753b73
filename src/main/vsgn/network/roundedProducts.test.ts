import { describe, expect, it } from 'vitest'
import { Graph } from '../../autodiff/graph.ts'
import { add, linear } from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { OnnxModel } from '../../onnx/onnxModel.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import { withByteProducts } from './byteProducts.ts'
import { withHalfProducts } from './halfProducts.ts'
import type { Bucket } from './inputs.ts'
import { RangeTally, withMeasuredRanges } from './productRanges.ts'
import { output, randomTensor, runModel } from './testing/tinyNetwork.ts'

const X = randomTensor([6, 40], 1)

/** Two products of one input, with and without bias, and one that is too narrow to be worth rounding. */
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

/** The largest magnitude of X, by weight. */
const LARGEST = Math.max(...Float32Array.from(X.values as Float32Array, Math.abs))
const RANGES = { left: LARGEST, right: LARGEST, few: LARGEST }
const inBytes = (rounded: OnnxModel): OnnxModel => withByteProducts(rounded, RANGES)

describe.each([
  ['bytes', inBytes, 0.02],
  ['16-bit floats', withHalfProducts, 0.001],
] as const)('products in %s', (_name, rounded, most) => {
  it(`come within ${most} of the products in floats; narrow ones stay as they are`, async () => {
    const exact = await runModel(encodeOnnxModel(model()), { x: X })
    const found = await runModel(encodeOnnxModel(rounded(model())), { x: X })
    expect(found.narrow).toEqual(exact.narrow)
    const expected = output(exact, 'sum')
    const error = output(found, 'sum').map((value, index) => value - (expected[index] ?? Number.NaN))
    expect(Math.hypot(...error)).toBeGreaterThan(0)
    expect(Math.hypot(...error) / Math.hypot(...expected)).toBeLessThan(most)
  })
})

describe('products in bytes', () => {
  it('say the same of a row whatever stands beside it, and nothing of zeros', async () => {
    const bytes = encodeOnnxModel(inBytes(model()))
    const alone = output(await runModel(bytes, { x: X }), 'sum')
    const others = Float32Array.from(X.values as Float32Array, (value, index) =>
      index < 40 ? value : index < 80 ? 0 : 1000 * value,
    )
    const beside = output(await runModel(bytes, { x: { ...X, values: others } }), 'sum')
    expect(beside.slice(0, 64)).toEqual(alone.slice(0, 64))
    expect(beside.slice(64, 128)).toEqual([...randomTensor([64], 3).values])
  })

  it('take what is out of range for the end of it', async () => {
    const bytes = encodeOnnxModel(withByteProducts(model(), { left: 1, right: 1 }))
    const clipped = Float32Array.from(X.values as Float32Array, (value) =>
      Math.max(-128 / 127, Math.min(1, value)),
    )
    const found = output(await runModel(bytes, { x: X }), 'sum')
    const same = output(await runModel(bytes, { x: { ...X, values: clipped } }), 'sum')
    expect(found).toEqual(same)
  })

  it('are those alone whose range is known and not zero', () => {
    const products = (ranges: Record<string, number>) =>
      withByteProducts(model(), ranges)
        .nodes.filter(({ op }) => op === 'MatMulIntegerToFloat')
        .map(({ inputs }) => inputs[1])
    expect(products({ left: 2 })).toEqual(['left/bytes'])
    expect(products({ left: 2, right: 0 })).toEqual(['left/bytes'])
    expect(products({})).toEqual([])
  })

  it('round an input once for all its products and keep no weight twice', () => {
    const { nodes, initialisers } = inBytes(model())
    expect(nodes.filter(({ op }) => op === 'QuantizeLinear')).toHaveLength(1)
    expect(nodes.filter(({ op }) => op === 'MatMulIntegerToFloat')).toHaveLength(2)
    const names = initialisers.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['bias', 'few', 'left/bytes', 'right/scales']))
    expect(names).not.toContain('left')
  })
})

describe('ranges of products', () => {
  const bucket: Bucket = { batch: 6, words: 1, captionWords: 0, pictures: false }

  it('are the largest magnitudes over all runs of a kind of graph, and of those that read less', async () => {
    const tally = new RangeTally()
    const session = await OrtSession.create(encodeOnnxModel(withMeasuredRanges(model())), {
      device: 'cpu',
      threads: 1,
    })
    const run = async (factor: number, of: Bucket): Promise<void> => {
      const values = Float32Array.from(X.values as Float32Array, (value) => factor * value)
      tally.add(of, await session.run({ x: { ...X, values } }))
    }
    await run(1, bucket)
    await run(-3, bucket)
    await run(2, bucket)
    await run(0.5, { ...bucket, captionWords: 4 })
    await run(5, { ...bucket, pictures: true })
    await session.dispose()
    const ranges = (factor: number) => {
      const range = Number((factor * LARGEST).toPrecision(4))
      return { left: range, right: range }
    }
    expect(tally.ranges).toEqual({ text: ranges(3), 'text+caption': ranges(3), 'text+picture': ranges(5) })
  })

  it('leave the outputs as they are', async () => {
    const exact = await runModel(encodeOnnxModel(model()), { x: X })
    expect(await runModel(encodeOnnxModel(withMeasuredRanges(model())), { x: X })).toMatchObject(exact)
  })
})

describe('products in 16-bit floats', () => {
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
