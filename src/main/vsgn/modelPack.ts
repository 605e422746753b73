import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { isNetworkKind } from '../../shared/domain/modelKind.ts'
import { atomicWriteFile } from '../system/atomicWrite.ts'
import { replaceFolder } from '../system/replaceFolder.ts'
import { LARGEST_NIBBLE, packNibbles, unpackNibbles } from './nibbles.ts'
import type { PackManifest } from './packManifest.ts'
import { MANIFEST_FILE, parseManifest } from './packManifest.ts'
import { fillPackPlace } from './packPlace.ts'
import type { ByteMatrix } from './quantise.ts'
import { dequantise, quantise } from './quantise.ts'
import type { StoredTensor } from './safetensors.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'

/** An array with a shape, in floats: how training and the network know weights. */
export interface Weight {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** What a network that reads words knows of them; `Vectors` in bytes or floats. */
export interface WordVocabulary<Vectors> {
  readonly frequentWords: readonly string[]
  readonly vectorWords: readonly string[]
  /** A row for each of `vectorWords`. */
  readonly vectors: Vectors
}

/** What a network that reads word pieces knows: the lines of its `vocab.txt`. */
export interface PieceVocabulary {
  readonly pieces: readonly string[]
}

export type Vocabulary<Vectors> = WordVocabulary<Vectors> | PieceVocabulary

/** All that a trained model is. */
export interface ModelPack {
  readonly manifest: PackManifest
  /** SHA-256 of the manifest, which holds the hash of every other file: it names the pack as a whole. */
  readonly sha256: string
  /** Weights of the network by name. */
  readonly weights: ReadonlyMap<string, Weight>
  /** Rows of word features or of pieces, one scale a row; so are the word vectors, which files hold in half bytes. */
  readonly table: ByteMatrix
  readonly vocabulary: Vocabulary<ByteMatrix>
}

export interface PackContents extends Omit<PackManifest, 'format' | 'files'> {
  readonly weights: ReadonlyMap<string, Weight>
  readonly table: Weight
  readonly vocabulary: Vocabulary<Weight>
}

const WEIGHTS_FILE = 'weights.safetensors'
const FREQUENT_FILE = 'frequent-words.txt'
const VECTOR_WORDS_FILE = 'vector-words.txt'
const PIECES_FILE = 'vocab.txt'
const TABLE = 'input.table'
const VECTORS = 'input.vectors'
/** Word vectors in half bytes; packs from before hold them in bytes, as `VECTORS`. */
const HALVED_VECTORS = 'input.vectors.nibbles'
const SCALES = '.scales'
const OF_ROWS: ReadonlySet<string> = new Set([TABLE, VECTORS, HALVED_VECTORS])
/** Smaller arrays are kept as floats: they weigh nothing and bear the most. */
const LEAST_QUANTISED = 4096

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Writes a pack of the network. Refuses a folder that holds something else than a pack. */
export async function writeModelPack(folder: string, contents: PackContents): Promise<void> {
  const { weights, table, vocabulary, ...described } = contents
  const lists: [string, readonly string[]][] = []
  const rows = new Map(storedRows(TABLE, table))
  if ('pieces' in vocabulary) lists.push([PIECES_FILE, vocabulary.pieces])
  else {
    for (const [name, tensor] of storedVectors(vocabulary.vectors)) rows.set(name, tensor)
    lists.push([FREQUENT_FILE, vocabulary.frequentWords], [VECTOR_WORDS_FILE, vocabulary.vectorWords])
  }
  const files = new Map<string, Uint8Array>([
    [WEIGHTS_FILE, writeSafetensors(new Map([...storedWeights(weights), ...rows]))],
    ...lists.map(([name, lines]): [string, Uint8Array] => [name, Buffer.from(lines.join('\n'))]),
  ])
  await writePackFiles(folder, described, files)
}

/**
 * Writes a pack of any kind: first a hidden folder beside it, which then takes its place, for good, so that a half-written
 * pack is never found under the name or among the models. Refuses a place that `requirePackPlace` refuses; a full disk is `storage`.
 */
export async function writePackFiles(
  folder: string,
  described: Omit<PackManifest, 'format' | 'files'>,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const manifest: PackManifest = {
    format: 1,
    ...described,
    files: Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.length }]),
    ),
  }
  await fillPackPlace(folder, async (partial) => {
    for (const [name, bytes] of files) await atomicWriteFile(path.join(partial, name), bytes)
    await atomicWriteFile(path.join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
    await replaceFolder(
      partial,
      folder,
      path.join(path.dirname(folder), `.${path.basename(folder)}.replaced`),
    )
  })
}

