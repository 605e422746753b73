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
  readonly threads?: number
}

/** Large enough that float32 rounding does not drown the difference, small enough for curvature. */
const STEP = 1 / 128

/**
 * The largest |analytic − numeric| / max(1, |numeric|) over all values of all inputs, where numeric is the
 * central difference of the forward pass: what is left of a wrong rule is far above 0.01.
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
  const session = await OrtSession.create(model, { device: 'cpu', threads: check.threads ?? 1 })
  try {
    return await worstDifference(session, randomInputs(check, random))
  } finally {
    await session.dispose()
  }
}

function weightedSum(value: Var, random: SeededRandom): Var {
  const weights = Array.from({ length: sizeOf(value.shape) }, () => random.normal())
  const weighted = multiply(value, value.graph.constant('float32', weights, value.shape))
  return reduceSum(reshape(weighted, [weights.length]), [0])
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

async function worstDifference(session: OrtSession, inputs: Record<string, TensorData>): Promise<number> {
  const lossAt = async (): Promise<number> => Number((await session.run(inputs)).loss?.values[0])
  const analytic = await session.run(inputs)
  let worst = 0
  for (const [name, { values }] of Object.entries(inputs))
    for (let index = 0; index < values.length; index++) {
      const original = Number(values[index])
      values[index] = original + STEP
      const above = await lossAt()
      values[index] = original - STEP
      const below = await lossAt()
      values[index] = original
      const numeric = (above - below) / (2 * STEP)
      const difference = Math.abs(Number(analytic[`d_${name}`]?.values[index]) - numeric)
      worst = Math.max(worst, difference / Math.max(1, Math.abs(numeric)))
    }
  return worst
}
