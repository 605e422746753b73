/**
 * The most resident memory of training and of serving, compact and full; each in a process of its own, as the system
 * counts it (`ru_maxrss`). Training: one epoch in batches of two posts of 64 words with captions and pictures (numbers in
 * the place of what the detectors would see), the pack written, loaded and scored. Serving: this pack reads 32 posts.
 *
 * node bench/memory.ts [rounds, not used] [sizes = compact,full] [--json]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SeededRandom } from '../src/main/autodiff/seededRandom.ts'
import { PICTURE_SHAPE } from '../src/main/features/vision/pictureShape.ts'
import type { LookAtPicture } from '../src/main/features/vision/sighting.ts'
import { readRecipe } from '../src/main/train/recipe.ts'
import { trainModel } from '../src/main/train/trainModel.ts'
import { loadTagger } from '../src/main/vsgn/loadTagger.ts'
import type { PackPrecision } from '../src/main/vsgn/packManifest.ts'
import { benchArguments } from './benchArguments.ts'
import type { Size } from './peerNetwork.ts'

export interface MemoryRow {
  readonly size: Size
  readonly what: string
  readonly mebibytes: number
}

const WORDS = 64
const POSTS = 8
const NAMES = ['Ada', 'Berg', 'Velden', 'Ines', 'Kesh', 'Orbit', 'Tarn', 'Selva']
const numbers = (length: number): Float32Array => {
  const random = new SeededRandom(length)
  return Float32Array.from({ length }, () => random.normal())
}
const { patches, patchWidth, regions, regionWidth } = PICTURE_SHAPE
const features = { patches: numbers(patches * patchWidth), regions: numbers(regions * regionWidth) }
const look: LookAtPicture = () =>
  Promise.resolve({ sight: { findings: { regions: [], faces: 0, texts: [] }, features }, reason: null })
const tokensOf = (post: number): string[] =>
  Array.from({ length: WORDS }, (_, word) => (word % 9 === 0 ? (NAMES[(post + word) % 8] ?? '') : 'rain'))
const CAPTION = 'two people before a bridge over a wide river in the rain'

async function train(size: Size, folder: string): Promise<void> {
  const data = join(folder, 'posts.txt')
  const captions = join(folder, 'captions.tsv')
  const posts = Array.from({ length: POSTS }, (_, post) => tokensOf(post))
  const lines = posts.map((tokens, post) =>
    [`IMGID:${post}`, ...tokens.map((token) => `${token}\t${token === 'rain' ? 'O' : 'B-PER'}`)].join('\n'),
  )
  writeFileSync(data, `${lines.join('\n\n')}\n`)
  writeFileSync(captions, posts.map((_, post) => `${post}\t${CAPTION}, ${post}`).join('\n'))
  const set = { name: 'posts', files: [data], captions, pictures: folder }
  const fields = { name: size, size, epochs: 1, batchPositions: 2 * WORDS, data: [set], dev: [set] }
  const recipe = readRecipe(fields, 'bench/memory.ts', {})
  const options = {
    recipe,
    out: join(folder, size),
    cacheFolder: folder,
    resume: false,
    from: null,
    threads: 1,
  }
  const context = { signal: new AbortController().signal, onProgress: () => undefined, look }
  await trainModel(options, context)
}

async function serve(pack: string, precision: PackPrecision): Promise<void> {
  const tagger = await loadTagger(pack, { device: 'cpu', threads: 1, precision })
  const posts = Array.from({ length: 32 }, (_, post) => ({
    tokens: tokensOf(post),
    caption: CAPTION,
    picture: features,
  }))
  await tagger.tag(posts)
  await tagger.dispose()
}

function peakOf(...job: readonly string[]): number {
  const { status, stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), 'job', ...job], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`${job.join(' ')} ended with status ${status ?? 'unknown'}`)
  return Number(stdout)
}

const [, , first, what, folder = '', detail = ''] = process.argv
if (first === 'job') {
  await (what === 'train' ? train(detail as Size, folder) : serve(folder, detail as PackPrecision))
  process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)))
} else {
  const { sizes, report } = benchArguments(1)
  const rows: MemoryRow[] = []
  const work = mkdtempSync(join(tmpdir(), 'vsgn-memory-'))
  const add = (row: MemoryRow): void => {
    rows.push(row)
    console.log(`${row.size.padEnd(8)} ${row.what.padEnd(20)} ${row.mebibytes} MiB`)
  }
  for (const size of sizes) {
    add({ size, what: 'training', mebibytes: peakOf('train', work, size) })
    for (const precision of ['float32', 'int8'] as const)
      add({ size, what: `serving, ${precision}`, mebibytes: peakOf('serve', join(work, size), precision) })
  }
  rmSync(work, { recursive: true })
  report(rows)
}
