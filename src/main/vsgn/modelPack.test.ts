import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PackContents } from './modelPack.ts'
import { readModelPack, writeModelPack } from './modelPack.ts'
import type { PackManifest } from './packManifest.ts'
import { byteRows, dequantise } from './quantise.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'

let folder: string
let pack: string

const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => Math.sin(index * 1.7) * (1 + (index % 5)))

const contents: PackContents = {
  name: 'tiny',
  kind: 'vsgn',
  size: 'compact',
  network: { hidden: 64 },
  labels: ['PER', 'LOC'],
  inputs: { caption: false, picture: false },
  recipe: { text: 'words-1', picture: null },
  card: { seeds: [1] },
  weights: new Map([
    ['head.weight', { shape: [64, 64], values: wave(4096) }],
    ['head.bias', { shape: [64], values: wave(64) }],
  ]),
  table: { shape: [10, 4], values: wave(40) },
  vocabulary: {
    frequentWords: ['the', 'ada'],
    vectorWords: ['Ada', 'Łódź'],
    vectors: { shape: [2, 4], values: wave(8) },
  },
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pack-'))
  pack = path.join(folder, 'tiny')
  await writeModelPack(pack, contents)
})
afterEach(() => rm(folder, { recursive: true }))

describe('a pack', () => {
  it('comes back as it was written, matrices to half a step of their scale', async () => {
    const read = await readModelPack(pack)
    expect(read.vocabulary).toMatchObject({ frequentWords: ['the', 'ada'], vectorWords: ['Ada', 'Łódź'] })
    expect(read.manifest.labels).toEqual(['PER', 'LOC'])
    expect(read.weights.get('head.bias')?.values).toEqual(wave(64))
    const matrix = read.weights.get('head.weight')
    expect(matrix?.shape).toEqual([64, 64])
    for (const [index, value] of wave(4096).entries())
      expect(Math.abs((matrix?.values[index] ?? 0) - value)).toBeLessThanOrEqual(5 / 127 / 2 + 1e-6)
    const table = dequantise(read.table)
    const row = new Float32Array(4)
    byteRows(read.table).addRow(3, row, 0)
    expect(row).toEqual(table.slice(12, 16))
  })

  it('has the same hash when written twice, another when a weight differs', async () => {
    const first = (await readModelPack(pack)).sha256
    await writeModelPack(pack, contents)
    expect((await readModelPack(pack)).sha256).toBe(first)
    await writeModelPack(pack, { ...contents, table: { shape: [10, 4], values: wave(40).fill(1, 0, 1) } })
    expect((await readModelPack(pack)).sha256).not.toBe(first)
  })
})

describe('a pack that is not sound is refused', () => {
  it('a changed file of weights', async () => {
    await appendFile(path.join(pack, 'weights.safetensors'), 'x')
    await expect(readModelPack(pack)).rejects.toThrow(/weights\.safetensors was changed.*SHA-256/su)
  })

  it('a missing file', async () => {
    await rm(path.join(pack, 'vector-words.txt'))
    await expect(readModelPack(pack)).rejects.toThrow(/vector-words\.txt is missing/u)
  })

  it.each([
    ['head.weight.scales', [1, 32], /"head.weight" is no matrix of bytes with a scale for each column/u],
    ['input.table.scales', [5, 1], /"input.table" is no matrix of bytes with a scale for each row/u],
    ['input.vectors.nibbles.scales', [1, 2], /"input.vectors.nibbles" is no matrix of bytes/u],
  ])('scales of another shape, %s, though every hash is right', async (name, shape, message) => {
    const file = path.join(pack, 'weights.safetensors')
    const tensors = readSafetensors(await readFile(file), file)
    const data = new Float32Array(shape.reduce((product, size) => product * size))
    const bytes = writeSafetensors(tensors.set(name, { type: 'F32', shape, data }))
    await writeFile(file, bytes)
    const manifest = path.join(pack, 'manifest.json')
    const read = JSON.parse(await readFile(manifest, 'utf8')) as PackManifest
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const files = { ...read.files, 'weights.safetensors': { sha256, bytes: bytes.length } }
    await writeFile(manifest, JSON.stringify({ ...read, files }))
    await expect(readModelPack(pack)).rejects.toThrow(message)
  })

  it('no manifest', async () => {
    await expect(readModelPack(folder)).rejects.toThrow(/is not a model pack/u)
  })

  it.each([
    ['"kind": "vsgn"', '"kind": "other"', /kind is not one of vsgn/u],
    ['"frequent-words.txt"', '"../frequent-words.txt"', /field "files"/u],
    ['"labels"', '"label"', /field "labels"/u],
    ['"format": 1', '"format": 2', /newer program/u],
  ])('a manifest with %s made %s', async (from, to, message) => {
    const file = path.join(pack, 'manifest.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
    await expect(readModelPack(pack)).rejects.toThrow(message)
  })
})

it('is not written over files of others', async () => {
  const other = path.join(folder, 'other')
  await writeModelPack(other, contents)
  await rm(path.join(other, 'manifest.json'))
  await expect(writeModelPack(other, contents)).rejects.toThrow(/holds files that are not a model pack/u)
})