function storedWeights(weights: ReadonlyMap<string, Weight>): Map<string, StoredTensor> {
  const stored = new Map<string, StoredTensor>()
  for (const [name, weight] of weights) {
    const [rows, columns, ...more] = weight.shape
    if (
      rows === undefined ||
      columns === undefined ||
      more.length > 0 ||
      weight.values.length < LEAST_QUANTISED
    ) {
      stored.set(name, { type: 'F32', shape: weight.shape, data: weight.values })
      continue
    }
    // a linear layer multiplies from the left, so a column is one output and deserves its own scale
    const matrix = quantise(weight.values, [rows, columns], 'column')
    stored.set(name, matrix.bytes)
    stored.set(name + SCALES, matrix.scales)
  }
  return stored
}

function storedRows(
  name: string,
  { shape: [rows = 0, columns = 0], values }: Weight,
): [string, StoredTensor][] {
  const { bytes, scales } = quantise(values, [rows, columns], 'row')
  return [
    [name, bytes],
    [name + SCALES, scales],
  ]
}

/** Four bits are enough for word vectors: what they lose is a hundredth of the variance. */
function storedVectors(vectors: Weight): [string, StoredTensor][] {
  const [rows = 0, columns = 0] = vectors.shape
  if (columns % 2 !== 0) return storedRows(VECTORS, vectors)
  const { bytes, scales } = quantise(vectors.values, [rows, columns], 'row', LARGEST_NIBBLE)
  return [
    [HALVED_VECTORS, packNibbles(bytes)],
    [HALVED_VECTORS + SCALES, scales],
  ]
}

/** Manifest of a pack and its hash; no other file is read. Throws WorkbenchError when there is none or it is not sound. */
export async function readManifest(
  folder: string,
): Promise<{ manifest: PackManifest; sha256: string; bytes: Uint8Array }> {
  const file = path.join(folder, MANIFEST_FILE)
  if (!existsSync(file))
    throw new WorkbenchError(
      'not-found',
      `${folder} is not a model pack: it has no ${MANIFEST_FILE}. Give the folder of a pack, or "bundled".`,
    )
  const bytes = await readWhole(file)
  return { manifest: parseManifest(bytes.toString('utf8'), file), sha256: sha256(bytes), bytes }
}

/** Hashes every file of a pack. Throws WorkbenchError `model` for a missing, changed or additional file of weights. */
export async function checkPackFiles(
  folder: string,
  manifest: PackManifest,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const [name, expected] of Object.entries(manifest.files)) {
    const file = path.join(folder, name)
    if (!existsSync(file)) throw new WorkbenchError('model', `${file} is missing. ${RESTORE}`)
    const bytes = await readWhole(file)
    const found = sha256(bytes)
    if (found !== expected.sha256)
      throw new WorkbenchError(
        'model',
        `${file} was changed: its SHA-256 is ${found.slice(0, 12)}…, the manifest expects ` +
          `${expected.sha256.slice(0, 12)}…. ${RESTORE}`,
      )
    files.set(name, bytes)
  }
  return files
}

async function readWhole(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new WorkbenchError('model', `${file} cannot be read (${code}). ${RESTORE}`)
  }
}

const RESTORE = 'The model is not used; put the original pack back or train a new one.'

