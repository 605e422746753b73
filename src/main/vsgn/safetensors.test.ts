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
})
