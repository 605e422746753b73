/**
 * The network on the GPU of this machine, through WebGPU: serving at batch 64 with cached features in float32 and float16,
 * forward and backward passes of the training graph, and the memory they take on the GPU where the driver's own tool
 * tells it. Each case checks its emissions or its loss against the CPU first. Weights are random. Without an adapter it
 * says so and ends.
 *
 * node bench/gpu.ts [rounds = 20] [sizes = full] [--json]
 */
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { deviceAnswers } from '../src/main/autodiff/deviceAnswers.ts'
import { OrtSession } from '../src/main/onnx/ortSession.ts'
import type { TensorData } from '../src/main/onnx/ortSession.ts'
import { buildServingGraph } from '../src/main/vsgn/network/servingGraph.ts'
import { buildTrainingGraph } from '../src/main/vsgn/network/trainingGraph.ts'
import { benchArguments } from './benchArguments.ts'
import { peerCase } from './peerNetwork.ts'
import type { Size } from './peerNetwork.ts'
import { median } from './ratio.ts'

interface GpuRow {
  readonly size: Size
  readonly what: string
  readonly batch: number
  /** Seconds of a run, inputs sent and outputs fetched; or why there is none. */
  readonly seconds: number | string
  /** Largest difference from the CPU, of the checked output. */
  readonly difference: number
  /** MiB on the GPU, of this process; null: no tool tells. */
  readonly memory: number | null
}

const SERVING_BATCH = 64
const TRAINING_BATCH = 8
const WARM_UP = 3

const CPU = { device: 'cpu', threads: 1 } as const
const GPU = { device: 'webgpu', threads: 1 } as const

function driverSays(...query: readonly string[]): string | null {
  const { status, stdout } = spawnSync('nvidia-smi', [...query, '--format=csv,noheader,nounits'], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : null
}

function gpuMemory(): number | null {
  const lines = driverSays('--query-compute-apps=pid,used_memory')?.split('\n') ?? []
  const own = lines.map((line) => line.split(', ')).find(([pid]) => Number(pid) === process.pid)
  return own === undefined ? null : Number(own[1])
}

async function measure(
  described: Pick<GpuRow, 'size' | 'what' | 'batch'>,
  models: { readonly cpu: Uint8Array; readonly gpu: Uint8Array },
  feeds: Readonly<Record<string, TensorData>>,
  checked: string,
  rounds: number,
): Promise<GpuRow> {
  const reference = await OrtSession.create(models.cpu, CPU)
  const expected = (await reference.run(feeds))[checked]?.values as Float32Array
  await reference.dispose()
  try {
    const session = await OrtSession.create(models.gpu, GPU)
    const found = (await session.run(feeds))[checked]?.values as Float32Array
    const difference = expected.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (found[index] ?? Number.NaN))),
      0,
    )
    const times: number[] = []
    for (let round = -WARM_UP; round < rounds; round++) {
      const started = performance.now()
      await session.run(feeds)
      if (round >= 0) times.push((performance.now() - started) / 1000)
    }
    const memory = gpuMemory()
    await session.dispose()
    return { ...described, seconds: median(times), difference, memory }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { ...described, seconds: reason, difference: Number.NaN, memory: null }
  }
}

const { rounds, sizes, report } = benchArguments(20, 'full')
if (!(await deviceAnswers('webgpu'))) {
  console.log('not measured: no GPU adapter')
  report([])
} else {
  console.log(driverSays('--query-gpu=name') ?? 'a WebGPU adapter whose name no tool tells')
  const rows: GpuRow[] = []
  const add = (row: GpuRow): void => {
    rows.push(row)
    const { size, what, batch, seconds, difference, memory } = row
    const speed =
      typeof seconds === 'string'
        ? `not measured: ${seconds}`
        : `${(batch / seconds).toFixed(0)} samples a second`
    console.log(
      `${size}, ${what}, batch ${batch}: ${speed}; differs from the CPU by ${difference.toPrecision(2)}; ` +
        `GPU memory ${memory === null ? 'not told' : `${memory} MiB`}`,
    )
  }
  for (const size of sizes) {
    const served = peerCase(size, SERVING_BATCH)
    const graphIn = (precision: 'float32' | 'float16') =>
      buildServingGraph(served.config, served.parameters, served.bucket, { explain: false, precision })
    const whole = graphIn('float32')
    const feeds = served.feeds(whole.inputs)
    for (const precision of ['float32', 'float16'] as const) {
      const models = { cpu: whole.model, gpu: graphIn(precision).model }
      const described = { size, what: `serving in ${precision}`, batch: SERVING_BATCH }
      add(await measure(described, models, feeds, 'emissions', rounds))
    }
    const trained = peerCase(size, TRAINING_BATCH)
    const training = buildTrainingGraph(trained.config, trained.bucket)
    const described = { size, what: 'forward and backward pass', batch: TRAINING_BATCH }
    const models = { cpu: training.model, gpu: training.model }
    add(await measure(described, models, trained.feeds(training.inputs), 'loss', rounds))
  }
  report(rows)
}
