import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeOnnxModel } from './onnxModel.ts'
import type { OnnxModel } from './onnxModel.ts'
import { OrtSession } from './ortSession.ts'
import { ProtobufWriter } from './protobufWriter.ts'

const CPU = { device: 'cpu', threads: 1 } as const

/** y = x · w + shift, z = x transposed; with every kind of attribute. */
const model: OnnxModel = {
  name: 'sample',
  inputs: [{ name: 'x', dtype: 'float32', shape: [2, 3] }],
  outputs: [
    { name: 'y', dtype: 'float32', shape: [2, 2] },
    { name: 'z', dtype: 'float32', shape: [3, 2] },
    { name: 'w16', dtype: 'int32', shape: [1] },
  ],
  initialisers: [
    { name: 'w', dtype: 'float32', shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    { name: 'shift', dtype: 'float32', shape: [2], values: Float32Array.of(10, 20) },
    { name: 'large', dtype: 'int64', shape: [1], values: BigInt64Array.of(-300n) },
  ],
  nodes: [
    {
      op: 'Gemm',
      inputs: ['x', 'w', 'shift'],
      outputs: ['y'],
      attributes: { alpha: { float: 0.5 }, transA: 0 },
    },
    { op: 'Transpose', inputs: ['x'], outputs: ['z'], attributes: { perm: [1, 0] } },
    { op: 'Cast', inputs: ['large'], outputs: ['w16'], attributes: { to: 6 } },
  ],
}
const x = { dtype: 'float32', shape: [2, 3], values: Float32Array.of(1, 0, 0, 0, 1, 1) } as const

describe('encodeOnnxModel', () => {
  it('is understood by onnxruntime', async () => {
    const session = await OrtSession.create(encodeOnnxModel(model), CPU)
    expect(session.inputNames).toEqual(['x'])
    expect(session.outputNames).toEqual(['y', 'z', 'w16'])
    const { y, z, w16 } = await session.run({ x })
    expect([...(y?.values ?? [])]).toEqual([10.5, 21, 14, 25])
    expect(z).toMatchObject({ dtype: 'float32', shape: [3, 2] })
    expect([...(z?.values ?? [])]).toEqual([1, 0, 0, 1, 0, 1])
    expect([...(w16?.values ?? [])]).toEqual([-300])
    await session.dispose()
  })
})

describe('OrtSession', () => {
  it('writes into arrays it is given, and computes only those outputs', async () => {
    const session = await OrtSession.create(encodeOnnxModel(model), CPU)
    const into = new Float32Array(4)
    const outputs = await session.run({ x }, { y: { dtype: 'float32', shape: [2, 2], values: into } })
    expect([...into]).toEqual([10.5, 21, 14, 25])
    expect(Object.keys(outputs)).toEqual(['y'])
    await session.dispose()
  })

  it('finishes the runs it has before it closes, and takes none afterwards', async () => {
    const session = await OrtSession.create(encodeOnnxModel(model), CPU)
    const runs = [session.run({ x }), session.run({ x })]
    const closing = Promise.all([session.dispose(), session.dispose()])
    await expect(session.run({ x })).rejects.toThrow('the session is closed')
    for (const outputs of await Promise.all(runs)) expect(outputs.y?.values).toHaveLength(4)
    await closing
  })

  it('rejects bytes that are no model, and missing inputs', async () => {
    await expect(OrtSession.create(Uint8Array.of(1, 2, 3), CPU)).rejects.toThrow()
    const session = await OrtSession.create(encodeOnnxModel(model), CPU)
    await expect(session.run({})).rejects.toThrow("input 'x' is missing")
    await session.dispose()
  })
})

describe('ProtobufWriter', () => {
  /** Reads the varint of a one-field message with field number 1. */
  const readVarint = (bytes: Uint8Array): bigint =>
    bytes.slice(1).reduce((value, byte, index) => value | (BigInt(byte & 0x7f) << BigInt(7 * index)), 0n)

  it('writes any 64-bit integer as a varint', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const writer = new ProtobufWriter()
        writer.integer(1, value)
        const bytes = writer.finish()
        expect(bytes[0]).toBe(8)
        expect(BigInt.asIntN(64, readVarint(bytes))).toBe(value)
        expect([...bytes.slice(1, -1)].every((byte) => byte >= 0x80)).toBe(true)
        expect(bytes.at(-1)).toBeLessThan(0x80)
      }),
    )
  })

  it('writes the example of the protocol-buffer documentation', () => {
    const writer = new ProtobufWriter()
    writer.integer(1, 150)
    writer.string(2, 'testing')
    writer.message(3, (nested) => nested.integer(1, 150))
    writer.integers(6, [3, 270, 86942])
    expect(Buffer.from(writer.finish()).toString('hex')).toBe(
      '08960112077465' + '7374696e671a03089601' + '3206038e029ea705',
    )
  })

  it('keeps everything when its buffer grows', () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index % 251)
    const writer = new ProtobufWriter()
    writer.bytes(1, bytes)
    writer.bytes(1, bytes)
    const written = writer.finish()
    expect(written).toHaveLength(2 * (5000 + 3))
    expect(written.slice(3, 5003)).toEqual(bytes)
    expect(written.slice(5006)).toEqual(bytes)
  })
})
