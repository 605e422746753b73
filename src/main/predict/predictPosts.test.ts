import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import { nodeProcesses } from '../jobs/childProcess.ts'
import type { ChildProcess, Processes } from '../jobs/childProcess.ts'
import { createModelClient } from '../jobs/modelClient.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import { createProject } from '../store/createProject.ts'
import type { ProjectStore } from '../store/types.ts'
import { systemClock } from '../system/clock.ts'
import { BATCH } from './pendingBatches.ts'
import { predictPosts } from './predictPosts.ts'
import type { PictureEvidence, PredictionChoice, PredictionReport } from './predictPosts.ts'

const entry = join(import.meta.dirname, '..', 'jobs', 'testing', 'wordModelProcess.ts')
let folder: string
let store: ProjectStore
let model: ModelClient
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'predict-'))
  store = createProject(join(folder, 'p.vsgn'), { name: 'p', labels: DEFAULT_LABELS, clock: systemClock })
  children = []
  const node = nodeProcesses({ entry: () => entry })
  const processes: Processes = {
    spawn: (name) => {
      const child = node.spawn(name)
      children.push(child)
      return child
    },
  }
  model = createModelClient(processes, () => undefined)
})

afterEach(() => {
  model.close()
  store.close()
  rmSync(folder, { recursive: true })
})

function post(externalId: string, tokens: string[], changes: Partial<ImportedPost> = {}): ImportedPost {
  const offsets: number[] = []
  let at = 0
  for (const token of tokens) {
    offsets.push(at, at + token.length)
    at += token.length + 1
  }
  return {
    externalId,
    tokens,
    tags: null,
    text: tokens.join(' '),
    offsets,
    picture: null,
    caption: null,
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: 1,
    ...changes,
  }
}

function addPosts(posts: readonly ImportedPost[]): void {
  const file = store.files.begin({
    name: 'posts.jsonl',
    format: 'jsonl',
    encoding: 'utf-8',
    sha256: '0'.repeat(64),
    layout: null,
  })
  store.files.describe(file, {})
  store.posts.insert(file, posts)
  store.files.publish([file])
}

/** Posts of one to nine tokens; the one with number n has a name at token n % length. */
function manyPosts(count: number): ImportedPost[] {
  return Array.from({ length: count }, (_, number) => {
    const length = 1 + ((number * 7) % 9)
    const tokens = Array.from({ length }, (_token, at) =>
      at === number % length ? `Name${number}` : `w${at}`,
    )
    return post(`post-${number}`, tokens)
  })
}

interface Control {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number) => void
  readonly onNote?: (note: string) => void
}

function predict(changes: Partial<PredictionChoice> = {}, control: Control = {}): Promise<PredictionReport> {
  const choice = {
    pack: '/packs/words',
    device: 'cpu',
    which: 'unreviewed',
    limit: null,
    ...changes,
  } as const
  return predictPosts({ store, model, clock: systemClock }, choice, {
    signal: control.signal ?? new AbortController().signal,
    progress: ({ done, note }) => {
      if (note !== undefined) control.onNote?.(note)
      control.onProgress?.(done ?? 0)
    },
    stored: () => undefined,
  })
}

/** Every post, its own prediction: nothing lost, doubled or swapped. */
function expectAllPredicted(count: number): void {
  const posts = store.posts.after(-1, count + 1)
  expect(posts).toHaveLength(count)
  for (const { externalId, tokens, predicted } of posts) {
    const start = tokens.findIndex((token) => token.startsWith('Name'))
    expect([externalId, predicted]).toEqual([
      externalId,
      [{ start, end: start + 1, type: 'PER', score: 0.9, runnerUp: null }],
    ])
  }
}

test('every post gets its own prediction, although batches are sorted by length', async () => {
  addPosts(manyPosts(600))
  const report = await predict()
  expect(report).toMatchObject({
    tweets: 600,
    spans: 600,
    already: 0,
    setAside: [],
    model: { name: 'words', sha256: 'a'.repeat(64) },
    device: 'cpu',
  })
  expectAllPredicted(600)
})

test('ten kills of the model process while it predicts lose and double nothing', async () => {
  addPosts(manyPosts(2000))
  let kills = 0
  const onProgress = (done: number): void => {
    if (kills >= 10 || done < 150 * (kills + 1)) return
    kills += 1
    children.at(-1)?.kill()
  }
  const report = await predict({}, { onProgress })
  expect(kills).toBe(10)
  expect(children.length).toBe(11)
  expect(report).toMatchObject({ tweets: 2000, spans: 2000, setAside: [] })
  expectAllPredicted(2000)
})

test('a post that stops the model three times is set aside and named; its neighbours are predicted', async () => {
  addPosts([...manyPosts(40), post('bad one', ['please', 'STOP', 'now'])])
  const report = await predict()
  expect(report.tweets).toBe(40)
  expect(report.setAside).toEqual([
    { id: 'bad one', message: expect.stringContaining('three times') as string },
  ])
  // Once in its batch, three times alone.
  expect(children).toHaveLength(5)
  expect(store.posts.after(-1, 100).filter(({ predicted }) => predicted === null)).toHaveLength(1)
})

