import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import type { AdamSettings } from './adamW.ts'
import { Graph } from './graph.ts'
import type { Var } from './graph.ts'
import {
  add,
  concat,
  divide,
  greater,
  multiply,
  reduceSum,
  reshape,
  slice,
  sqrt,
  square,
  subtract,
  where,
} from './ops/index.ts'
import { sizeOf } from './shapes.ts'
import type { Shape } from './shapes.ts'

/** Parameters that always take their steps together, at one rate and decay: one vector on the device. */
export interface ParameterChunk {
  readonly parameters: readonly { readonly name: string; readonly shape: Shape }[]
}

export interface AdamWGraph {
  /** A ModelProto. */
  readonly model: Uint8Array<ArrayBuffer>
  readonly outputs: readonly string[]
}

/** Rows of this width are summed first: one long sum would be one thread of the device. */
const ROW = 1024
/** What a step of a chunk is told: see `chunkRates`. */
const RATES = 3

/** Values of a chunk on the device: whole rows, the rest zeros that stay zeros. */
export function chunkSize({ parameters }: ParameterChunk): number {
  const size = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  return ROW * Math.ceil(size / ROW)
}

/** The numbers of a step of a chunk: lr / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ) and 1 − lr · decay. */
export function chunkRates(
  { beta1, beta2 }: AdamSettings,
  steps: number,
  learningRate: number,
  weightDecay: number,
): [number, number, number] {
  return [
    learningRate / (1 - beta1 ** steps),
    1 / Math.sqrt(1 - beta2 ** steps),
    1 - learningRate * weightDecay,
  ]
}

/**
 * A step of `AdamW` with clipping as a graph, for state that stays on a device. Chunk c is the vectors p.c, m.c and v.c
 * [chunkSize]. Fed are these, `d_<parameter>`, rates [chunks, 3] (`chunkRates`), squares, the Σ g² of gradients that are
 * not here, and loss with losses [n], the last n of them, n at least 2. It gives the vectors after the step by the same names with
 * `next.` before them, each parameter by its name, next.losses, and scale, what every gradient was multiplied by:
 * limit / (‖g‖ + 1e-6) where the norm of all gradients is above the limit, else 1.
 */
export function buildAdamWGraph(
  chunks: readonly ParameterChunk[],
  { beta1, beta2, epsilon }: AdamSettings,
  limit: number,
  losses: number,
): AdamWGraph {
  const graph = new Graph()
  const rates = graph.input('rates', 'float32', [chunks.length, RATES])
  const gradients = chunks.map((chunk) => flatGradient(graph, chunk))
  const squares = gradients.map(totalOfSquares)
  const norm = sqrt(squares.reduce((sum, part) => add(sum, part), graph.input('squares', 'float32', [1])))
  const scale = where(
    greater(norm, graph.constant('float32', [limit], [1])),
    divide(graph.constant('float32', [limit], [1]), add(norm, 1e-6)),
    graph.constant('float32', [1], [1]),
  )
  const outputs: Record<string, Var> = { scale }
  for (const [index, chunk] of chunks.entries()) {
    const size = chunkSize(chunk)
    const [p, m, v] = ['p', 'm', 'v'].map((part) => graph.input(`${part}.${index}`, 'float32', [size])) as [
      Var,
      Var,
      Var,
    ]
    const [rate, correction, keep] = [0, 1, 2].map((column) =>
      reshape(slice(slice(rates, 0, index, index + 1), 1, column, column + 1), [1]),
    ) as [Var, Var, Var]
    const g = multiply(gradients[index] as Var, scale)
    const mean = add(multiply(m, beta1), multiply(g, 1 - beta1))
    const squared = add(multiply(v, beta2), multiply(square(g), 1 - beta2))
    const step = divide(multiply(mean, rate), add(multiply(sqrt(squared), correction), epsilon))
    const next = subtract(multiply(p, keep), step)
    Object.assign(outputs, {
      [`next.p.${index}`]: next,
      [`next.m.${index}`]: mean,
      [`next.v.${index}`]: squared,
    })
    let offset = 0
    for (const { name, shape } of chunk.parameters) {
      outputs[name] = reshape(slice(next, 0, offset, offset + sizeOf(shape)), shape)
      offset += sizeOf(shape)
    }
  }
  const known = graph.input('losses', 'float32', [losses])
  const loss = reshape(graph.input('loss', 'float32', []), [1])
  outputs['next.losses'] = concat([slice(known, 0, 1, losses), loss], 0)
  const model = graph.model('adamw', outputs)
  return { model: encodeOnnxModel(model), outputs: model.outputs.map(({ name }) => name) }
}

function flatGradient(graph: Graph, chunk: ParameterChunk): Var {
  const parts = chunk.parameters.map(({ name, shape }) =>
    reshape(graph.input(`d_${name}`, 'float32', shape), [sizeOf(shape)]),
  )
  const filled = chunk.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  const rest = chunkSize(chunk) - filled
  if (rest > 0) parts.push(graph.constant('float32', new Array<number>(rest).fill(0), [rest]))
  return parts.length === 1 ? (parts[0] as Var) : concat(parts, 0)
}

/** Σ g², [1]. */
function totalOfSquares(gradient: Var): Var {
  const rows = sizeOf(gradient.shape) / ROW
  return reshape(reduceSum(reduceSum(reshape(square(gradient), [rows, ROW]), [1]), [0, 1]), [1])
}
