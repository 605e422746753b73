import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node'
import type { DataType, TensorType, TensorValues } from './onnxModel.ts'

/** A tensor as callers hold it: a typed array (row-major) with its shape. */
export interface TensorData extends TensorType {
  readonly values: TensorValues
}

/**
 * What onnxruntime 1.30 joins on the CPU to its loss: a residual and its layer normalisation, which take five times as long
 * in one operator, as it adds up value by value; and a transposition and the product it is laid out for (see
 * `transposedTimes`).
 */
const SLOW_FUSIONS = {
  optimization: { disable_specified_optimizers: 'SkipLayerNormFusion;GemmTransposeFusion' },
}

/** What the program trains on, and serves on by itself. */
export type ComputeDevice = 'cpu' | 'webgpu'
/** What a graph can be run on where onnxruntime offers it. */
export type ServingDevice = ComputeDevice | 'cuda' | 'directml' | 'coreml'

/** onnxruntime's names of the devices. */
const PROVIDERS: Readonly<Record<ServingDevice, string>> = {
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
}

/** The devices that the installed onnxruntime-node knows; whether one answers here shows when a session is made. */
export function offeredDevices(): ServingDevice[] {
  const known = new Set(listSupportedBackends().map(({ name }) => name))
  return (Object.keys(PROVIDERS) as ServingDevice[]).filter((device) => known.has(PROVIDERS[device]))
}

export interface OrtSessionOptions {
  readonly device: ServingDevice
  /** Threads inside one operator. Results are bit-for-bit equal only between runs with equal counts. */
  readonly threads: number
  /** Writes onnxruntime's whole log to stderr, among it the device that every node was placed on. */
  readonly verbose?: boolean
  /** Plans the working memory ahead: a few per cent faster, a third more memory. Worth it where sessions are few. */
  readonly memoryPattern?: boolean
  /** Outputs that stay in the memory of the device; see `runOnDevice`. Where it is not WebGPU they are as any others. */
  readonly keep?: readonly string[]
}

/** A tensor in the memory of the device, to be fed to sessions on it; freed by `dispose` alone. */
export class DeviceTensor {
  readonly tensor: Tensor

  constructor(tensor: Tensor) {
    this.tensor = tensor
  }

  get shape(): readonly number[] {
    return this.tensor.dims
  }

  dispose(): void {
    this.tensor.dispose()
  }
}

export type AnyTensor = TensorData | DeviceTensor

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
      executionProviders: [PROVIDERS[options.device]],
      intraOpNumThreads: options.threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // A pattern keeps a second copy of the working memory: a third more for a few per cent of speed.
      // DirectML refuses patterns.
      // So does the arena that patterns are laid in, which grows by doubling.
      enableCpuMemArena: options.memoryPattern === true,
      enableMemPattern: options.memoryPattern === true && options.device !== 'directml',
      ...(options.keep !== undefined &&
        options.device === 'webgpu' && {
          preferredOutputLocation: Object.fromEntries(options.keep.map((name) => [name, 'gpu-buffer'])),
        }),
      logSeverityLevel: options.verbose === true ? 0 : 3,
      // Idle threads that spin make a step 1.8 times slower as soon as one core is busy elsewhere.
      extra: {
        session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } },
        ...(options.device === 'cpu' && SLOW_FUSIONS),
      },
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
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromTensor(tensor)]))
  }

  /**
   * Runs the graph once: outputs of `keep` stay on the device, the others come back. It returns before the device is
   * through where all stay. Always all outputs: onnxruntime 1.30 takes the places of some for those of others.
   */
  async runOnDevice(feeds: Readonly<Record<string, AnyTensor>>): Promise<Record<string, AnyTensor>> {
    const results = await this.#runTensors(toTensors(feeds), null)
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [
        name,
        tensor.location === 'cpu' ? fromTensor(tensor) : new DeviceTensor(tensor),
      ]),
    )
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

function fromTensor(tensor: Tensor): TensorData {
  return { dtype: tensor.type as DataType, shape: tensor.dims, values: tensor.data as TensorValues }
}

function toTensors(named: Readonly<Record<string, AnyTensor>>): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {}
  for (const [name, data] of Object.entries(named)) {
    if (data instanceof DeviceTensor) {
      tensors[name] = data.tensor
      continue
    }
    const view = views.get(data) ?? new Tensor(data.dtype, data.values, data.shape)
    views.set(data, view)
    tensors[name] = view
  }
  return tensors
}
