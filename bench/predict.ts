/**
 * Prediction by the program (words to spans with scores) against onnxruntime's bare run of the same graph on the same
 * numbers, in turn, in one run; one post at a time and sixteen at a time, on one CPU thread. Times are processor time of
 * this process, which other programs on the machine do not bend.
 *
 * node bench/predict.ts [rounds = 200] [pack = the bundled one]
 */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { bundledPack } from '../src/main/core/modelPacks.ts'
import { bucketOf, graphBatch } from '../src/main/features/batches.ts'
import { encodeText } from '../src/main/features/encodePost.ts'
import { readModelPack } from '../src/main/vsgn/modelPack.ts'
import { graphInputs } from '../src/main/vsgn/network/productRanges.ts'
import { buildServingGraph } from '../src/main/vsgn/network/servingGraph.ts'
import { bucketFor, NetworkFeeds } from '../src/main/vsgn/networkFeeds.ts'
import { networkOfPack } from '../src/main/vsgn/networkOfPack.ts'
import { Tagger } from '../src/main/vsgn/tagger.ts'
import { median, medianRatio } from './ratio.ts'

const rounds = Number(process.argv[2] ?? 200)
const folder = process.argv[3] ?? bundledPack()
const TOKENS = 'Ines Okafor and the Velden Lanterns play in Port Arlo tonight , see you there !'.split(' ')

/** The graph that the program uses for these posts, run by onnxruntime alone. */
async function bareRun(batch: number): Promise<() => Promise<unknown>> {
  const pack = await readModelPack(folder)
  const network = networkOfPack(pack, folder)
  const posts = Array.from({ length: batch }, () => ({
    text: encodeText(TOKENS, network.words.encoder),
    caption: null,
    picture: null,
  }))
  const words = bucketOf(TOKENS.length)
  const bucket = bucketFor(posts, graphBatch(batch, words), words, network.config)
  const { model } = buildServingGraph(network.config, network.values, bucket, {
    explain: false,
    precision: tagger.info.precision,
    ranges: pack.manifest.serving?.ranges?.[graphInputs(bucket)],
  })
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  })
  const inputs = new NetworkFeeds(bucket, network.config, network.words)
  inputs.fill(posts, null)
  const feeds = Object.fromEntries(
    Object.entries(inputs.tensors).map(([name, { dtype, values, shape }]) => [
      name,
      new Tensor(dtype, values, shape),
    ]),
  )
  return () => session.run(feeds)
}

/** Processor time of this process, all threads. */
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const tagger = await Tagger.load(folder, { device: 'cpu', threads: 1 })
console.log(
  `prediction by ${tagger.info.name} in ${tagger.info.precision} on one CPU thread, ${TOKENS.length} words a post, ${rounds} rounds`,
)
console.log('batch   program ms   bare run ms   program / bare   posts a second')
for (const batch of [1, 16]) {
  const posts = Array.from({ length: batch }, () => ({ tokens: TOKENS, caption: null, picture: null }))
  const program = (): Promise<unknown> => tagger.tag(posts)
  const bare = await bareRun(batch)
  const times = { program: [] as number[], bare: [] as number[] }
  for (let round = -40; round < rounds; round++) {
    const [first, second] = [await milliseconds(program), await milliseconds(bare)]
    // the first rounds compile and pack
    if (round < 0) continue
    times.program.push(first)
    times.bare.push(second)
  }
  const columns = [
    String(batch).padEnd(5),
    median(times.program).toFixed(2).padStart(12),
    median(times.bare).toFixed(2).padStart(13),
    `${medianRatio(times.program, times.bare).toFixed(3)}×`.padStart(16),
    Math.round((1000 * batch) / median(times.program))
      .toString()
      .padStart(16),
  ]
  console.log(columns.join(' '))
}
await tagger.dispose()
