import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { offeredDevices } from '../onnx/ortSession.ts'
import type { ServingDevice } from '../onnx/ortSession.ts'
import type { EmissionOptions, TaggerInput } from './emissionModel.ts'
import type { Precision } from './network/precision.ts'
import type { PackPrecision } from './packManifest.ts'

export type DeviceRequest = 'auto' | ServingDevice
export type PrecisionRequest = 'auto' | Precision

/** What is tried out: see `EmissionModel`. */
export interface TriedModel {
  run(inputs: readonly TaggerInput[]): Promise<Float32Array[]>
  dispose(): Promise<void>
}

export interface ChosenDevice<Model> {
  readonly model: Model
  readonly device: ServingDevice
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
/** The precisions that can be asked of a device. */
const FITTING: Readonly<Record<DeviceRequest, readonly Precision[]>> = {
  auto: ['float32', 'float16', 'int8'],
  cpu: ['float32', 'int8'],
  webgpu: ['float32', 'float16'],
  cuda: ['float32'],
  directml: ['float32'],
  coreml: ['float32'],
}
const TITLES: Readonly<Record<ServingDevice, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  directml: 'DirectML',
  coreml: 'CoreML',
}
const SELF_TEST: readonly TaggerInput[] = Array.from({ length: 16 }, () => ({
  tokens: ['Ada', 'Berg', 'met', 'the', 'Lions', 'in', 'Rome', '!'],
  caption: null,
  picture: null,
}))

/**
 * `auto` takes WebGPU when an adapter answers, agrees with the CPU on a self-test and is faster there; else the CPU. On
 * WebGPU 16-bit floats are taken where the adapter has them and the same self-test finds them right and faster. On the
 * CPU a model runs in the precision of its pack. CUDA, DirectML and CoreML run models in 32 bits, by name, where
 * onnxruntime offers them and the self-test passes. What was asked for by name is used or refused, never replaced in
 * silence.
 */
export async function chooseDevice<Model extends TriedModel>(
  make: (options: EmissionOptions) => Model,
  { device, threads, precision = 'auto' }: Choice,
  ofPack: PackPrecision,
  now: Milliseconds = () => performance.now(),
  offered: readonly ServingDevice[] = offeredDevices(),
): Promise<ChosenDevice<Model>> {
  refuseMissing(device, precision, offered)
  const onCpu = precision === 'auto' ? ofPack : precision
  const cpu = (): Model => make({ device: 'cpu', threads, precision: onCpu })
  if (device === 'cpu') return { model: cpu(), device, precision: onCpu, note: 'CPU, as asked' }
  if (precision === 'int8')
    return { model: cpu(), device: 'cpu', precision, note: 'CPU; int8 is for it alone' }

  const tried = device === 'auto' ? 'webgpu' : device
  const trial = await tryDevice(make, tried, threads, tried === 'webgpu' ? precision : 'float32', now)
  if (device !== 'auto' || onCpu === 'float16') {
    if (typeof trial !== 'string') return trial
    throw new WorkbenchError('refused', `${TITLES[tried]} cannot be used: ${trial}. Choose cpu, or auto.`)
  }
  const served = cpu()
  if (typeof trial === 'string')
    return { model: served, device: 'cpu', precision: onCpu, note: `CPU; ${trial}` }
  const slower = trial.took >= (await timed(served, now))
  await (slower ? trial.model : served).dispose()
  if (!slower) return trial
  const note = 'CPU; a WebGPU adapter answers, but it is slower here'
  return { model: served, device: 'cpu', precision: onCpu, note }
}

function refuseMissing(
  device: DeviceRequest,
  precision: PrecisionRequest,
  offered: readonly ServingDevice[],
): void {
  if (device !== 'auto' && !offered.includes(device))
    throw new WorkbenchError(
      'refused',
      `The device "${device}" is not part of this build, which runs models on ${offered.join(', ')}. Choose one of them, or auto.`,
    )
  const fit = FITTING[device]
  if (precision !== 'auto' && !fit.includes(precision))
    throw new WorkbenchError(
      'refused',
      `Models do not run in ${precision} on ${device}. Choose ${fit.join(' or ')}, or auto.`,
    )
}

/** A model that works, and the milliseconds of a run that is not the first; or why there is none. */
type Trial<Model> = (ChosenDevice<Model> & { readonly took: number }) | string

/** In 32 bits, in 16, or in whichever of them is right and faster. */
async function tryDevice<Model extends TriedModel>(
  make: (options: EmissionOptions) => Model,
  device: ServingDevice,
  threads: number,
  precision: 'auto' | 'float32' | 'float16',
  now: Milliseconds,
): Promise<Trial<Model>> {
  const reference = make({ device: 'cpu', threads })
  const expected = await reference.run(SELF_TEST)
  await reference.dispose()
  const trial = (tried: 'float32' | 'float16'): Promise<Trial<Model>> =>
    tryOne(() => make({ device, threads, precision: tried }), { device, precision: tried }, expected, now)
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
  { device, precision }: { readonly device: ServingDevice; readonly precision: 'float32' | 'float16' },
  expected: readonly Float32Array[],
  now: Milliseconds,
): Promise<Trial<Model>> {
  const model = make()
  try {
    const difference = largestDifference(expected, await model.run(SELF_TEST))
    if (difference <= TOLERANCE[precision]) {
      const note = `${TITLES[device]} in ${precision}; its self-test agrees with the CPU`
      // the first run compiled shaders and packed weights
      return { model, device, precision, took: await timed(model, now), note }
    }
    await model.dispose()
    return `its self-test differs from the CPU by ${difference.toFixed(3)}`
  } catch (error) {
    // what onnxruntime says names its own source files: only what it means is told
    await model.dispose().catch(() => undefined)
    const lacksHalf = precision === 'float16' && error instanceof Error && error.message.includes('f16')
    if (lacksHalf) return 'the adapter does not have them'
    return device === 'webgpu' ? 'no WebGPU adapter answers' : `no ${TITLES[device]} device answers`
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
