import { describe, expect, it } from 'vitest'
import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import { OrtSession } from '../onnx/ortSession.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import { Dropout, DropoutMasks } from './dropout.ts'
import { gradients } from './gradients.ts'
import { Graph } from './graph.ts'
import type { Var } from './graph.ts'
import { reduceSum, reshape } from './ops/index.ts'

const RATE = 0.25
const ones: TensorData = { dtype: 'float32', shape: [100, 200], values: new Float32Array(20_000).fill(1) }

/** Two sites on a matrix of ones, and the gradient through the first. */
async function run(masks: DropoutMasks, epoch: number, step: number) {
  const graph = new Graph()
  const dropout = new Dropout(graph)
  const x = graph.input('x', 'float32', ones.shape)
  const first = dropout.apply(x, RATE)
  const second = dropout.apply(x, RATE)
  const [gradient] = gradients(reshape(reduceSum(first, [0, 1]), []), [x]) as [Var]
  const model = encodeOnnxModel(graph.model('dropout', { first, second, gradient }))
  const session = await OrtSession.create(model, { device: 'cpu', threads: 1 })
  const outputs = await session.run({ x: ones, ...masks.feeds(dropout.sites, epoch, step) })
  await session.dispose()
  const valuesOf = (name: string): Float32Array => outputs[name]?.values as Float32Array
  return { first: valuesOf('first'), second: valuesOf('second'), gradient: valuesOf('gradient') }
}

describe('dropout', () => {
  it('zeroes the share it is told and keeps the mean', async () => {
    const { first } = await run(new DropoutMasks(1), 0, 0)
    const dropped = first.filter((value) => value === 0).length / first.length
    expect(Math.abs(dropped - RATE)).toBeLessThan(0.02)
    expect(new Set(first)).toEqual(new Set([0, Math.fround(1 / (1 - RATE))]))
  })

  it('drops differently at each site, step and epoch, and the same again for the same', async () => {
    const masks = new DropoutMasks(1)
    const { first, second } = await run(masks, 0, 0)
    expect(second).not.toEqual(first)
    expect((await run(masks, 0, 1)).first).not.toEqual(first)
    expect((await run(masks, 1, 0)).first).not.toEqual(first)
    expect((await run(masks, 0, 0)).first).toEqual(first)
    expect((await run(new DropoutMasks(1), 0, 0)).first).toEqual(first)
    expect((await run(new DropoutMasks(2), 0, 0)).first).not.toEqual(first)
  })

  it('sends the gradient through the kept values', async () => {
    const { first, gradient } = await run(new DropoutMasks(1), 0, 0)
    expect(gradient).toEqual(first)
  })

  it('is nothing at rate 0', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    expect(new Dropout(graph).apply(x, 0)).toBe(x)
  })

  it('masks more values than a pool holds by several slices of it', async () => {
    const graph = new Graph()
    const dropout = new Dropout(graph)
    const x = graph.input('x', 'float32', [3, 1_000_000])
    const model = encodeOnnxModel(graph.model('large', { dropped: dropout.apply(x, RATE) }))
    const session = await OrtSession.create(model, { device: 'cpu', threads: 1 })
    const values = new Float32Array(3_000_000).fill(1)
    const feeds = new DropoutMasks(1).feeds(dropout.sites, 0, 0)
    const outputs = await session.run({ x: { dtype: 'float32', shape: [3, 1_000_000], values }, ...feeds })
    await session.dispose()
    const dropped = outputs.dropped?.values as Float32Array
    const shareOf = (part: Float32Array): number => part.filter((value) => value === 0).length / part.length
    expect(shareOf(dropped.subarray(0, 2_000_000))).toBeCloseTo(RATE, 2)
    expect(shareOf(dropped.subarray(2_200_000))).toBeCloseTo(RATE, 2)
  })
})
