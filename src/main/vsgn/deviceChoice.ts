import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import type { EmissionOptions, TaggerInput } from './emissionModel.ts'
import type { Precision } from './network/precision.ts'
import type { PackPrecision } from './packManifest.ts'

export type DeviceRequest = 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml'
export type PrecisionRequest = 'auto' | Precision

/** What is tried out: see `EmissionModel`. */
export interface TriedModel {
  run(inputs: readonly TaggerInput[]): Promise<Float32Array[]>
  dispose(): Promise<void>
}

export interface ChosenDevice<Model> {
  readonly model: Model
  readonly device: ComputeDevice
  readonly precision: Precision
  /** Why, in one line. */
  readonly note: string
}

type Milliseconds = () => number

interface Choice {
  readonly device: DeviceRequest
  readonly threads: number
  readonly precision?: PrecisionRequest
}

/** Scores differ in the last digits between devices, and more in 16 bits; a difference larger than this is a fault. */
const TOLERANCE = { float32: 0.02, float16: 0.1 }
const SELF_TEST: readonly TaggerInput[] = Array.from({ length: 16 }, () => ({
  tokens: ['Ada', 'Berg', 'met', 'the', 'Lions', 'in', 'Rome', '!'],
  caption: null,
  picture: null,
}))

/**
 * `auto` takes WebGPU when an adapter answers, agrees with the CPU on a self-test and is faster there; else the CPU. On
 * WebGPU 16-bit floats are taken where the adapter has them and the same self-test finds them right and faster. On the
 * CPU a model runs in the precision of its pack. What was asked for by name is used or refused, never replaced in silence.
 */
export async function chooseDevice<Model extends TriedModel>(
  make: (options: EmissionOptions) => Model,
  { device, threads, precision = 'auto' }: Choice,
  ofPack: PackPrecision,
  now: Milliseconds = () => performance.now(),
): Promise<ChosenDevice<Model>> {
  refuseMissing(device, precision)
  const onCpu = precision === 'auto' ? ofPack : precision
  const cpu = (): Model => make({ device: 'cpu', threads, precision: onCpu })
  if (device === 'cpu') return { model: cpu(), device, precision: onCpu, note: 'CPU, as asked' }
  if (precision === 'int8')
    return { model: cpu(), device: 'cpu', precision, note: 'CPU; int8 is for it alone' }

  const trial = await tryWebGpu(make, threads, precision, now)
  if (device === 'webgpu' || onCpu === 'float16') {
    if (typeof trial !== 'string') return onWebGpu(trial)
    throw new WorkbenchError('refused', `WebGPU cannot be used: ${trial}. Choose cpu, or auto.`)
  }
  const served = cpu()
  if (typeof trial === 'string')
    return { model: served, device: 'cpu', precision: onCpu, note: `CPU; ${trial}` }
  const slower = trial.took >= (await timed(served, now))
  await (slower ? trial.model : served).dispose()
  if (!slower) return onWebGpu(trial)
  const note = 'CPU; a WebGPU adapter answers, but it is slower here'
  return { model: served, device: 'cpu', precision: onCpu, note }
}

function onWebGpu<Model>({ model, precision, note }: Exclude<Trial<Model>, string>): ChosenDevice<Model> {
  return { model, device: 'webgpu', precision, note }
}

function refuseMissing(device: DeviceRequest, precision: PrecisionRequest): void {
  if (device !== 'auto' && device !== 'cpu' && device !== 'webgpu')
    throw new WorkbenchError(
      'refused',
      `The device "${device}" is not part of this build, which runs models on cpu and webgpu. Choose one of them, or auto.`,
    )
  const unfit = { cpu: 'float16', webgpu: 'int8', auto: null }[device]
  if (precision === unfit)
    throw new WorkbenchError(
      'refused',
      `Models do not run in ${precision} on ${device}. Choose ${device === 'cpu' ? 'float32 or int8' : 'float32 or float16'}, or auto.`,
    )
}

/** A model that works with how long it takes, or why there is none. */
type Trial<Model> =
  | {
      readonly model: Model
      readonly precision: Precision
      /** Milliseconds of a run that is not the first. */
      readonly took: number
      readonly note: string
    }
  | string

/** In 32 bits, in 16, or in whichever of them is right and faster. */
async function tryWebGpu<Model extends TriedModel>(
  make: (options: EmissionOptions) => Model,
  threads: number,
  precision: 'auto' | 'float32' | 'float16',
  now: Milliseconds,
): Promise<Trial<Model>> {
  const reference = make({ device: 'cpu', threads })
  const expected = await reference.run(SELF_TEST)
  await reference.dispose()
  const trial = (tried: 'float32' | 'float16'): Promise<Trial<Model>> =>
    tryOne(() => make({ device: 'webgpu', threads, precision: tried }), tried, expected, now)
  if (precision !== 'auto') return trial(precision)
  const whole = await trial('float32')
  if (typeof whole === 'string') return whole
  const half = await trial('float16')
  if (typeof half === 'string') return { ...whole, note: `${whole.note}; not in 16-bit floats: ${half}` }
  const [chosen, other] = half.took < whole.took ? [half, whole] : [whole, half]
  await other.model.dispose()
  return chosen
}

async function tryOne<Model extends TriedModel>(
  make: () => Model,
  precision: 'float32' | 'float16',
  expected: readonly Float32Array[],
  now: Milliseconds,
): Promise<Trial<Model>> {
  const model = make()
  try {
    const difference = largestDifference(expected, await model.run(SELF_TEST))
    if (difference <= TOLERANCE[precision]) {
      const note = `WebGPU in ${precision}; its self-test agrees with the CPU`
      // the first run compiled shaders and packed weights
      return { model, precision, took: await timed(model, now), note }
    }
    await model.dispose()
    return `its self-test differs from the CPU by ${difference.toFixed(3)}`
  } catch (error) {
    // what onnxruntime says names its own source files: only what it means is told
    await model.dispose().catch(() => undefined)
    const lacksHalf = precision === 'float16' && error instanceof Error && error.message.includes('f16')
    return lacksHalf ? 'the adapter does not have them' : 'no WebGPU adapter answers'
  }
}

async function timed(model: TriedModel, now: Milliseconds): Promise<number> {
  await model.run(SELF_TEST)
  const start = now()
  await model.run(SELF_TEST)
  return now() - start
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let largest = 0
  for (const [row, values] of a.entries())
    for (const [index, value] of values.entries()) {
      const difference = Math.abs(value - (b[row]?.[index] ?? Number.NaN))
      if (!(difference <= largest)) largest = difference
    }
  return largest
}