test('a device that fails mid-way: the batch and all after it are read on the CPU, and it is said once', async () => {
  addPosts([...manyPosts(100), post('lost', ['LOST', 'here']), ...manyPosts(300).slice(100)])
  const notes: string[] = []
  const report = await predict({ device: 'webgpu' }, { onNote: (note) => notes.push(note) })
  expect(report).toMatchObject({ tweets: 301, device: 'cpu', setAside: [] })
  expect(report.deviceFailure).toMatch(
    /^webgpu failed, so the rest is read on the CPU\..*the device is lost/u,
  )
  expect(notes.filter((note) => note.startsWith('webgpu failed'))).toEqual([report.deviceFailure])
  expect(children).toHaveLength(1)
  expect(store.posts.after(-1, 400).filter(({ predicted }) => predicted === null)).toEqual([])
})

test('a device whose failure ends the process: nothing is set aside for it', async () => {
  addPosts(manyPosts(300))
  let killed = false
  const onProgress = (done: number): void => {
    if (done < 100 || killed) return
    killed = true
    children.at(-1)?.kill()
  }
  const report = await predict({ device: 'webgpu' }, { onProgress })
  expect(report).toMatchObject({ tweets: 300, spans: 300, device: 'cpu', setAside: [] })
  expectAllPredicted(300)
})

test('while the model reads a batch, the one before is stored and the pictures of the one after are looked at', async () => {
  addPosts(manyPosts(3 * BATCH))
  const looked: number[] = []
  const seen: { stored: number; looked: number }[] = []
  const slow: ModelClient = {
    ...model,
    load: async (...choice) => ({
      ...(await model.load(...choice)),
      inputs: { caption: true, picture: true },
      pictureRecipe: EYES_RECIPE,
    }),
    tag: async (inputs) => {
      // All that can be done without an answer is done after a turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve))
      const predicted = store.posts.after(-1, 1000).filter((each) => each.predicted !== null)
      seen.push({ stored: predicted.length, looked: looked.length })
      return model.tag(inputs)
    },
  }
  const sights: PictureEvidence = {
    canLook: () => true,
    of: () => {
      looked.push(1)
      return Promise.resolve(null)
    },
  }
  await predictPosts(
    { store, model: slow, sights, clock: systemClock },
    { pack: '/packs/words', device: 'cpu', which: 'all', limit: null },
    { signal: new AbortController().signal, progress: () => undefined, stored: () => undefined },
  )
  expect(seen).toEqual([
    { stored: 0, looked: 2 * BATCH },
    { stored: BATCH, looked: 3 * BATCH },
    { stored: 2 * BATCH, looked: 3 * BATCH },
  ])
  expectAllPredicted(3 * BATCH)
})

test('a prediction that was cancelled goes on where it stopped', async () => {
  addPosts(manyPosts(300))
  const controller = new AbortController()
  const onProgress = (done: number): void => {
    if (done >= 100) controller.abort()
  }
  const cancelled = predict({}, { signal: controller.signal, onProgress })
  await expect(cancelled).rejects.toMatchObject({ kind: 'cancelled' })
  const before = store.posts.after(-1, 400).filter(({ predicted }) => predicted !== null).length
  expect(before).toBeGreaterThanOrEqual(100)
  expect(before).toBeLessThan(300)
  expect(await predict()).toMatchObject({ tweets: 300 - before, already: before })
  expectAllPredicted(300)
  expect(await predict()).toMatchObject({ tweets: 0, already: 300 })
})

test('a limit stops early, and the next call takes the next posts', async () => {
  addPosts(manyPosts(50))
  expect(await predict({ limit: 20 })).toMatchObject({ tweets: 20, already: 0 })
  expect(await predict({ limit: 20 })).toMatchObject({ tweets: 20, already: 20 })
  expect(await predict({ limit: 20 })).toMatchObject({ tweets: 10, already: 40 })
})

test('reviewed posts are left alone, also when they are reviewed while the model reads', async () => {
  addPosts([post('done', ['Ada'], { tags: ['O'], status: 'reviewed' }), ...manyPosts(3)])
  const reviewNow = store.posts.after(-1, 9).at(-1)?.id ?? 0
  const state = { spans: [], status: 'reviewed', flagged: false, comment: '' } as const
  let reports = 0
  const onProgress = (): void => {
    reports += 1
    if (reports !== 2) return
    // The second report comes right before the posts are read from the store, in the same turn.
    queueMicrotask(() => {
      store.corrections.save({
        editId: 'edit-0001',
        postId: reviewNow,
        expectedRevision: 0,
        after: state,
        author: 'Ada',
        at: '2026-01-01T00:00:00.000Z',
        undoes: null,
      })
    })
  }
  expect(await predict({}, { onProgress })).toMatchObject({ tweets: 2 })
  expect(store.posts.get(reviewNow).predicted).toBeNull()
  expect(await predict({ which: 'all' })).toMatchObject({ tweets: 2, already: 2 })
})

test('a pack that is refused, and one that stops the process, end the job with the reason', async () => {
  addPosts(manyPosts(1))
  await expect(predict({ pack: '/packs/refused' })).rejects.toMatchObject({ kind: 'model' })
  await expect(predict({ pack: '/packs/crashing' })).rejects.toMatchObject({
    kind: 'model',
    message: expect.stringContaining('stopped 3 times while it loaded') as string,
  })
  expect(store.predictions.current()).toBeNull()
})

test('a model without any type of the project is refused', async () => {
  store.close()
  const labels = DEFAULT_LABELS.filter(({ name }) => name !== 'PER')
  store = createProject(join(folder, 'other.vsgn'), { name: 'other', labels, clock: systemClock })
  addPosts(manyPosts(1))
  await expect(predict()).rejects.toMatchObject({ kind: 'model' })
})
