import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import type { TaggerInput, TrainedNetwork } from './emissionModel.ts'
import { EmissionModel } from './emissionModel.ts'

export type DeviceRequest = 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml'

export interface ChosenDevice {
  readonly model: EmissionModel
  readonly device: ComputeDevice
  /** Why, in one line. */
  readonly note: string
}

/** Scores differ in the last digits between devices; a difference this large is a fault. */
const TOLERANCE = 0.02
const SELF_TEST: readonly TaggerInput[] = Array.from({ length: 16 }, () => ({
  tokens: ['Ada', 'Berg', 'met', 'the', 'Lions', 'in', 'Rome', '!'],
  caption: null,
  picture: null,
}))

/**
 * `auto` takes WebGPU when an adapter answers, agrees with the CPU on a self-test and is faster there; else the CPU.
 * A device that was asked for by name is used or refused, never replaced in silence.
 */
export async function chooseDevice(
  network: TrainedNetwork,
  options: { readonly device: DeviceRequest; readonly threads: number },
): Promise<ChosenDevice> {
  const { device, threads } = options
  const cpu = new EmissionModel(network, { device: 'cpu', threads })
  if (device === 'cpu') return { model: cpu, device: 'cpu', note: 'CPU, as asked' }
  if (device !== 'auto' && device !== 'webgpu')
    throw new WorkbenchError(
      'refused',
      `The device "${device}" is not part of this build, which runs models on cpu and webgpu. Choose one of them, or auto.`,
    )
  const trial = await tryWebGpu(network, cpu, threads)
  if (trial.model !== null && (device === 'webgpu' || trial.faster)) {
    await cpu.dispose()
    return { model: trial.model, device: 'webgpu', note: 'WebGPU; its self-test agrees with the CPU' }
  }
  await trial.model?.dispose()
  if (device === 'webgpu')
    throw new WorkbenchError('refused', `WebGPU cannot be used: ${trial.reason}. Choose cpu, or auto.`)
  return { model: cpu, device: 'cpu', note: `CPU; ${trial.reason}` }
}

type Trial =
  | { readonly model: EmissionModel; readonly faster: boolean; readonly reason: string }
  | { readonly model: null; readonly reason: string }

async function tryWebGpu(network: TrainedNetwork, cpu: EmissionModel, threads: number): Promise<Trial> {
  const model = new EmissionModel(network, { device: 'webgpu', threads })
  try {
    const expected = await cpu.run(SELF_TEST)
    const found = await model.run(SELF_TEST)
    const difference = largestDifference(expected, found)
    if (!(difference <= TOLERANCE)) {
      await model.dispose()
      return { model: null, reason: `its self-test differs from the CPU by ${difference.toFixed(3)}` }
    }
    // the first run of each compiled shaders and packed weights
    const faster = (await secondsOf(model)) < (await secondsOf(cpu))
    return { model, faster, reason: 'a WebGPU adapter answers, but it is slower here' }
  } catch {
    // What onnxruntime says here names its own source files; the reason is that there is no adapter.
    return { model: null, reason: 'no WebGPU adapter answers' }
  }
}

async function secondsOf(model: EmissionModel): Promise<number> {
  const start = performance.now()
  await model.run(SELF_TEST)
  return (performance.now() - start) / 1000
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
