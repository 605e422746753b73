import type { TensorData } from '../onnx/ortSession.ts'
import type { BucketSession } from '../vsgn/network/bucketSessions.ts'
import type { TrainingGraph } from '../vsgn/network/trainingGraph.ts'
import type { Optimiser, OptimiserState } from './optimiser.ts'
import type { RowGradient } from './rowOptimiser.ts'

/** Runs forward and backward passes and moves the weights, wherever they are. */
export interface StepTaker {
  /** One step on these feeds; `factor` is the schedule's share of the peak rates. */
  take(
    bucket: BucketSession<TrainingGraph>,
    feeds: Readonly<Record<string, TensorData>>,
    rowGradients: readonly RowGradient[],
    factor: number,
  ): Promise<void>
  /** The losses of the steps since they were last asked for, in order; without `all` those that lie ready. */
  losses(all: boolean): Promise<readonly number[]>
  /** Brings the weights into the arrays they were given in, and gives the state for a checkpoint. */
  collect(): Promise<OptimiserState>
  dispose(): Promise<void>
}

/** Steps on the CPU: gradients are written into arrays that are there, and AdamW runs over them. */
export class CpuSteps implements StepTaker {
  readonly #optimiser: Optimiser
  #losses: number[] = []

  constructor(optimiser: Optimiser) {
    this.#optimiser = optimiser
  }

  async take(
    { graph, session }: BucketSession<TrainingGraph>,
    feeds: Readonly<Record<string, TensorData>>,
    rowGradients: readonly RowGradient[],
    factor: number,
  ): Promise<void> {
    const outputs = this.#optimiser.outputs(graph)
    await session.run(this.#optimiser.inputs(graph, feeds), outputs)
    const loss = (outputs.loss as TensorData).values[0] as number
    this.#losses.push(loss)
    // weights that a loss of no number would ruin stay as they are
    if (Number.isFinite(loss)) this.#optimiser.step(graph, outputs, rowGradients, factor)
  }

  losses(): Promise<readonly number[]> {
    const taken = this.#losses
    this.#losses = []
    return Promise.resolve(taken)
  }

  collect(): Promise<OptimiserState> {
    return Promise.resolve(this.#optimiser.state())
  }

  dispose(): Promise<void> {
    return Promise.resolve()
  }
}