/** A pack of any kind with its files, every hash right. `bytes` and `lines` throw `model` for a file it does not list. */
export interface PackFiles {
  readonly manifest: PackManifest
  readonly sha256: string
  readonly manifestBytes: Uint8Array
  readonly bytes: (name: string) => Uint8Array
  readonly lines: (name: string) => string[]
}

export async function readPackFiles(folder: string): Promise<PackFiles> {
  const { manifest, bytes } = await readManifest(folder)
  return packFilesOf(folder, manifest, bytes, await checkPackFiles(folder, manifest))
}

/** The same of files that are read and checked. */
export function packFilesOf(
  folder: string,
  manifest: PackManifest,
  manifestBytes: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
): PackFiles {
  const bytes = (name: string): Uint8Array => {
    const found = files.get(name)
    if (found === undefined)
      throw new WorkbenchError('model', `${folder}: the manifest does not list ${name}. ${RESTORE}`)
    return found
  }
  const lines = (name: string): string[] => {
    const text = new TextDecoder().decode(bytes(name))
    return text === '' ? [] : text.split('\n')
  }
  return { manifest, manifestBytes, sha256: sha256(manifestBytes), bytes, lines }
}

/** Reads a whole pack of the network; nothing of it is used unless every hash is right. */
export async function readModelPack(folder: string): Promise<ModelPack> {
  return modelPackOf(await readPackFiles(folder), folder)
}

/** The network in the files of a pack. Throws WorkbenchError `model` where it is none. */
export function modelPackOf(files: PackFiles, folder: string): ModelPack {
  const { manifest, sha256: packHash, bytes: bytesOf, lines } = files
  if (!isNetworkKind(manifest.kind))
    throw new WorkbenchError(
      'model',
      `${folder} is a ${manifest.kind}, expected a network. Choose another model.`,
    )
  const file = path.join(folder, WEIGHTS_FILE)
  const stored = readSafetensors(bytesOf(WEIGHTS_FILE), file)
  const weights = new Map<string, Weight>()
  for (const [name, tensor] of stored) {
    if (name.endsWith(SCALES) || OF_ROWS.has(name)) continue
    const isFloat = tensor.data instanceof Float32Array
    const values = isFloat ? tensor.data : dequantise(byteMatrix(stored, name, file, 'column'))
    weights.set(name, { shape: tensor.shape, values })
  }
  return {
    manifest,
    sha256: packHash,
    weights,
    table: byteMatrix(stored, TABLE, file, 'row'),
    vocabulary:
      manifest.network.textInput === 'pieces'
        ? { pieces: lines(PIECES_FILE) }
        : {
            frequentWords: lines(FREQUENT_FILE),
            vectorWords: lines(VECTOR_WORDS_FILE),
            vectors: wordVectors(stored, file),
          },
  }
}

function wordVectors(stored: ReadonlyMap<string, StoredTensor>, file: string): ByteMatrix {
  if (!stored.has(HALVED_VECTORS)) return byteMatrix(stored, VECTORS, file, 'row')
  const { bytes, scales } = byteMatrix(stored, HALVED_VECTORS, file, 'row')
  return { bytes: unpackNibbles(bytes), scales }
}

/** A matrix that is stored in bytes with one scale a row or a column. */
function byteMatrix(
  stored: ReadonlyMap<string, StoredTensor>,
  name: string,
  file: string,
  per: 'row' | 'column',
): ByteMatrix {
  const bytes = stored.get(name)
  const scales = stored.get(name + SCALES)
  if (bytes === undefined) throw new WorkbenchError('model', `${file}: "${name}" is missing. ${RESTORE}`)
  const [rows = 0, columns = 0] = bytes.shape
  const expected = per === 'row' ? [rows, 1] : [1, columns]
  const fits =
    bytes.type === 'I8' &&
    bytes.shape.length === 2 &&
    scales?.type === 'F32' &&
    sameShape(scales.shape, expected)
  if (!fits)
    throw new WorkbenchError(
      'model',
      `${file}: "${name}" is no matrix of bytes with a scale for each ${per}. ${RESTORE}`,
    )
  return { bytes, scales }
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join()
