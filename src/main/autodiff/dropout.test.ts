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

  it('is nothing at rate 0 and refuses more values than the pool holds', () => {
    const graph = new Graph()
    const dropout = new Dropout(graph)
    const x = graph.input('x', 'float32', [2])
    expect(dropout.apply(x, 0)).toBe(x)
    expect(() => dropout.apply(graph.input('large', 'float32', [3_000_000]), 0.1)).toThrow('3000000 values')
  })
})
