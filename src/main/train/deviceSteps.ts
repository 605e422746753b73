import type { Moments } from '../autodiff/adamW.ts'
import { ADAM_DEFAULTS } from '../autodiff/adamW.ts'
import type { ParameterChunk } from '../autodiff/adamWGraph.ts'
import { buildAdamWGraph, chunkRates, chunkSize } from '../autodiff/adamWGraph.ts'
import { Graph } from '../autodiff/graph.ts'
import { sizeOf } from '../autodiff/shapes.ts'
import { encodeOnnxModel } from '../onnx/onnxModel.ts'
import type { AnyTensor, OrtSessionOptions, TensorData } from '../onnx/ortSession.ts'
import { DeviceTensor, OrtSession } from '../onnx/ortSession.ts'
import type { BucketSession } from '../vsgn/network/bucketSessions.ts'
import type { ParameterGroup, ParameterSpec } from '../vsgn/network/parameters.ts'
import type { TrainingGraph } from '../vsgn/network/trainingGraph.ts'
import type { OptimiserSettings, OptimiserState, Weights } from './optimiser.ts'
import { float } from './optimiser.ts'
import type { RowGradient } from './rowOptimiser.ts'
import { RowOptimiser } from './rowOptimiser.ts'
import type { StepTaker } from './stepTaker.ts'

/** Losses are read this often. */
const LOSSES_KEPT = 16
/** Values of a chunk: 96 MiB, below the 128 that every WebGPU device binds. */
const MOST_VALUES = 24 * 2 ** 20
const OF_ROWS: readonly string[] = ['d_rows', 'd_caption_rows']

/** Parameters of one rate and decay that the same graphs use, and the steps they have taken. */
interface Chunk extends ParameterChunk {
  readonly key: string
  readonly group: ParameterGroup
  readonly decays: boolean
  steps: number
}

/** Outputs of a training graph that `DeviceSteps` leaves on the device. */
export function keptOnDevice({ outputs }: TrainingGraph): string[] {
  return outputs.map(({ name }) => name).filter((name) => !OF_ROWS.includes(name))
}

/**
 * Steps whose parameters, gradients and moments stay in the memory of a device: a training graph hands its gradients to
 * an AdamW graph (`buildAdamWGraph`), and both read what it left there. What comes back each step are the gradients of the
 * table's rows, which are looked up and moved here, and the factor of clipping; losses come back every 16 steps.
 */
export class DeviceSteps implements StepTaker {
  readonly #options: OrtSessionOptions
  readonly #weights: Weights
  readonly #settings: OptimiserSettings
  readonly #rows: RowOptimiser
  readonly #chunks: readonly Chunk[]
  /** Parameters by name, p, m and v of each chunk, and the losses: on the device after their first step. */
  readonly #state = new Map<string, AnyTensor>()
  readonly #updates = new Map<string, Promise<{ session: OrtSession; chunks: readonly Chunk[] }>>()
  readonly #readers = new Map<number, Promise<OrtSession>>()
  #unread = 0
  #read: number[] = []

