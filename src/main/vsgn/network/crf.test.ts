import { describe, expect, it } from 'vitest'
import { gradients } from '../../autodiff/gradients.ts'
import { Graph } from '../../autodiff/graph.ts'
import type { Var } from '../../autodiff/graph.ts'
import { reduceSum, reshape } from '../../autodiff/ops/index.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import { labelsOf } from './config.ts'
import { crfLoss, crfTables, FORBIDDEN, mayFollow } from './crf.ts'
import type { CrfTables } from './crf.ts'
import { goldTensors } from './gold.ts'
import { ParameterScope } from './parameters.ts'
import type { ParameterSpec } from './parameters.ts'
import {
  largestDifference,
  output,
  parameterFeeds,
  prefixMask,
  randomParameters,
  randomTensor,
  runModel,
  tinyConfig,
} from './testing/tinyNetwork.ts'

const config = tinyConfig()
const labels = labelsOf(config)
const K = labels.length

interface Post {
  readonly length: number
  readonly gold: readonly number[]
}

/** B-PER I-PER O …; B-LOC; O B-LOC I-LOC. */
const posts: readonly Post[] = [
  { length: 5, gold: [1, 2, 0, 3, 4] },
  { length: 1, gold: [3] },
  { length: 3, gold: [0, 3, 4] },
]

/** All label sequences of a length. */
function* sequences(length: number): Generator<number[]> {
  if (length === 0) yield []
  else
    for (const rest of sequences(length - 1)) for (let label = 0; label < K; label++) yield [...rest, label]
}

const at = (values: ArrayLike<number>, index: number): number => values[index] ?? NaN

function score(
  path: readonly number[],
  emissions: (word: number, label: number) => number,
  tables: CrfTables,
) {
  let sum = at(tables.start, at(path, 0)) + at(tables.end, at(path, path.length - 1))
  for (const [word, label] of path.entries()) {
    sum += emissions(word, label)
    if (word > 0) sum += at(tables.transitions, at(path, word - 1) * K + label)
  }
  return sum
}

/** Loss and its gradient by every emission, by going through every path. */
function bruteForce(post: Post, emissions: (word: number, label: number) => number, tables: CrfTables) {
  const paths = [...sequences(post.length)].map((path) => ({ path, score: score(path, emissions, tables) }))
  const largest = Math.max(...paths.map((each) => each.score))
  const total = paths.reduce((sum, each) => sum + Math.exp(each.score - largest), 0)
  const logZ = largest + Math.log(total)
  const gradient = Array.from({ length: post.length }, () => new Array<number>(K).fill(0))
  for (const each of paths)
    for (const [word, label] of each.path.entries()) {
      const row = gradient[word] as number[]
      row[label] = at(row, label) + Math.exp(each.score - logZ)
    }
  for (const [word, label] of post.gold.entries()) {
    const row = gradient[word] as number[]
    row[label] = at(row, label) - 1
  }
  return { loss: logZ - score(post.gold, emissions, tables), gradient }
}

async function runCrf(words: number) {
  const batch = posts.length
  const graph = new Graph()
  const parameters = new ParameterScope(({ name, shape }: ParameterSpec): Var =>
    graph.input(name, 'float32', shape),
  )
  const emissions = graph.input('emissions', 'float32', [batch, words, K])
  const loss = crfLoss(
    { config, graph, parameters, dropout: (x) => x },
    emissions,
    graph.input('mask', 'bool', [batch, words]),
    {
      labels: graph.input('gold_labels', 'float32', [batch, words, K]),
      transitions: graph.input('gold_transitions', 'float32', [batch, K, K]),
      last: graph.input('gold_last', 'float32', [batch, K]),
    },
  )
  const [gradient, transitionGradient] = gradients(reshape(reduceSum(loss, [0]), []), [
    emissions,
    parameters.variable('crf.transitions'),
  ]) as [Var, Var]
  const values = randomParameters(parameters.specs)
  const feeds: Record<string, TensorData> = {
    ...parameterFeeds(parameters.specs, values),
    ...goldTensors(
      posts.map((post) => post.gold),
      words,
      K,
    ),
    emissions: randomTensor([batch, words, K], 11, 2),
    mask: prefixMask(
      posts.map((post) => post.length),
      words,
    ),
  }
  const model = graph.model('crf', { loss, gradient, transitionGradient })
  const outputs = await runModel(encodeOnnxModel(model), feeds)
  const tables = crfTables(config, values)
  const reference = posts.map((post, index) => {
    const values = feeds.emissions?.values as Float32Array
    return bruteForce(post, (word, label) => at(values, (index * words + word) * K + label), tables)
  })
  return { outputs, reference }
}

describe('CRF', () => {
  // Five words need an odd and an even level of the tree; eight have only even ones, and padding to multiply through.
  it.each([5, 8])('agrees with all paths one by one in a bucket of %i words', async (words) => {
    const { outputs, reference } = await runCrf(words)
    const losses = reference.map((each) => each.loss)
    expect(largestDifference(output(outputs, 'loss'), losses)).toBeLessThan(2e-5)

    const padding = (length: number): number[] => new Array<number>((words - length) * K).fill(0)
    const gradient = reference.flatMap((each) => [...each.gradient.flat(), ...padding(each.gradient.length)])
    expect(largestDifference(output(outputs, 'gradient'), gradient)).toBeLessThan(2e-5)
  })

  it('gives no gradient to what BIO forbids', async () => {
    const { outputs } = await runCrf(5)
    const gradient = output(outputs, 'transitionGradient')
    const forbidden = labels.flatMap((from, i) =>
      labels.flatMap((to, j) => (mayFollow(from, to) ? [] : [at(gradient, i * K + j)])),
    )
    expect(forbidden).toEqual(new Array(forbidden.length).fill(0))
    expect(forbidden).toHaveLength(6)
  })

  it('knows the legal transitions of BIO', () => {
    expect(mayFollow(null, 'I-PER')).toBe(false)
    expect(mayFollow('O', 'I-PER')).toBe(false)
    expect(mayFollow('B-LOC', 'I-PER')).toBe(false)
    expect(mayFollow('I-LOC', 'I-PER')).toBe(false)
    expect(mayFollow('B-PER', 'I-PER')).toBe(true)
    expect(mayFollow('I-PER', 'I-PER')).toBe(true)
    expect(mayFollow('I-PER', 'B-LOC')).toBe(true)
  })

  it('puts the forbidden scores into the decoding tables', () => {
    const tables = crfTables(
      config,
      new Map([
        ['crf.transitions', new Float32Array(K * K).fill(2)],
        ['crf.start', new Float32Array(K).fill(3)],
        ['crf.end', new Float32Array(K).fill(4)],
      ]),
    )
    expect(tables.labels).toEqual(['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'])
    expect([...tables.start]).toEqual([3, 3, FORBIDDEN, 3, FORBIDDEN])
    expect([...tables.transitions.slice(0, K)]).toEqual([2, 2, FORBIDDEN, 2, FORBIDDEN])
    expect([...tables.transitions.slice(K, 2 * K)]).toEqual([2, 2, 2, 2, FORBIDDEN])
    expect([...tables.end]).toEqual([4, 4, 4, 4, 4])
    expect(() => crfTables(config, new Map())).toThrow('the parameters have no "crf.transitions"')
  })
})
