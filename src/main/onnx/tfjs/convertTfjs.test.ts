import { expect, test } from 'vitest'
import { encodeOnnxModel } from '../onnxModel.ts'
import { OrtSession } from '../ortSession.ts'
import { convertTfjs } from './convertTfjs.ts'
import { permuted, widened } from './graphWriter.ts'
import type { TfjsNode } from './tfjsModel.ts'
import { readTfjsModel } from './tfjsModel.ts'

const text = (value: string) => ({ s: Buffer.from(value).toString('base64') })
const list = (...i: number[]) => ({ list: { i } })
const node = (name: string, op: string, input: string[] = [], attr: TfjsNode['attr'] = {}): TfjsNode => ({
  name,
  op,
  input,
  attr,
})

interface Weight {
  readonly name: string
  readonly shape: number[]
  readonly values: Float32Array | Int32Array
}

function modelOf(nodes: TfjsNode[], weights: Weight[], output: string) {
  const json = {
    format: 'graph-model',
    signature: { outputs: { [output]: { name: `${output}:0` } } },
    modelTopology: { node: [...nodes, ...weights.map(({ name }) => node(name, 'Const'))] },
    weightsManifest: [
      {
        paths: ['shard'],
        weights: weights.map(({ name, shape, values }) => ({
          name,
          shape,
          dtype: values instanceof Int32Array ? 'int32' : 'float32',
        })),
      },
    ],
  }
  const bytes = Buffer.concat(weights.map(({ values }) => Buffer.from(values.buffer)))
  return readTfjsModel(JSON.stringify(json), () => bytes)
}

/** A 4 × 4 picture of two channels whose values are their own index. */
const picture = Float32Array.from({ length: 32 }, (_, index) => index)
const input = node('x', 'Placeholder', [], {
  shape: { shape: { dim: [{ size: '-1' }, { size: '4' }, { size: '4' }, { size: '2' }] } },
})

async function run(model: ReturnType<typeof modelOf>) {
  const session = await OrtSession.create(encodeOnnxModel(convertTfjs(model, { name: 'tiny' })), {
    device: 'cpu',
    threads: 1,
  })
  const feed = { dtype: 'float32', shape: [1, 4, 4, 2], values: picture } as const
  const [output] = Object.values(await session.run({ x: feed }))
  await session.dispose()
  return output
}

test('a convolution of channels-last pictures with stride, bias, activation, skip and reshape computes what it says', async () => {
  const model = modelOf(
    [
      input,
      // value at (row, column) = 2 · first − second channel + bias, cut at zero, every second position
      node('conv', '_FusedConv2D', ['x', 'filter', 'bias'], {
        strides: list(1, 2, 2, 1),
        dilations: list(1, 1, 1, 1),
        padding: text('SAME'),
        fused_ops: { list: { s: [text('BiasAdd').s, text('Relu').s] } },
      }),
      node('pool', 'MaxPool', ['x'], {
        ksize: list(1, 2, 2, 1),
        strides: list(1, 2, 2, 1),
        padding: text('VALID'),
      }),
      node('split', 'SplitV', ['pool', 'sizes', 'axis']),
      node('sum', 'AddV2', ['conv', 'split:1']),
      node('flat', 'Reshape', ['sum', 'shape']),
    ],
    [
      { name: 'filter', shape: [1, 1, 2, 1], values: Float32Array.of(2, -1) },
      { name: 'bias', shape: [1], values: Float32Array.of(-10) },
      { name: 'sizes', shape: [2], values: Int32Array.of(1, 1) },
      { name: 'axis', shape: [], values: Int32Array.of(3) },
      { name: 'shape', shape: [2], values: Int32Array.of(1, -1) },
    ],
    'flat',
  )
  const found = await run(model)
  const expected = [0, 4, 16, 20].map(
    (first, index) => Math.max(0, 2 * first - (first + 1) - 10) + ([11, 15, 27, 31][index] as number),
  )
  expect(found?.shape).toEqual([1, 4])
  expect([...(found?.values as Float32Array)]).toEqual(expected)
})

test('padding that a converter left half computed is folded, and a depthwise filter sees its own channel', async () => {
  const model = modelOf(
    [
      input,
      node('twice', 'AddV2', ['pads', 'pads']),
      node('padded', 'Pad', ['x', 'twice']),
      node('conv', 'DepthwiseConv2dNative', ['padded', 'filter'], {
        strides: list(1, 1, 1, 1),
        padding: text('VALID'),
      }),
      node('turned', 'Transpose', ['conv', 'order']),
    ],
    [
      { name: 'pads', shape: [4, 2], values: Int32Array.of(0, 0, 0, 1, 0, 0, 0, 0) },
      { name: 'filter', shape: [1, 1, 2, 1], values: Float32Array.of(1, 10) },
      { name: 'order', shape: [4], values: Int32Array.of(0, 3, 1, 2) },
    ],
    'turned',
  )
  const found = await run(model)
  expect(found?.shape).toEqual([1, 2, 6, 4])
  const values = found?.values as Float32Array
  expect([...values.subarray(0, 4)]).toEqual([0, 2, 4, 6])
  expect([...values.subarray(24, 28)]).toEqual([10, 30, 50, 70])
  expect([...values.subarray(16, 24)]).toEqual(new Array(8).fill(0))
})

test('an operator that is not known is named, and weights must fill their shards', () => {
  const unknown = modelOf([input, node('y', 'Where', ['x'])], [], 'y')
  expect(() => convertTfjs(unknown, { name: 'tiny' })).toThrow('the operator Where of "y" is not supported')
  const json = JSON.stringify({
    format: 'graph-model',
    signature: { outputs: {} },
    modelTopology: { node: [] },
    weightsManifest: [{ paths: ['a'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
  })
  expect(() => readTfjsModel(json, () => new Uint8Array(12))).toThrow('the weights take 8 bytes')
})

test('half-precision values and turned axes are read right', () => {
  expect([0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00].map(widened)).toEqual([1, -2, 2 ** -24, 65504, Infinity])
  const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer)
  const turned = permuted({ shape: [2, 3], type: 'float32', bytes }, [1, 0])
  expect([...new Float32Array(turned.bytes.buffer)]).toEqual([1, 4, 2, 5, 3, 6])
})
