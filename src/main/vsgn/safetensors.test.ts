import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredTensor } from './safetensors.ts'
import {
  readSafetensors,
  readSafetensorsFile,
  writeSafetensors,
  writeSafetensorsFile,
} from './safetensors.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tensors-'))
})
afterAll(() => rm(folder, { recursive: true }))

const tensors = new Map<string, StoredTensor>([
  ['bytes', { type: 'I8', shape: [3], data: Int8Array.of(-1, 0, 127) }],
  ['half', { type: 'F16', shape: [1], data: Uint16Array.of(15360) }],
  ['part', { type: 'F32', shape: [1, 2], data: new Float32Array([0, 1.5, -2, 0]).subarray(1, 3) }],
  ['none', { type: 'F32', shape: [0], data: new Float32Array(0) }],
])

describe('a safetensors file', () => {
  it('holds the same bytes written at once and tensor by tensor, and gives the same tensors back', async () => {
    const file = path.join(folder, 'all.safetensors')
    await writeSafetensorsFile(file, tensors)
    const bytes = await readFile(file)
    expect(bytes.equals(writeSafetensors(tensors))).toBe(true)
    expect(new Map([...readSafetensors(bytes, file)].sort())).toEqual(tensors)
    expect(new Map([...(await readSafetensorsFile(file))].sort())).toEqual(tensors)
  })

  it('is refused where it is cut off', async () => {
    const whole = writeSafetensors(tensors)
    for (const length of [4, 60, whole.length - 1]) {
      const file = path.join(folder, `${length}.safetensors`)
      await writeFile(file, whole.subarray(0, length))
      await expect(readSafetensorsFile(file)).rejects.toThrow(/put the original file back/u)
      expect(() => readSafetensors(whole.subarray(0, length), file)).toThrow(/put the original file back/u)
    }
  })

  const fileOf = (header: string): Buffer => {
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(header.length))
    return Buffer.concat([length, Buffer.from(header), Buffer.alloc(64)])
  }

  it('may hold tensors of any type that are not wanted, as BERT models hold numbers of positions', () => {
    const positions = '"positions": {"dtype": "I64", "shape": [2], "data_offsets": [0, 16]}'
    const bytes = fileOf(`{${positions}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [16, 20]}}`)
    expect([...readSafetensors(bytes, 'a.safetensors', (name) => name === 'a').keys()]).toEqual(['a'])
    expect(() => readSafetensors(bytes, 'a.safetensors')).toThrow('"positions" has type I64')
  })

  it.each([
    ['{"a": null}', '"a" has type undefined'],
    ['{"a": {"dtype": "F64", "shape": [4], "data_offsets": [0, 32]}}', '"a" has type F64'],
    ['{"a": {"dtype": "F32", "shape": 4, "data_offsets": [0, 16]}}', '"a" has no shape'],
    ['{"a": {"dtype": "F32", "shape": [-1, -4], "data_offsets": [0, 16]}}', '"a" has no shape'],
    ['{"a": {"dtype": "F32", "shape": [0.5], "data_offsets": [0, 2]}}', '"a" has no shape'],
    ['{"a": {"dtype": "F32", "shape": [4]}}', '"a" does not hold 4 values'],
    ['{"a": {"dtype": "F32", "shape": [4], "data_offsets": [-16, 0]}}', '"a" does not hold 4 values'],
    ['{"a": {"dtype": "F32", "shape": [4], "data_offsets": [50, 66]}}', '"a" does not hold 4 values'],
    ['{"a"', 'the header is not JSON'],
  ])('is refused by name where its header says %s', (header, found) => {
    expect(() => readSafetensors(fileOf(header), 'a.safetensors')).toThrow(
      `a.safetensors: ${found}. Expected`,
    )
  })
})
