/**
 * Key to paint and next post in Chromium on a large project, with pictures, through the built web host. The frame
 * rate is not limited, so that what is measured is our work and not the wait for the screen; a key that nothing
 * listens to is measured in turn as the floor of this machine.
 *
 * npm run build && node bench/review.ts [posts = 100000]
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { chromiumPath } from '../e2e/hosts/chromium.ts'
import { startWebProcess } from '../e2e/hosts/webProcess.ts'
import { createProject } from '../src/main/store/createProject.ts'
import type { ProjectStore } from '../src/main/store/types.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { spansFromTags } from '../src/shared/domain/bio.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import type { ImportedPost } from '../src/shared/domain/post.ts'
import { generatedRecord, seeded } from './generatedPosts.ts'
import { quantile } from './ratio.ts'
import { keyTimes } from './reviewPage.ts'
import type { KeyTime } from './reviewPage.ts'

const PICTURES = 24
const CHUNK = 2000
const posts = Number(process.argv[2] ?? 100_000)

const random = seeded(1)

/** A generated post; every one has a picture and, as the model's reading, the names it was made with. */
function generatedPost(number: number): { readonly post: ImportedPost; readonly tags: readonly string[] } {
  const lines = generatedRecord(number, random).trimEnd().split('\n').slice(1)
  const tokens = lines.map((line) => line.slice(0, line.indexOf('\t')))
  const offsets: number[] = []
  let length = 0
  for (const token of tokens) {
    offsets.push(length, length + token.length)
    length += token.length + 1
  }
  const post: ImportedPost = {
    externalId: `g_${number}`,
    tokens,
    tags: null,
    text: tokens.join(' '),
    offsets,
    picture: `p${number % PICTURES}.jpg`,
    caption: 'a generated picture',
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: number + 1,
  }
  return { post, tags: lines.map((line) => line.slice(line.indexOf('\t') + 1)) }
}

async function addPictures(store: ProjectStore, file: number): Promise<void> {
  for (let index = 0; index < PICTURES; index++) {
    const noise = { type: 'gaussian', mean: 60 + index * 6, sigma: 30 } as const
    const create = { width: 1200, height: 900, channels: 3, background: 'black', noise } as const
    const bytes = await sharp({ create }).jpeg().toBuffer()
    const hash = createHash('sha256').update(bytes).digest('hex')
    const stored = { hash, format: 'jpeg', width: 1200, height: 900, bytes: bytes.length } as const
    store.pictures.add(stored)
    writeFileSync(store.pictures.path(stored), bytes)
    store.pictures.attach(file, `p${index}.jpg`, { state: 'ok', hash })
  }
}

async function makeProject(folder: string): Promise<string> {
  const path = join(folder, 'Bench.vsgn')
  const store = createProject(path, { name: 'Bench', labels: DEFAULT_LABELS, clock: systemClock })
  const file = store.files.begin({
    name: 'generated.txt',
    format: 'imgid',
    encoding: 'utf-8',
    sha256: '',
    layout: null,
  })
  const tags: (readonly string[])[] = []
  for (let start = 0; start < posts; start += CHUNK) {
    const made = Array.from({ length: Math.min(CHUNK, posts - start) }, (_, index) =>
      generatedPost(start + index),
    )
    store.posts.insert(
      file,
      made.map(({ post }) => post),
    )
    tags.push(...made.map((each) => each.tags))
  }
  await addPictures(store, file)
  store.files.publish([file])
  const at = new Date(systemClock.now()).toISOString()
  const run = store.predictions.startRun({ model: 'Generated', sha256: '0'.repeat(64), device: 'cpu', at })
  let done = 0
  for (let position = 0; ;) {
    const batch = store.posts.after(position, CHUNK)
    const last = batch.at(-1)
    if (last === undefined) break
    position = last.position
    store.predictions.store(
      run,
      batch.map(({ id }, index) => ({
        postId: id,
        spans: spansFromTags(tags[done + index] ?? []).map((span) => ({
          ...span,
          score: 0.5 + random() / 2,
          runnerUp: null,
        })),
      })),
    )
    done += batch.length
  }
  store.close()
  return path
}

function print(name: string, times: readonly KeyTime[], bar: number | null): void {
  const toPaint = times.map((time) => time.toPaint)
  const [p50, p95, most] = [0.5, 0.95, 1].map((q) => quantile(toPaint, q).toFixed(1).padStart(6))
  const busy = times.map((time) => time.busy)
  const [busy50, busy95] = [0.5, 0.95].map((q) => quantile(busy, q).toFixed(1).padStart(6))
  const verdict = bar === null ? '' : `  (bar ${bar}: ${quantile(toPaint, 0.95) <= bar ? 'met' : 'MISSED'})`
  console.log(
    `${name.padEnd(28)} ${times.length} keys  p50 ${p50}  p95 ${p95}  max ${most} ms  ` +
      `thread p50 ${busy50}  p95 ${busy95} ms${verdict}`,
  )
}

const repeated = (keys: readonly string[], times: number): string[] =>
  Array.from({ length: times }, () => keys).flat()

const folder = mkdtempSync(join(tmpdir(), 'vsgn-bench-'))
try {
  const project = await makeProject(folder)
  const host = await startWebProcess([project, '--data-dir', join(folder, 'data'), '--data-root', folder])
  const executablePath = chromiumPath()
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--disable-frame-rate-limit',
      '--disable-gpu-vsync',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
  try {
    // The probe is a script of the bench; the program's own policy would not let it in.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(host.address)
    await page.getByRole('listbox', { name: 'Post', exact: true }).waitFor()
    const keys = await keyTimes(page)
    await keys.run(repeated(['j'], 20), 100, 'post')

    console.log(`${posts.toLocaleString('en')} posts, each with a picture of 1200 x 900`)
    const floor: KeyTime[] = []
    const moves: KeyTime[] = []
    const edits: KeyTime[] = []
    const accepted: KeyTime[] = []
    const walked: KeyTime[] = []
    for (let round = 0; round < 10; round++) {
      floor.push(...(await keys.run(repeated(['F8'], 20), 30, 'frame')))
      moves.push(
        ...(await keys.run(
          repeated(['ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'ArrowLeft'], 5),
          30,
          'frame',
        )),
      )
      edits.push(...(await keys.run(['Home', '1', '2', '}', '3', 'x', 'u', 'Shift+u'], 60, 'frame')).slice(1))
      accepted.push(...(await keys.run(repeated(['Enter'], 20), 150, 'post')))
      walked.push(...(await keys.run(repeated(['j'], 20), 80, 'post')))
    }
    print('a key nothing listens to', floor, null)
    print('move the cursor: key to paint', moves, 16)
    print('edit a span: key to paint', edits, 16)
    print('accept, next post painted', accepted, 50)
    print('next post painted', walked, 50)
  } finally {
    await browser.close()
    await host.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
