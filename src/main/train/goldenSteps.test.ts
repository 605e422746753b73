import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AdamSettings } from '../autodiff/adamW.ts'
import { scheduleFactor } from '../autodiff/schedule.ts'
import type { ScheduleSettings } from '../autodiff/schedule.ts'
import { sizeOf } from '../autodiff/shapes.ts'
import type { NamedTensorType } from '../onnx/onnxModel.ts'
import { OrtSession } from '../onnx/ortSession.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import { compactConfig, labelsOf } from '../vsgn/network/config.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { goldTensors } from '../vsgn/network/gold.ts'
import type { ParameterSpec } from '../vsgn/network/parameters.ts'
import { buildTrainingGraph, parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import { Optimiser } from './optimiser.ts'
import type { Rates } from './optimiser.ts'

/** What tools/goldens/trainingStep.py wrote: four training steps by PyTorch in double precision. */
interface Golden {
  readonly config: Partial<VsgnConfig>
  readonly settings: {
    readonly deviationWeight: number
    readonly alignmentWeight: number
    readonly weightDecay: number
    readonly clip: number
    readonly rates: Rates
    readonly adam: AdamSettings
    readonly schedule: ScheduleSettings
  }
  readonly posts: readonly GoldenPost[]
  readonly longest: Readonly<Record<'words' | 'pieces' | 'captionWords' | 'captionPieces', number>>
  readonly steps: readonly { readonly loss: number; readonly gradientNorm: number }[]
  /** Of the first step, before clipping. */
  readonly gradients: Readonly<Record<string, readonly number[]>>
  /** After the last step. */
  readonly parameters: Readonly<Record<string, readonly number[]>>
}

interface GoldenText {
  readonly words: number
  readonly pieces: number
  readonly firsts: readonly number[]
}

interface GoldenPost extends GoldenText {
  readonly gold: readonly number[]
  readonly weight: number
  readonly caption: GoldenText
  readonly regions: number
  readonly picture: boolean
}

const read = (size: string): Golden =>
  JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'goldens', `trainingSteps.${size}.json`), 'utf8'),
  ) as Golden

/** The values that `fill` of the script gives a name. */
function fill(name: string, shape: readonly number[], amplitude: number, centre = 0): Float32Array {
  const hash = Array.from(name).reduce((sum, letter, k) => sum + (k + 1) * letter.charCodeAt(0), 0) % 10007
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => {
    const step = (31 * i * i + 7919 * i + 104729 * hash) % 10007
    return (step / 10007 - 0.5) * 2 * amplitude + centre
  })
}

function centreOf({ name, initialisation }: ParameterSpec): number {
  if (name === 'vsg.edge.balance') return 'value' in initialisation ? initialisation.value : NaN
  return name.endsWith('.scale') ? 1 : 0
}

const float = (shape: readonly number[], values: ArrayLike<number>): TensorData => ({
  dtype: 'float32',
  shape,
  values: Float32Array.from(values),
})

/** A bool mask [posts, length] of prefixes. */
const prefixes = (counts: readonly number[], length: number): TensorData => ({
  dtype: 'bool',
  shape: [counts.length, length],
  values: Uint8Array.from(counts.flatMap((count) => Array.from({ length }, (_, i) => Number(i < count)))),
})

const flags = (values: readonly boolean[]): TensorData => ({
  dtype: 'bool',
  shape: [values.length],
  values: Uint8Array.from(values, Number),
})

function firstPieces(texts: readonly GoldenText[], words: number, pieces: number): TensorData {
  const values = texts.flatMap(({ firsts }, post) =>
    Array.from({ length: words }, (_, word) => post * pieces + (firsts[word] ?? 0)),
  )
  return { dtype: 'int32', shape: [texts.length, words], values: Int32Array.from(values) }
}

