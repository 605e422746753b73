import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../shared/api/client.ts'
import { comparisonDocument, trainedDocument } from '../../shared/api/trainingDocuments.ts'
import type { TrainingOptions } from '../../shared/api/trainingDocuments.ts'
import type { Job } from '../../shared/domain/job.ts'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { importedPost, publishPosts } from '../store/store.fixture.ts'
import { systemClock } from '../system/clock.ts'
import type { Core } from './coreOptions.ts'
import type { FileTokens } from './fileTokens.ts'
import { openCore } from './testing/openCore.ts'
import { isHeldOut, partOf } from './training/trainingPosts.ts'

let tokens: FileTokens
let folder: string
let core: Core
let client: Client

/** Forty reviewed posts of which the frame tells the type, ten labelled ones of another split, ten without labels. */
function inventedPosts() {
  const names = ['Ada', 'Kesh', 'Mira', 'Velden', 'Jun', 'Quay', 'Ines', 'Nord', 'Tom', 'Mull']
  const frames = [
    { before: 'saw', after: 'today', tag: 'B-PER' },
    { before: 'off to', after: 'again', tag: 'B-LOC' },
  ]
  const posts = names.flatMap((name) =>
    [0, 1, 2, 3].map((number) => {
      const { before, after, tag } = frames[number % 2] as (typeof frames)[number]
      const words = `${before} ${name} ${after} ${'!'.repeat(number + 1)}`.split(' ')
      return importedPost(words.join(' '), {
        tags: words.map((word) => (word === name ? tag : 'O')),
        status: 'reviewed',
      })
    }),
  )
  const dev = names.map((name) => importedPost(`met ${name}`, { tags: ['O', 'B-PER'], split: 'dev' }))
  const bare = names.map((name) => importedPost(`hello ${name}`))
  return [...posts, ...dev, ...bare]
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'training-'))
  const project = join(folder, 'Own.vsgn')
  const store = createProject(project, { name: 'Own', labels: DEFAULT_LABELS, clock: systemClock })
  publishPosts(store, inventedPosts())
  store.close()
  ;({ core, client, tokens } = await openCore(folder))
  await client.call('projects.open', { token: tokens.grant(project) })
})
afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

const options = (more: Partial<TrainingOptions> = {}): TrainingOptions => ({
  name: 'First try',
  kind: 'linear-crf',
  base: null,
  data: { reviewed: true, splits: [] },
  heldOut: { reviewed: true, splits: [] },
  epochs: 3,
  seed: 1,
  ...more,
})

/** The end of a job; `seen` is told of each of its states. */
function ended(id: string, seen: (job: Job) => void = () => undefined): Promise<Job> {
  return new Promise((resolve) => {
    const look = (job: Job): void => {
      if (job.id !== id) return
      seen(job)
      if (!['queued', 'running'].includes(job.state)) resolve(job)
    }
    client.on('jobs.progress', look)
    void client.call('jobs.list', {}).then(
      (jobs) => jobs.forEach(look),
      () => undefined,
    )
  })
}

describe('training.plan', () => {
  it('counts what is learned from and what is held out, and never the same post in both', async () => {
    const plan = await client.call('training.plan', options())
    expect(plan.train.posts + plan.heldOut.posts).toBe(40)
    expect(plan.heldOut.posts).toBe(
      inventedPosts()
        .slice(0, 40)
        .filter((post) => isHeldOut(post.externalId)).length,
    )
    expect(plan.train).toMatchObject({ reviewed: plan.train.posts, epochs: 3 })
    expect(plan).toMatchObject({ problem: null, basis: 'estimate' })
    expect(plan.warnings).toEqual([expect.stringMatching(/score will be rough/u)])
  })

  it('takes splits of imported files, reviewed or not, but not what is held out', async () => {
    const splits = {
      data: { reviewed: false, splits: ['dev'] },
      heldOut: { reviewed: false, splits: ['dev'] },
    }
    const plan = await client.call('training.plan', options(splits))
    expect(plan).toMatchObject({
      train: { posts: 0 },
      heldOut: { posts: 10, types: [{ type: 'PER', spans: 10 }] },
    })
    expect(plan.problem).toMatch(/No labelled post is chosen/u)
    const taken = await client.call('training.plan', options({ data: { reviewed: false, splits: ['dev'] } }))
    expect(taken.train).toMatchObject({ posts: 10, reviewed: 0 })
    expect(taken.warnings).toContainEqual(
      expect.stringMatching(/^10 of the posts to learn from are of the splits dev/u),
    )
  })

  it('says what stands against it', async () => {
    const missing = await client.call('training.plan', options({ base: 'project:none' }))
    expect(missing.problem).toMatch(/no model "project:none"/u)
    await expect(client.call('training.start', options({ base: 'project:none' }))).rejects.toMatchObject({
      kind: 'refused',
    })
    await expect(client.call('training.plan', options({ name: '../out' }))).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })
})

