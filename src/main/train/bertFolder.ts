import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { readSafetensors } from '../vsgn/safetensors.ts'

/** A BERT model as the input layer and the encoder of the full network. */
export interface BertModel {
  readonly sizes: Pick<
    VsgnConfig,
    'hidden' | 'heads' | 'encoderLayers' | 'feedForward' | 'positions' | 'rowWidth'
  >
  /** Lines of its `vocab.txt`. */
  readonly vocabulary: readonly string[]
  /** Parameters of `input` and `encoder` by our names. */
  readonly weights: ReadonlyMap<string, Float32Array>
  /** Rows of the pieces, [vocabulary, hidden]. */
  readonly table: Float32Array
}

const CONFIG = 'config.json'
const VOCABULARY = 'vocab.txt'
const TENSORS = 'model.safetensors'
const SEGMENTS = 2

/**
 * Reads a folder as BERT models are published: `config.json`, `vocab.txt`, `model.safetensors` in float32. A linear layer
 * of PyTorch keeps its matrix the other way round. Biases of keys are left out: they have no effect (see `attend`).
 * Throws WorkbenchError naming the file and what is missing, not supported or of another shape.
 */
export async function readBertFolder(folder: string): Promise<BertModel> {
  const sizes = readSizes((await readPart(folder, CONFIG)).toString('utf8'), path.join(folder, CONFIG))
  const { hidden, encoderLayers, feedForward, positions } = sizes
  const vocabulary = (await readPart(folder, VOCABULARY))
    .toString('utf8')
    .replace(/\r?\n$/u, '')
    .split(/\r?\n/u)
  const tensors = new BertTensors(await readPart(folder, TENSORS), path.join(folder, TENSORS))
  const weights = new Map<string, Float32Array>()
  const linear = (ours: string, theirs: string, from: number, to: number, bias = true): void => {
    weights.set(`${ours}.weight`, transposed(tensors.get(`${theirs}.weight`, [to, from]), to, from))
    if (bias) weights.set(`${ours}.bias`, tensors.get(`${theirs}.bias`, [to]))
  }
  const norm = (ours: string, theirs: string): void => {
    weights.set(`${ours}.scale`, tensors.either(`${theirs}.weight`, `${theirs}.gamma`, [hidden]))
    weights.set(`${ours}.shift`, tensors.either(`${theirs}.bias`, `${theirs}.beta`, [hidden]))
  }
  weights.set(
    'input.position.weight',
    tensors.get('embeddings.position_embeddings.weight', [positions, hidden]),
  )
  weights.set(
    'input.segment.weight',
    tensors.get('embeddings.token_type_embeddings.weight', [SEGMENTS, hidden]),
  )
  norm('input.norm', 'embeddings.LayerNorm')
  for (let layer = 0; layer < encoderLayers; layer++) {
    const [ours, theirs] = [`encoder.${layer}`, `encoder.layer.${layer}`]
    linear(`${ours}.attention.query`, `${theirs}.attention.self.query`, hidden, hidden)
    linear(`${ours}.attention.key`, `${theirs}.attention.self.key`, hidden, hidden, false)
    linear(`${ours}.attention.value`, `${theirs}.attention.self.value`, hidden, hidden)
    linear(`${ours}.attention.output`, `${theirs}.attention.output.dense`, hidden, hidden)
    norm(`${ours}.attention.norm`, `${theirs}.attention.output.LayerNorm`)
    linear(`${ours}.feed_forward.inner`, `${theirs}.intermediate.dense`, hidden, feedForward)
    linear(`${ours}.feed_forward.outer`, `${theirs}.output.dense`, feedForward, hidden)
    norm(`${ours}.feed_forward.norm`, `${theirs}.output.LayerNorm`)
  }
  const table = tensors.get('embeddings.word_embeddings.weight', [vocabulary.length, hidden])
  return { sizes, vocabulary, weights, table }
}

async function readPart(folder: string, name: string): Promise<Buffer> {
  const file = path.join(folder, name)
  try {
    return await readFile(file)
  } catch (error) {
    throw new WorkbenchError(
      'not-found',
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Give the folder of a BERT model with ${CONFIG}, ${VOCABULARY} and ${TENSORS}.`,
    )
  }
}

function readSizes(text: string, file: string): BertModel['sizes'] {
  const wrong = (found: string, expected: string): WorkbenchError =>
    new WorkbenchError('invalid-input', `${file}: ${found}; expected ${expected}. Give a BERT model.`)
  let config: Readonly<Record<string, unknown>>
  try {
    config = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>
  } catch {
    throw wrong('this is not JSON', 'the configuration of a BERT model')
  }
  const size = (name: string): number => {
    const value = config[name]
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
      throw wrong(`${name} is ${value === undefined ? 'missing' : JSON.stringify(value)}`, 'a whole number')
    return value
  }
  const only = (name: string, expected: string): void => {
    const value = config[name] ?? expected
    if (value !== expected) throw wrong(`${name} is ${JSON.stringify(value)}`, expected)
  }
  only('model_type', 'bert')
  only('hidden_act', 'gelu')
  only('position_embedding_type', 'absolute')
  return {
    hidden: size('hidden_size'),
    rowWidth: size('hidden_size'),
    heads: size('num_attention_heads'),
    encoderLayers: size('num_hidden_layers'),
    feedForward: size('intermediate_size'),
    positions: size('max_position_embeddings'),
  }
}

/** The arrays of a BERT file by their names in the encoder, whichever model it was saved with. */
class BertTensors {
  readonly #tensors: ReturnType<typeof readSafetensors>
  readonly #file: string

  constructor(bytes: Uint8Array, file: string) {
    this.#file = file
    // Heads for other tasks and numbers of positions may be of any type: they are not read.
    this.#tensors = readSafetensors(bytes, file, (name) =>
      /(?:^|\.)(?:embeddings|encoder)\..*\.(?:weight|bias|gamma|beta)$/u.test(name),
    )
  }

  get(name: string, shape: readonly number[]): Float32Array {
    return this.either(name, name, shape)
  }

  /** `older` is what the array was once called. */
  either(name: string, older: string, shape: readonly number[]): Float32Array {
    const found = [name, `bert.${name}`, older, `bert.${older}`].map((one) => this.#tensors.get(one))
    const tensor = found.find((one) => one !== undefined)
    const wrong = (what: string): WorkbenchError =>
      new WorkbenchError(
        'invalid-input',
        `${this.#file}: "${name}" is ${what}; expected ${shape.join(' × ')} in float32, as ${CONFIG} and ${VOCABULARY} beside it say. Give the files of one BERT model.`,
      )
    if (tensor === undefined) throw wrong('missing')
    if (!(tensor.data instanceof Float32Array)) throw wrong(`of type ${tensor.type}`)
    if (tensor.shape.join() !== shape.join()) throw wrong(tensor.shape.join(' × '))
    return tensor.data
  }
}

/** A row-major matrix [rows, columns] as [columns, rows]. */
function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(matrix.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = matrix[row * columns + column] as number
  return result
}
