import { describe, expect, it } from 'vitest'
import type { TriedModel } from './deviceChoice.ts'
import { chooseDevice } from './deviceChoice.ts'
import type { ServingDevice } from '../onnx/ortSession.ts'
import type { EmissionOptions } from './emissionModel.ts'
import type { PackPrecision } from './packManifest.ts'

/** What a machine does with a model on a device in a precision: `takes` milliseconds a run, `error` in its scores. */
type Behaviour = { readonly takes: number; readonly error?: number } | { readonly fails: string }
type Machine = Readonly<Record<string, Behaviour>>

const NO_ADAPTER = { fails: 'Failed to get a WebGPU adapter' }
const NO_HALVES = { fails: 'Program MatMul requires f16 but the device does not support it.' }
const CPU: Machine = { 'cpu float32': { takes: 8 }, 'cpu int8': { takes: 4 } }

let clock = 0

class FakeModel implements TriedModel {
  readonly name: string
  readonly #behaviour: Behaviour
  readonly #open: Set<FakeModel>

  constructor(name: string, behaviour: Behaviour, open: Set<FakeModel>) {
    this.name = name
    this.#behaviour = behaviour
    this.#open = open
    open.add(this)
  }

  run(): Promise<Float32Array[]> {
    const behaviour = this.#behaviour
    if ('fails' in behaviour) return Promise.reject(new Error(behaviour.fails))
    clock += behaviour.takes
    return Promise.resolve([Float32Array.of(1, 2 + (behaviour.error ?? 0))])
  }

  dispose(): Promise<void> {
    this.#open.delete(this)
    return Promise.resolve()
  }
}

async function choose(
  machine: Machine,
  request: Pick<Parameters<typeof chooseDevice>[1], 'device' | 'precision'>,
  ofPack: PackPrecision = 'float32',
  offered: readonly ServingDevice[] = ['cpu', 'webgpu'],
) {
  const open = new Set<FakeModel>()
  const make = ({ device, precision = 'float32' }: EmissionOptions): FakeModel => {
    const name = `${device} ${precision}`
    return new FakeModel(name, { ...CPU, ...machine }[name] ?? NO_ADAPTER, open)
  }
  const { model, note, ...chosen } = await chooseDevice(
    make,
    { threads: 1, ...request },
    ofPack,
    () => clock,
    offered,
  )
  expect([...open]).toEqual([model])
  expect(model.name).toBe(`${chosen.device} ${chosen.precision}`)
  return { name: model.name, note }
}

describe('chooseDevice', () => {
  it('runs on the CPU in the precision of the pack where no adapter answers', async () => {
    expect(await choose({}, { device: 'auto' })).toEqual({
      name: 'cpu float32',
      note: 'CPU; no WebGPU adapter answers',
    })
    expect((await choose({}, { device: 'auto' }, 'int8')).name).toBe('cpu int8')
    expect((await choose({}, { device: 'cpu' }, 'int8')).name).toBe('cpu int8')
    expect((await choose({}, { device: 'cpu', precision: 'float32' }, 'int8')).name).toBe('cpu float32')
  })

  it('takes 16-bit floats where the adapter has them and they are right and faster', async () => {
    const machine = { 'webgpu float32': { takes: 2 }, 'webgpu float16': { takes: 0.5, error: 0.05 } }
    expect(await choose(machine, { device: 'auto' }, 'int8')).toEqual({
      name: 'webgpu float16',
      note: 'WebGPU in float16; its self-test agrees with the CPU',
    })
    expect((await choose(machine, { device: 'auto', precision: 'float32' })).name).toBe('webgpu float32')
    const slower = { 'webgpu float32': { takes: 0.5 }, 'webgpu float16': { takes: 2 } }
    expect((await choose(slower, { device: 'auto' })).name).toBe('webgpu float32')
  })

  it('says why not: the adapter has none, or they are wrong', async () => {
    const without = { 'webgpu float32': { takes: 0.5 }, 'webgpu float16': NO_HALVES }
    expect(await choose(without, { device: 'auto' })).toEqual({
      name: 'webgpu float32',
      note: 'WebGPU in float32; its self-test agrees with the CPU; not in 16-bit floats: the adapter does not have them',
    })
    const wrong = { 'webgpu float32': { takes: 2 }, 'webgpu float16': { takes: 0.5, error: Number.NaN } }
    expect((await choose(wrong, { device: 'auto' })).note).toContain('differs from the CPU by NaN')
  })

  it('leaves a GPU that is wrong or slower alone', async () => {
    const wrong = { 'webgpu float32': { takes: 0.5, error: 0.5 } }
    expect(await choose(wrong, { device: 'auto' })).toEqual({
      name: 'cpu float32',
      note: 'CPU; its self-test differs from the CPU by 0.500',
    })
    const slow = { 'webgpu float32': { takes: 30 }, 'webgpu float16': NO_HALVES }
    expect((await choose(slow, { device: 'auto' }, 'int8')).name).toBe('cpu int8')
    expect((await choose(slow, { device: 'webgpu' }, 'int8')).name).toBe('webgpu float32')
  })

  it('uses what was asked for by name, or refuses it', async () => {
    const halves = { 'webgpu float16': { takes: 2 } }
    expect((await choose(halves, { device: 'auto', precision: 'float16' })).name).toBe('webgpu float16')
    expect((await choose({}, { device: 'auto', precision: 'int8' })).name).toBe('cpu int8')
    for (const [machine, device, precision, reason] of [
      [{}, 'webgpu', 'auto', /no WebGPU adapter answers/u],
      [{ 'webgpu float16': NO_HALVES }, 'auto', 'float16', /the adapter does not have them/u],
      [{}, 'cpu', 'float16', /do not run in float16 on cpu.*float32 or int8/u],
      [{}, 'webgpu', 'int8', /do not run in int8 on webgpu.*float32 or float16/u],
      [{}, 'cuda', 'auto', /"cuda" is not part of this build/u],
    ] as const)
      await expect(choose(machine, { device, precision })).rejects.toThrow(reason)
  })
  it('runs by name on what onnxruntime offers beside WebGPU, in 32 bits, where it answers and is right', async () => {
    const offered = ['cpu', 'webgpu', 'cuda', 'directml'] as const
    const machine = { 'cuda float32': { takes: 30 }, 'directml float32': { takes: 1, error: 1 } }
    expect(await choose(machine, { device: 'cuda' }, 'int8', offered)).toEqual({
      name: 'cuda float32',
      note: 'CUDA in float32; its self-test agrees with the CPU',
    })
    for (const [behaviour, device, precision, reason] of [
      [{}, 'cuda', 'auto', /^CUDA cannot be used: no CUDA device answers/u],
      [
        machine,
        'directml',
        'auto',
        /^DirectML cannot be used: its self-test differs from the CPU by 1\.000/u,
      ],
      [machine, 'coreml', 'auto', /"coreml" is not part of this build, which runs models on cpu, webgpu/u],
      [machine, 'cuda', 'int8', /do not run in int8 on cuda\. Choose float32, or auto/u],
    ] as const)
      await expect(choose(behaviour, { device, precision }, 'int8', offered)).rejects.toThrow(reason)
  })
})