  /** `uses`: for each kind of graph the names of its parameters. `weights` are what it starts from. */
  constructor(
    options: OrtSessionOptions,
    specs: readonly ParameterSpec[],
    uses: readonly ReadonlySet<string>[],
    weights: Weights,
    rowWidth: number,
    settings: OptimiserSettings,
    resumed: OptimiserState | null,
  ) {
    this.#options = options
    this.#weights = weights
    this.#settings = settings
    const adam = settings.adam ?? ADAM_DEFAULTS
    this.#rows = new RowOptimiser(weights.table, rowWidth, adam)
    if (resumed !== null) this.#rows.restore(resumed.table)
    this.#chunks = chunksOf(specs, uses, resumed)
    for (const { name, shape } of specs) this.#state.set(name, float(shape, this.#valuesOf(name)))
    for (const chunk of this.#chunks) {
      const flat = (part: string, valuesOf: (name: string) => Float32Array | undefined): void => {
        const values = new Float32Array(chunkSize(chunk))
        for (const [name, at] of offsets(chunk)) values.set(valuesOf(name) ?? [], at)
        this.#state.set(`${part}.${chunk.key}`, float([values.length], values))
      }
      flat('p', (name) => this.#valuesOf(name))
      flat('m', (name) => resumed?.moments.get(name)?.mean)
      flat('v', (name) => resumed?.moments.get(name)?.square)
    }
    this.#state.set('losses', float([LOSSES_KEPT], new Float32Array(LOSSES_KEPT)))
  }

  async take(
    { graph, session }: BucketSession<TrainingGraph>,
    feeds: Readonly<Record<string, TensorData>>,
    rowGradients: readonly RowGradient[],
    factor: number,
  ): Promise<void> {
    const inputs = Object.fromEntries(
      graph.inputs.map(({ name }) => [name, feeds[name] ?? this.#stateOf(name)]),
    )
    const outputs = await session.runOnDevice(inputs)
    this.#rows.take(rowGradients, (name) => valuesIn(outputs[name]))

    const { session: update, chunks } = await this.#updateFor(graph)
    const rates = chunks.flatMap((chunk) => {
      const { rates: peaks, weightDecay, adam = ADAM_DEFAULTS } = this.#settings
      return chunkRates(adam, ++chunk.steps, peaks[chunk.group] * factor, chunk.decays ? weightDecay : 0)
    })
    const { scale, ...moved } = await update.runOnDevice({
      ...outputs,
      ...this.#vectors(chunks),
      rates: float([chunks.length, 3], Float32Array.from(rates)),
      squares: float([1], Float32Array.of(this.#rows.sumOfSquares())),
      losses: this.#stateOf('losses'),
    })
    for (const output of Object.values(outputs)) free(output)
    for (const [name, tensor] of Object.entries(moved)) this.#replace(name, chunks, tensor)
    this.#unread++
    this.#rows.step(this.#settings.rates.table * factor, valuesIn(scale)?.[0] as number)
  }

  async losses(all: boolean): Promise<readonly number[]> {
    if (all || this.#unread === LOSSES_KEPT) await this.#readLosses()
    const taken = this.#read
    this.#read = []
    return taken
  }

  async collect(): Promise<OptimiserState> {
    const moments = new Map<string, Moments>()
    for (const chunk of this.#chunks) {
      const values = await this.#download(`p.${chunk.key}`)
      const mean = await this.#download(`m.${chunk.key}`)
      const square = await this.#download(`v.${chunk.key}`)
      for (const [name, at, size] of offsets(chunk)) {
        this.#valuesOf(name).set(values.subarray(at, at + size))
        if (chunk.steps > 0)
          moments.set(name, {
            steps: chunk.steps,
            mean: mean.slice(at, at + size),
            square: square.slice(at, at + size),
          })
      }
    }
    return { moments, table: this.#rows.state() }
  }

  async dispose(): Promise<void> {
    const updates = await Promise.allSettled(this.#updates.values())
    const readers = await Promise.allSettled(this.#readers.values())
    // what could not be opened holds nothing, and is no reason to keep the rest
    for (const update of updates) if (update.status === 'fulfilled') await update.value.session.dispose()
    for (const reader of readers) if (reader.status === 'fulfilled') await reader.value.dispose()
    for (const tensor of this.#state.values()) free(tensor)
    this.#state.clear()
  }

  #valuesOf(name: string): Float32Array {
    return this.#weights.values.get(name) as Float32Array
  }

  #stateOf(name: string): AnyTensor {
    const found = this.#state.get(name)
    if (found === undefined) throw new Error(`nothing is fed to "${name}"`)
    return found
  }

  /** p, m and v of some chunks by the names of their graph, which counts these chunks from 0. */
  #vectors(chunks: readonly Chunk[]): Record<string, AnyTensor> {
    return Object.fromEntries(
      chunks.flatMap(({ key }, index) =>
        ['p', 'm', 'v'].map((part) => [`${part}.${index}`, this.#stateOf(`${part}.${key}`)]),
      ),
    )
  }

  /** Puts an output of an AdamW graph in the place of what it follows. */
  #replace(output: string, chunks: readonly Chunk[], tensor: AnyTensor): void {
    const [, part, index] = /^next\.([pmv])\.(\d+)$/u.exec(output) ?? []
    const vector = part === undefined ? null : `${part}.${chunks[Number(index)]?.key ?? ''}`
    const name = vector ?? (output === 'next.losses' ? 'losses' : output)
    free(this.#stateOf(name))
    this.#state.set(name, tensor)
  }

  /** The AdamW graph of the parameters that a training graph uses. */
  #updateFor({ parameters }: TrainingGraph) {
    const names = new Set(parameters.map(({ name }) => name))
    const chunks = this.#chunks.filter((chunk) => chunk.parameters.some(({ name }) => names.has(name)))
    const key = chunks.map((chunk) => chunk.key).join()
    const known = this.#updates.get(key)
    if (known !== undefined) return known
    const opening = this.#openUpdate(chunks)
    this.#updates.set(key, opening)
    return opening
  }

  async #openUpdate(chunks: readonly Chunk[]) {
    const { adam = ADAM_DEFAULTS, clip } = this.#settings
    const { model, outputs } = buildAdamWGraph(chunks, adam, clip, LOSSES_KEPT)
    const keep = outputs.filter((name) => name !== 'scale')
    return {
      session: await OrtSession.create(model, { ...this.#options, keep }),
      chunks,
    }
  }

  async #readLosses(): Promise<void> {
    if (this.#unread === 0) return
    const last = await this.#download('losses')
    this.#read.push(...last.subarray(LOSSES_KEPT - this.#unread))
    this.#unread = 0
  }

  /** A device's tensor is read by a graph that does nothing else: onnxruntime's own way ends the process. */
  async #download(name: string): Promise<Float32Array> {
    const tensor = this.#stateOf(name)
    if (!(tensor instanceof DeviceTensor)) return tensor.values as Float32Array
    const [size] = tensor.shape as readonly [number]
    const reader = this.#readers.get(size) ?? this.#openReader(size)
    this.#readers.set(size, reader)
    const { read } = await (await reader).runOnDevice({ x: tensor })
    return valuesIn(read) as Float32Array
  }

  #openReader(size: number): Promise<OrtSession> {
    const graph = new Graph()
    const model = graph.model('read', { read: graph.input('x', 'float32', [size]) })
    return OrtSession.create(encodeOnnxModel(model), this.#options)
  }
}

/** Values that came back; undefined: there are none. */
function valuesIn(tensor: AnyTensor | undefined): Float32Array | undefined {
  return tensor === undefined || tensor instanceof DeviceTensor ? undefined : (tensor.values as Float32Array)
}

function free(tensor: AnyTensor): void {
  if (tensor instanceof DeviceTensor) tensor.dispose()
}

/** The place of each parameter in the vectors of its chunk, and its values. */
function offsets({ parameters }: ParameterChunk): [name: string, at: number, size: number][] {
  let at = 0
  return parameters.map(({ name, shape }) => {
    const start = at
    at += sizeOf(shape)
    return [name, start, sizeOf(shape)]
  })
}

function chunksOf(
  specs: readonly ParameterSpec[],
  uses: readonly ReadonlySet<string>[],
  resumed: OptimiserState | null,
): Chunk[] {
  const open = new Map<string, { size: number; chunk: Chunk & { parameters: ParameterSpec[] } }>()
  const chunks: Chunk[] = []
  for (const spec of specs) {
    const { name, shape, group, decays } = spec
    const steps = resumed?.moments.get(name)?.steps ?? 0
    const kind = [group, decays, steps, ...uses.map((names) => names.has(name))].join()
    const known = open.get(kind)
    if (known !== undefined && known.size + sizeOf(shape) <= MOST_VALUES) {
      known.size += sizeOf(shape)
      known.chunk.parameters.push(spec)
      continue
    }
    const chunk = { key: String(chunks.length), parameters: [spec], group, decays, steps }
    open.set(kind, { size: sizeOf(shape), chunk })
    chunks.push(chunk)
  }
  return chunks
}
