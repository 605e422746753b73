import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { createProject } from '../src/main/store/createProject.ts'
import type { ProjectStore } from '../src/main/store/types.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { spansFromTags } from '../src/shared/domain/bio.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import type { ImportedPost } from '../src/shared/domain/post.ts'
import { generatedRecord, seeded } from './generatedPosts.ts'

const PICTURES = 24
const CHUNK = 2000
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

/** Makes a closed project of so many generated posts, read by a model, in `folder`; gives its path. */
export async function makeBenchProject(folder: string, posts: number): Promise<string> {
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
