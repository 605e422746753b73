import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { DataType, TensorType, TensorValues } from './onnxModel.ts'

/** A tensor as callers hold it: a typed array (row-major) with its shape. */
export interface TensorData extends TensorType {
  readonly values: TensorValues
}

export type ComputeDevice = 'cpu' | 'webgpu'

export interface OrtSessionOptions {
  readonly device: ComputeDevice
  /** Threads inside one operator. Results are bit-for-bit equal only between runs with equal counts. */
  readonly threads: number
  /** Writes onnxruntime's whole log to stderr, among it the device that every node was placed on. */
  readonly verbose?: boolean
  /** Plans the working memory ahead: a few per cent faster, a third more memory. Worth it where sessions are few. */
  readonly memoryPattern?: boolean
}

/**
 * One loaded graph. Runs block the JavaScript thread for their whole length (onnxruntime-node calls the
 * native library synchronously), so sessions belong in a process of their own.
 */
export class OrtSession {
  readonly #session: InferenceSession
  #running = 0
  #closed = false
  #whenIdle: (() => void) | null = null

  private constructor(session: InferenceSession) {
    this.#session = session
  }

  /** Loads a model from its bytes or from a file. Throws onnxruntime's Error when the graph is invalid. */
  static async create(model: Uint8Array | string, options: OrtSessionOptions): Promise<OrtSession> {
    const settings: InferenceSession.SessionOptions = {
      executionProviders: [options.device],
      intraOpNumThreads: options.threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // A pattern keeps a second copy of the working memory: a third more for a few per cent of speed.
      enableMemPattern: options.memoryPattern === true,
      logSeverityLevel: options.verbose === true ? 0 : 3,
      // Idle threads that spin make a step 1.8 times slower as soon as one core is busy elsewhere.
      extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    }
    const session =
      typeof model === 'string'
        ? await InferenceSession.create(model, settings)
        : await InferenceSession.create(model, settings)
    return new OrtSession(session)
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames
  }

  get outputNames(): readonly string[] {
    return this.#session.outputNames
  }

  /**
   * Runs the graph once. With `into`, exactly those outputs are computed into the given arrays (CPU only) and
   * no output memory is allocated; without it every output comes back in new arrays.
   * An array must not be an input and an output of one run.
   */
  async run(
    inputs: Readonly<Record<string, TensorData>>,
    into?: Readonly<Record<string, TensorData>>,
  ): Promise<Record<string, TensorData>> {
    const results = await this.#runTensors(toTensors(inputs), into === undefined ? null : toTensors(into))
    const outputs: Record<string, TensorData> = {}
    for (const [name, tensor] of Object.entries(results))
      outputs[name] = {
        dtype: tensor.type as DataType,
        shape: tensor.dims,
        values: tensor.data as TensorValues,
      }
    return outputs
  }

  /** Frees the native memory once the runs that were asked for are through. */
  async dispose(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve))
    await this.#session.release()
  }

  async #runTensors(
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor> | null,
  ): Promise<InferenceSession.ReturnType> {
    // Native code does not survive a run of a freed session.
    if (this.#closed) throw new Error('the session is closed')
    this.#running += 1
    try {
      return fetches === null ? await this.#session.run(feeds) : await this.#session.run(feeds, fetches)
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#whenIdle?.()
    }
  }
}

/** onnxruntime's view of tensors that are fed again and again, such as weights: making one takes longer than a look-up. */
const views = new WeakMap<TensorData, Tensor>()

function toTensors(named: Readonly<Record<string, TensorData>>): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {}
  for (const [name, data] of Object.entries(named)) {
    const view = views.get(data) ?? new Tensor(data.dtype, data.values, data.shape)
    views.set(data, view)
    tensors[name] = view
  }
  return tensors
}