function feedsOf(
  { posts, longest, settings }: Golden,
  inputs: readonly NamedTensorType[],
  labels: number,
): Record<string, TensorData> {
  const captions = posts.map(({ caption }) => caption)
  const count = (texts: readonly GoldenText[], part: 'words' | 'pieces'): number[] =>
    texts.map((text) => text[part])
  const known: Record<string, TensorData> = {
    word_mask: prefixes(count(posts, 'words'), longest.words),
    piece_mask: prefixes(count(posts, 'pieces'), longest.pieces),
    word_pieces: firstPieces(posts, longest.words, longest.pieces),
    caption_mask: prefixes(count(captions, 'words'), longest.captionWords),
    caption_piece_mask: prefixes(count(captions, 'pieces'), longest.captionPieces),
    caption_word_pieces: firstPieces(captions, longest.captionWords, longest.captionPieces),
    has_caption: flags(posts.map(() => true)),
    has_image: flags(posts.map(({ picture }) => picture)),
    region_mask: prefixes(
      posts.map(({ regions }) => regions),
      2,
    ),
    ...goldTensors(
      posts.map(({ gold }) => gold),
      longest.words,
      labels,
    ),
    weights: float(
      [posts.length],
      posts.map(({ weight }) => weight),
    ),
    emission_bias: float([posts.length, labels], new Float32Array(posts.length * labels)),
    deviation_weight: float([], [settings.deviationWeight]),
    alignment_weight: float([], [settings.alignmentWeight]),
  }
  const drawn = inputs
    .filter(({ name, dtype }) => dtype === 'float32' && !(name in known))
    .map(({ name, shape }) => [name, float(shape, fill(name, shape, 1))])
  return { ...(Object.fromEntries(drawn) as Record<string, TensorData>), ...known }
}

/** The largest difference of two lists, as a share of the largest expected value. */
function difference(found: ArrayLike<number> | undefined, expected: readonly number[]): number {
  if (found?.length !== expected.length) return NaN
  const scale = Math.max(1e-3, ...expected.map(Math.abs))
  return Math.max(...expected.map((value, index) => Math.abs(value - (found[index] ?? NaN)))) / scale
}

/** The names whose values differ by more than `most`. */
function differing(
  expected: Readonly<Record<string, readonly number[]>>,
  found: (name: string) => ArrayLike<number> | undefined,
  most: number,
): [string, number][] {
  return Object.entries(expected)
    .map(([name, values]): [string, number] => [name, difference(found(name), values)])
    .filter(([, distance]) => !(distance < most))
}

describe.each(['compact', 'full'])('training steps of the %s size against PyTorch', (size) => {
  it('have the same losses, gradients, norms and weights', async () => {
    const golden = read(size)
    const { settings, longest, posts } = golden
    const config = compactConfig(golden.config)
    const { words, pieces, captionWords, captionPieces } = longest
    const bucket = { batch: posts.length, words, pieces, captionWords, captionPieces, pictures: true }
    const graph = buildTrainingGraph(config, bucket)
    const specs = parameterSpecs(config)
    expect(new Set(Object.keys(golden.parameters))).toEqual(new Set(specs.map(({ name }) => name)))

    const values = new Map(specs.map((spec) => [spec.name, fill(spec.name, spec.shape, 0.6, centreOf(spec))]))
    const optimiser = new Optimiser(specs, { values, table: new Float32Array(0) }, config.rowWidth, settings)
    const parameterNames = new Set(specs.map(({ name }) => name))
    const others = graph.inputs.filter(({ name }) => !parameterNames.has(name))
    const inputs = optimiser.inputs(graph, feedsOf(golden, others, labelsOf(config).length))
    const outputs = optimiser.outputs(graph)
    const session = await OrtSession.create(graph.model, { device: 'cpu', threads: 1 })
    const floats = (name: string): Float32Array => (outputs[name] as TensorData).values as Float32Array
    for (const [step, { loss, gradientNorm }] of golden.steps.entries()) {
      await session.run(inputs, outputs)
      expect(floats('loss')[0]).toBeCloseTo(loss, 4)
      const squares = specs.map(({ name }) => floats(`d_${name}`).reduce((sum, g) => sum + g * g, 0))
      expect(Math.sqrt(squares.reduce((sum, square) => sum + square, 0))).toBeCloseTo(gradientNorm, 3)
      if (step === 0) expect(differing(golden.gradients, (name) => floats(`d_${name}`), 1e-4)).toEqual([])
      optimiser.step(graph, outputs, [], scheduleFactor(step, settings.schedule))
    }
    await session.dispose()
    expect(differing(golden.parameters, (name) => values.get(name), 1e-4)).toEqual([])
  })
})
