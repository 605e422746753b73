import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Graph } from '../autodiff/graph.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { sizeOf } from '../autodiff/shapes.ts'
import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import { fullConfig } from '../vsgn/network/config.ts'
import { encodeText } from '../vsgn/network/encoder.ts'
import { ALONE, embedText } from '../vsgn/network/inputLayer.ts'
import { ParameterScope } from '../vsgn/network/parameters.ts'
import { erf, layerNorm, linear, softmax } from '../vsgn/network/testing/referenceMath.ts'
import type { Matrix, Vector } from '../vsgn/network/testing/referenceMath.ts'
import { largestDifference, output, runModel } from '../vsgn/network/testing/tinyNetwork.ts'
import type { StoredTensor } from '../vsgn/safetensors.ts'
import { writeSafetensors } from '../vsgn/safetensors.ts'
import { readBertFolder } from './bertFolder.ts'

const D = 8
const HEADS = 2
const INNER = 12
const POSITIONS = 10
const PIECES = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'ada', '##s', 'rome']
const CONFIG = {
  model_type: 'bert',
  hidden_act: 'gelu',
  hidden_size: D,
  num_attention_heads: HEADS,
  num_hidden_layers: 2,
  intermediate_size: INNER,
  max_position_embeddings: POSITIONS,
}

/** The arrays of a BERT model as they are saved for masked words, in the older spelling of norms. */
function savedTensors(): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>()
  const put = (name: string, shape: readonly number[]): void => {
    const random = new SeededRandom(...Buffer.from(name))
    const data = Float32Array.from({ length: sizeOf(shape) }, () => random.normal() * 0.5)
    tensors.set(`bert.${name}`, { type: 'F32', shape, data })
  }
  const dense = (name: string, from: number, to: number): void => {
    put(`${name}.weight`, [to, from])
    put(`${name}.bias`, [to])
  }
  const norm = (name: string): void => {
    put(`${name}.gamma`, [D])
    put(`${name}.beta`, [D])
  }
  put('embeddings.word_embeddings.weight', [PIECES.length, D])
  put('embeddings.position_embeddings.weight', [POSITIONS, D])
  put('embeddings.token_type_embeddings.weight', [2, D])
  norm('embeddings.LayerNorm')
  for (const layer of ['encoder.layer.0', 'encoder.layer.1']) {
    for (const name of ['self.query', 'self.key', 'self.value', 'output.dense'])
      dense(`${layer}.attention.${name}`, D, D)
    norm(`${layer}.attention.output.LayerNorm`)
    dense(`${layer}.intermediate.dense`, D, INNER)
    dense(`${layer}.output.dense`, INNER, D)
    norm(`${layer}.output.LayerNorm`)
  }
  return tensors
}

