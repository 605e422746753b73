/**
 * Forward and backward pass of the training graph against the same network in PyTorch (bench/peers/vsgn.py), in turn, in
 * one run; compact and full, one thread and all. Both sides compute the same loss from the same weights, which is
 * printed. One thread is measured in processor time, which other programs on the machine do not bend; all in time of the
 * clock, where the threads have cores to themselves.
 *
 * node bench/train.ts [rounds = 10] [sizes = compact,full] [threads = 1,all] [--json]
 */
import { availableParallelism, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { OrtSession } from '../src/main/onnx/ortSession.ts'
import type { TensorData } from '../src/main/onnx/ortSession.ts'
import { Optimiser } from '../src/main/train/optimiser.ts'
import { buildTrainingGraph } from '../src/main/vsgn/network/trainingGraph.ts'
import { benchArguments } from './benchArguments.ts'
import { peerCase, startPeer } from './peerNetwork.ts'
import type { Size } from './peerNetwork.ts'
import { median, medianRatio } from './ratio.ts'

/** Seconds of a pass; `peer` says why there is nothing to compare with. */
export interface TrainingRow {
  readonly size: Size
  readonly batch: number
  readonly threads: number
  /** Null where as many threads had no core of their own. */
  readonly program: number | null
  readonly peer: number | string
  /** What the peer ran on; null: there was none. */
  readonly against: string | null
  /** Program / PyTorch. */
  readonly ratio: number | null
}

const { rounds, sizes, threads: threadCounts, report } = benchArguments(10)
const BATCH: Readonly<Record<Size, number>> = { compact: 16, full: 2 }
/** First runs plan memory and read weights for the first time. */
const WARM_UP = 2
const rows: TrainingRow[] = []

/** Time of the clock says nothing where threads wait for a core; the bench itself has kept one busy. */
function lacksCores(threads: number): boolean {
  return threads > 1 && (loadavg()[0] ?? 0) > availableParallelism() - threads + 1.5
}

console.log('size     batch  threads  program s  PyTorch s  program / PyTorch  loss (program, PyTorch)')
for (const size of sizes) {
  const peer = peerCase(size, BATCH[size])
  const graph = buildTrainingGraph(peer.config, peer.bucket)
  const feeds = peer.feeds(graph.inputs)
  const weights = { values: peer.parameters, table: new Float32Array(0) }
  const optimiser = new Optimiser(graph.parameters, weights, peer.config.rowWidth, {
    rates: { encoder: 1e-5, new: 1e-5, head: 1e-5, table: 1e-5 },
    weightDecay: 0.01,
    clip: 1,
  })
  const outputs = optimiser.outputs(graph)
  const lossOf = (): number => (outputs.loss as TensorData).values[0] as number
  for (const threads of threadCounts) {
    if (lacksCores(threads)) {
      const nothing = { program: null, peer: 'cores taken', against: null, ratio: null }
      rows.push({ size, batch: BATCH[size], threads, ...nothing })
      console.log(`${size}, ${threads} threads: not measured, other programs have the cores`)
      continue
    }
    const session = await OrtSession.create(graph.model, { device: 'cpu', threads })
    const found = await startPeer(peer, graph.inputs, threads)
    const other = typeof found === 'string' ? null : found
    const times = { program: [] as number[], peer: [] as number[] }
    let losses = ''
    for (let round = -WARM_UP; round < rounds; round++) {
      const cpu = process.cpuUsage()
      const started = performance.now()
      await session.run(feeds, outputs)
      const wall = (performance.now() - started) / 1000
      const { user, system } = process.cpuUsage(cpu)
      const theirs = (await other?.run('train')) ?? null
      losses = `${lossOf().toFixed(5)}, ${theirs?.loss.toFixed(5) ?? 'not here'}`
      if (round < 0) continue
      times.program.push(threads === 1 ? (user + system) / 1e6 : wall)
      if (theirs !== null) times.peer.push(threads === 1 ? theirs.cpu : theirs.wall)
    }
    other?.close()
    await session.dispose()
    const program = median(times.program)
    const row: TrainingRow = {
      size,
      batch: BATCH[size],
      threads,
      program,
      peer: typeof found === 'string' ? found : median(times.peer),
      against: other?.name ?? null,
      ratio: other === null ? null : medianRatio(times.program, times.peer),
    }
    rows.push(row)
    const columns = [
      size.padEnd(8),
      String(row.batch).padStart(5),
      String(threads).padStart(8),
      program.toFixed(3).padStart(10),
      (typeof row.peer === 'string' ? row.peer : row.peer.toFixed(3)).padStart(10),
      (row.ratio === null ? 'not measured' : `${row.ratio.toFixed(2)}×`).padStart(18),
      `  ${losses}`,
    ]
    console.log(columns.join(' '))
  }
}
report(rows)
