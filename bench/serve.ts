/**
 * Emissions of a batch by the serving graph, in float32 and in int8, against the same network in PyTorch float32
 * (bench/peers/vsgn.py), in turn, in one run, on one thread; compact and full. Times are processor time, which other
 * programs on the machine do not bend. Weights are random: what int8 does to F1 is not told here.
 *
 * node bench/serve.ts [rounds = 10] [sizes = compact,full] [--json]
 */
import { OrtSession } from '../src/main/onnx/ortSession.ts'
import type { PackPrecision } from '../src/main/vsgn/packManifest.ts'
import type { ProductRanges } from '../src/main/vsgn/network/byteProducts.ts'
import { graphInputs, RangeTally } from '../src/main/vsgn/network/productRanges.ts'
import { buildServingGraph } from '../src/main/vsgn/network/servingGraph.ts'
import { buildTrainingGraph } from '../src/main/vsgn/network/trainingGraph.ts'
import { benchArguments } from './benchArguments.ts'
import { peerCase, startPeer } from './peerNetwork.ts'
import type { PeerCase, Size } from './peerNetwork.ts'
import { median, medianRatio } from './ratio.ts'

/** Seconds of a batch; `peer` says why there is nothing to compare with. */
export interface ServingRow {
  readonly size: Size
  readonly batch: number
  readonly precision: PackPrecision
  readonly program: number
  readonly peer: number | string
  /** What the peer ran on; null: there was none. */
  readonly against: string | null
  /** PyTorch / program. */
  readonly ratio: number | null
}

const { rounds, sizes, report } = benchArguments(10)
const BATCH: Readonly<Record<Size, number>> = { compact: 16, full: 4 }
const WARM_UP = 2
const rows: ServingRow[] = []

console.log('size     batch  precision  program s  PyTorch s  PyTorch / program')
for (const size of sizes) {
  const peer = peerCase(size, BATCH[size])
  const found = await startPeer(peer, buildTrainingGraph(peer.config, peer.bucket).inputs, 1)
  const other = typeof found === 'string' ? null : found
  for (const precision of ['float32', 'int8'] as const) {
    const ranges = precision === 'int8' ? await rangesOf(peer) : undefined
    const graph = buildServingGraph(peer.config, peer.parameters, peer.bucket, {
      explain: false,
      precision,
      ranges,
    })
    const session = await OrtSession.create(graph.model, { device: 'cpu', threads: 1, memoryPattern: true })
    const feeds = peer.feeds(graph.inputs)
    const times = { program: [] as number[], peer: [] as number[] }
    for (let round = -WARM_UP; round < rounds; round++) {
      const started = process.cpuUsage()
      await session.run(feeds)
      const { user, system } = process.cpuUsage(started)
      const theirs = (await other?.run('serve')) ?? null
      if (round < 0) continue
      times.program.push((user + system) / 1e6)
      if (theirs !== null) times.peer.push(theirs.cpu)
    }
    await session.dispose()
    const row: ServingRow = {
      size,
      batch: BATCH[size],
      precision,
      program: median(times.program),
      peer: typeof found === 'string' ? found : median(times.peer),
      against: other?.name ?? null,
      ratio: other === null ? null : medianRatio(times.peer, times.program),
    }
    rows.push(row)
    const columns = [
      size.padEnd(8),
      String(row.batch).padStart(5),
      precision.padStart(10),
      row.program.toFixed(4).padStart(10),
      (typeof row.peer === 'string' ? row.peer : row.peer.toFixed(4)).padStart(10),
      (row.ratio === null ? 'not measured' : `${row.ratio.toFixed(2)}×`).padStart(18),
    ]
    console.log(columns.join(' '))
  }
  other?.close()
}
report(rows)

/** As training measures them, here on the batch itself. */
async function rangesOf(peer: PeerCase): Promise<ProductRanges | undefined> {
  const { config, parameters, bucket } = peer
  const graph = buildServingGraph(config, parameters, bucket, { explain: false, measured: true })
  const session = await OrtSession.create(graph.model, { device: 'cpu', threads: 1 })
  const tally = new RangeTally()
  tally.add(bucket, await session.run(peer.feeds(graph.inputs)))
  await session.dispose()
  return tally.ranges[graphInputs(bucket)]
}
