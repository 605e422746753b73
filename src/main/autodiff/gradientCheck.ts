import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import { OrtSession } from '../onnx/ortSession.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import { gradients } from './gradients.ts'
import { Graph } from './graph.ts'
import type { Var } from './graph.ts'
import { multiply } from './ops/elementwise.ts'
import { reduceSum } from './ops/reduce.ts'
import { reshape } from './ops/shape.ts'
import { SeededRandom } from './seededRandom.ts'
import { sizeOf } from './shapes.ts'
import type { Shape } from './shapes.ts'

export interface GradientCheck<Name extends string> {
  /** Float32 inputs to differentiate by. */
  readonly shapes: Readonly<Record<Name, Shape>>
  /** Builds any value from them; the loss is its sum under fixed random weights. */
  readonly build: (inputs: Readonly<Record<Name, Var>>, graph: Graph) => Var
  /** Where to evaluate; normal random values by default. */
  readonly point?: (random: SeededRandom) => number
  /** At most so many values of each input are tried; all by default. */
  readonly samples?: number
}

/** Large enough that float32 rounding does not drown the differences; the stencil takes care of curvature. */
const STEP = 1 / 256

/**
 * The largest |analytic − numeric| / max(1, |numeric|) over all values of all inputs, where numeric is the
 * fourth-order central difference of the forward pass. What a wrong rule leaves is far above 0.01.
 */
export async function gradientError<Name extends string>(check: GradientCheck<Name>): Promise<number> {
  const random = new SeededRandom(7)
  const graph = new Graph()
  const variables = Object.fromEntries(
    Object.entries<Shape>(check.shapes).map(([name, shape]) => [name, graph.input(name, 'float32', shape)]),
  ) as Record<Name, Var>
  const loss = weightedSum(check.build(variables, graph), random)
  const partials = gradients(loss, Object.values<Var>(variables))
  const outputs: Record<string, Var> = { loss }
  for (const [index, name] of Object.keys(variables).entries()) {
    const partial = partials[index]
    if (partial === null || partial === undefined) throw new Error(`the loss does not depend on ${name}`)
    outputs[`d_${name}`] = partial
  }
  const model = encodeOnnxModel(graph.model('check', outputs))
  const session = await OrtSession.create(model, { device: 'cpu', threads: 1 })
  try {
    return await sessionGradientError(
      session,
      randomInputs(check, random),
      Object.keys(variables),
      check.samples,
    )
  } finally {
    await session.dispose()
  }
}

function weightedSum(value: Var, random: SeededRandom): Var {
  const weights = Array.from({ length: sizeOf(value.shape) }, () => random.normal())
  const weighted = multiply(value, value.graph.constant('float32', weights, value.shape))
  return reshape(reduceSum(reshape(weighted, [weights.length]), [0]), [])
}

function randomInputs(check: GradientCheck<string>, random: SeededRandom): Record<string, TensorData> {
  const draw = check.point ?? ((source: SeededRandom) => source.normal())
  return Object.fromEntries(
    Object.entries(check.shapes).map(([name, shape]) => [
      name,
      { dtype: 'float32', shape, values: Float32Array.from({ length: sizeOf(shape) }, () => draw(random)) },
    ]),
  )
}

/**
 * The same for a session whose outputs are `loss` and `d_<name>`: over the named inputs, at most `samples`
 * values of each, spread evenly. The inputs are left as they were.
 */
async function sessionGradientError(
  session: OrtSession,
  inputs: Readonly<Record<string, TensorData>>,
  names: readonly string[],
  samples = Infinity,
): Promise<number> {
  const analytic = await session.run(inputs)
  let worst = 0
  for (const name of names) {
    const values = floatsOf(inputs, name)
    const gradient = floatsOf(analytic, `d_${name}`)
    const stride = Math.max(1, Math.ceil(values.length / samples))
    for (let index = 0; index < values.length; index += stride) {
      const original = values[index] as number
      const numeric = await slope(async (step) => {
        values[index] = original + step
        return lossOf(session, inputs)
      })
      values[index] = original
      worst = Math.max(worst, relativeError(gradient[index] as number, numeric))
    }
  }
  return worst
}

/**
 * For each group of named inputs, the error of the gradient along one random direction through all their values:
 * a check of every value in four runs a group, for graphs too large to try them singly. The session's outputs are
 * `loss` and `d_<name>`; the inputs are left as they were.
 */
export async function directionalErrors(
  session: OrtSession,
  inputs: Readonly<Record<string, TensorData>>,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<Record<string, number>> {
  const random = new SeededRandom(13)
  const analytic = await session.run(inputs)
  const errors: Record<string, number> = {}
  for (const [group, names] of Object.entries(groups)) {
    const moves = names.map((name) => {
      const values = floatsOf(inputs, name)
      const direction = values.map(() => random.normal() / Math.sqrt(values.length))
      return { values, original: values.slice(), direction, gradient: floatsOf(analytic, `d_${name}`) }
    })
    const numeric = await slope(async (step) => {
      for (const { values, original, direction } of moves)
        values.set(original.map((value, index) => value + step * (direction[index] as number)))
      return lossOf(session, inputs)
    })
    for (const { values, original } of moves) values.set(original)
    const along = moves.reduce((sum, { gradient, direction }) => sum + dot(gradient, direction), 0)
    errors[group] = relativeError(along, numeric)
  }
  return errors
}

function dot(x: Float32Array, y: Float32Array): number {
  return x.reduce((sum, value, index) => sum + value * (y[index] as number), 0)
}

/** f'(0) by a fourth-order central difference. */
async function slope(f: (step: number) => Promise<number>): Promise<number> {
  const near = (await f(STEP)) - (await f(-STEP))
  const far = (await f(2 * STEP)) - (await f(-2 * STEP))
  return (8 * near - far) / (12 * STEP)
}

async function lossOf(session: OrtSession, inputs: Readonly<Record<string, TensorData>>): Promise<number> {
  const loss = { dtype: 'float32', shape: [], values: new Float32Array(1) } as const
  await session.run(inputs, { loss })
  return loss.values[0] as number
}

function relativeError(analytic: number, numeric: number): number {
  return Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric))
}

function floatsOf(tensors: Readonly<Record<string, TensorData>>, name: string): Float32Array {
  const values = tensors[name]?.values
  if (!(values instanceof Float32Array)) throw new Error(`${name} is not a float32 tensor`)
  return values
}