it('holds a post out by its id alone', () => {
  const state = { spans: [], status: 'reviewed', flagged: false, comment: '' } as const
  const { data, heldOut } = options()
  const parts = Array.from({ length: 1000 }, (_, number) =>
    partOf({ externalId: `post ${number}`, split: null, state }, { data, heldOut }),
  )
  const held = parts.filter((part) => part === 'held-out').length
  expect(held).toBeGreaterThan(150)
  expect(held).toBeLessThan(250)
})

it('stops, goes on, publishes the model, remembers it, and the model can be used, copied and deleted', async () => {
  const first = await client.call('training.start', options())
  // it is told to stop as soon as its process speaks
  const stopped = await ended(first.id, ({ state, note }) => {
    if (state === 'running' && note !== '')
      client.call('jobs.cancel', { id: first.id }).catch(() => undefined)
  })
  expect(stopped.state).toBe('cancelled')
  const [unfinished] = await client.call('training.unfinished', {})
  expect(unfinished).toMatchObject({ name: 'First try', kind: 'linear-crf', job: null })
  await expect(client.call('training.start', options())).rejects.toThrow(/unfinished/u)

  const details: unknown[] = []
  const again = await client.call('training.resume', { name: 'First try' })
  const done = await ended(again.id, ({ detail }) => details.push(detail))
  expect(done).toMatchObject({ state: 'done', error: null })
  const trained = trainedDocument.parse(done.result)
  expect(trained).toMatchObject({ model: 'project:First try', comparison: null })
  expect(trained.epochs).toHaveLength(3)
  expect(trained.heldOut?.micro.f1).toBeGreaterThan(50)
  expect(details).toContainEqual(
    expect.objectContaining({ name: 'First try', epochs: trained.epochs.slice(0, 3) }),
  )
  expect(await client.call('training.unfinished', {})).toEqual([])
  expect(await client.call('training.curve', {})).toMatchObject([
    { name: 'First try', f1: trained.heldOut?.micro.f1, before: null, sha256: trained.sha256 },
  ])
  expect(await client.call('training.outcome', { name: 'First try' })).toEqual(trained)
  expect(await client.call('training.outcome', { name: 'Never' })).toBeNull()
  expect((await client.call('training.plan', options())).problem).toMatch(/There is a model/u)
  expect(await client.call('training.plan', options({ name: 'Second' }))).toMatchObject({ basis: 'measured' })

  const models = await client.call('models.list', {})
  expect(models).toContainEqual(
    expect.objectContaining({ id: 'project:First try', kind: 'linear-crf', problem: null }),
  )
  const out = tokens.grant(folder, 'parent')
  const copy = { model: 'project:First try', token: out, name: 'Copied' }
  expect(await client.call('models.export', copy)).toMatchObject({ sha256: trained.sha256 })
  const imported = await client.call('models.import', { token: tokens.grant(join(folder, 'Copied')) })
  expect(imported).toMatchObject({ id: 'project:Copied', sha256: trained.sha256, problem: null })

  const compare = { first: 'project:First try', second: 'project:Copied', which: 'labelled' } as const
  const compared = await ended((await client.call('models.compare', compare)).id)
  expect(compared.error).toBeNull()
  const comparison = comparisonDocument.parse(compared.result)
  expect(comparison).toMatchObject({ posts: 50, difference: { f1: 0 }, mcnemar: { p: 1 } })
  expect(comparison.flips).toMatchObject({ fixed: 0, broken: 0 })

  await client.call('models.delete', { model: 'project:Copied' })
  expect(existsSync(join(folder, 'Own.vsgn', 'models', 'Copied'))).toBe(false)
  await expect(client.call('models.delete', { model: 'bundled' })).rejects.toMatchObject({ kind: 'refused' })
  writeFileSync(join(folder, 'Copied', 'word-groups.txt'), '7')
  await expect(
    client.call('models.import', { token: tokens.grant(join(folder, 'Copied')) }),
  ).rejects.toMatchObject({ kind: 'model' })
}, 120_000)

it('can be thrown away', async () => {
  const { id } = await client.call('training.start', options({ name: 'Never' }))
  await client.call('jobs.cancel', { id })
  await ended(id)
  await client.call('training.discard', { name: 'Never' })
  expect(await client.call('training.unfinished', {})).toEqual([])
  await expect(client.call('training.resume', { name: 'Never' })).rejects.toMatchObject({ kind: 'not-found' })
}, 60_000)