/** BERT in plain loops over the saved arrays, biases of keys included. */
function plainBert(tensors: ReadonlyMap<string, StoredTensor>, pieces: readonly number[]): Matrix {
  const vector = (name: string): Vector => Array.from(tensors.get(`bert.${name}`)?.data ?? [])
  const rows = (name: string, width: number): Matrix => {
    const values = vector(name)
    return Array.from({ length: values.length / width }, (_, row) =>
      values.slice(row * width, (row + 1) * width),
    )
  }
  const dense = (name: string, x: Matrix): Matrix => {
    const width = (x[0] ?? []).length
    const matrix = rows(`${name}.weight`, width)
    const turned = Array.from({ length: width }, (_, from) => matrix.map((row) => row[from] as number))
    return linear(x, turned, vector(`${name}.bias`))
  }
  const norm = (name: string, x: Matrix): Matrix =>
    layerNorm(x, vector(`${name}.gamma`), vector(`${name}.beta`))
  const sum = (x: Matrix, y: Matrix): Matrix =>
    x.map((row, i) => row.map((value, j) => value + (y[i]?.[j] as number)))
  const attend = (name: string, x: Matrix): Matrix => {
    const [q, k, v] = ['query', 'key', 'value'].map((part) => dense(`${name}.self.${part}`, x)) as [
      Matrix,
      Matrix,
      Matrix,
    ]
    const width = D / HEADS
    const mixed = x.map((_, i) =>
      Array.from({ length: HEADS }, (_unused, head) => {
        const part = (row: Vector | undefined): Vector => (row ?? []).slice(head * width, (head + 1) * width)
        const dot = (a: Vector, b: Vector): number =>
          a.reduce((total, value, at) => total + value * (b[at] as number), 0)
        const weights = softmax(k.map((key) => dot(part(q[i]), part(key)) / Math.sqrt(width)))
        return Array.from({ length: width }, (_also, at) =>
          weights.reduce((total, weight, j) => total + weight * (part(v[j])[at] as number), 0),
        )
      }).flat(),
    )
    return dense(`${name}.output.dense`, mixed)
  }
  const gelu = (value: number): number => (value * (1 + erf(value / Math.SQRT2))) / 2
  const [words, places, segments] = ['word', 'position', 'token_type'].map((name) =>
    rows(`embeddings.${name}_embeddings.weight`, D),
  ) as [Matrix, Matrix, Matrix]
  let x: Matrix = pieces.map((piece, at) =>
    (words[piece] as Vector).map(
      (value, c) => value + (places[at]?.[c] as number) + (segments[0]?.[c] as number),
    ),
  )
  x = norm('embeddings.LayerNorm', x)
  for (const layer of ['encoder.layer.0', 'encoder.layer.1']) {
    x = norm(`${layer}.attention.output.LayerNorm`, sum(x, attend(`${layer}.attention`, x)))
    const inner = dense(`${layer}.intermediate.dense`, x).map((row) => row.map(gelu))
    x = norm(`${layer}.output.LayerNorm`, sum(x, dense(`${layer}.output.dense`, inner)))
  }
  return x
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bert-'))
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(CONFIG))
  await writeFile(path.join(folder, 'vocab.txt'), `${PIECES.join('\n')}\n`)
  await writeFile(path.join(folder, 'model.safetensors'), writeSafetensors(savedTensors()))
})
afterEach(() => rm(folder, { recursive: true }))

it('is read so that the encoder computes what BERT computes', async () => {
  const pieces = [2, 4, 5, 6, 3]
  const { sizes, vocabulary, weights, table } = await readBertFolder(folder)
  expect(vocabulary).toEqual(PIECES)
  const config = fullConfig({ ...sizes, channelReduction: 2, tableRows: PIECES.length })
  const graph = new Graph()
  const used: string[] = []
  const parameters = new ParameterScope(({ name, shape }) => {
    used.push(name)
    return graph.initialiser(name, 'float32', weights.get(name) ?? new Float32Array(0), shape)
  })
  const block = { config, graph, parameters, dropout: <X>(x: X): X => x }
  const mask = graph.constant('bool', [1, 1, 1, 1, 1], [1, 5])
  const rows = pieces.flatMap((piece) => [...table.subarray(piece * D, (piece + 1) * D)])
  const text = { rows: graph.constant('float32', rows, [1, 5, D]), extras: null, mask, pieces: null }
  const encoded = encodeText(block, embedText(block, text, ALONE), mask)
  const found = await runModel(encodeOnnxModel(graph.model('bert', { encoded })), {})
  expect(largestDifference(output(found, 'encoded'), plainBert(savedTensors(), pieces).flat())).toBeLessThan(
    1e-5,
  )
  expect(used.sort()).toEqual([...weights.keys()].sort())
})

it.each([
  [
    'config.json',
    JSON.stringify({ ...CONFIG, hidden_act: 'relu' }),
    /config\.json: hidden_act is "relu"; expected gelu/u,
  ],
  ['config.json', JSON.stringify({ ...CONFIG, hidden_size: 16 }), /is 10 × 8; expected 10 × 16 in float32/u],
  ['vocab.txt', PIECES.slice(1).join('\n'), /word_embeddings\.weight" is 7 × 8; expected 6 × 8/u],
  ['model.safetensors', 'no tensors', /model\.safetensors: the header is longer/u],
])('is refused with another %s', async (name, content, message) => {
  await writeFile(path.join(folder, name), content)
  await expect(readBertFolder(folder)).rejects.toThrow(message)
})

it('is refused where a file or an array is missing', async () => {
  const tensors = savedTensors()
  tensors.delete('bert.encoder.layer.1.output.dense.bias')
  await writeFile(path.join(folder, 'model.safetensors'), writeSafetensors(tensors))
  await expect(readBertFolder(folder)).rejects.toThrow(/"encoder\.layer\.1\.output\.dense\.bias" is missing/u)
  await rm(path.join(folder, 'vocab.txt'))
  await expect(readBertFolder(folder)).rejects.toThrow(/vocab\.txt cannot be read/u)
})
