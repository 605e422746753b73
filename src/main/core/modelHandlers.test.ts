import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { createJobQueue } from '../jobs/jobQueue.ts'
import { importedPost, publishPosts, steppingClock, Workshop } from '../store/store.fixture.ts'
import type { CoreParts } from './coreParts.ts'
import { modelHandlers } from './modelHandlers.ts'
import { bundledPack } from './modelPacks.ts'

const workshop = new Workshop()
let folder = ''
afterEach(() => {
  workshop.clear()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test('a comparison that is cancelled before it began leaves no posts behind', async () => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'))
  vi.stubEnv('TMPDIR', folder)
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada sails', { tags: ['B-PER', 'O'] })])
  for (const name of ['one', 'two']) mkdirSync(join(store.folder, 'models', name))
  const jobs = createJobQueue({ clock: steppingClock(), onChange: () => undefined, report: String })
  const project = { current: store, need: () => store }
  const handlers = modelHandlers({ project, jobs } as unknown as CoreParts)
  jobs.start(
    'train',
    'Train',
    ({ signal }) => new Promise((resolve) => (signal.onabort = () => resolve(null))),
  )
  const asked = { first: 'project:one', second: 'project:two', which: 'labelled' } as const
  handlers['models.compare'](asked)
  await jobs.cancelAll()
  expect(readdirSync(folder)).toEqual([])
})

test('a model taken in stays with its project when another one is opened meanwhile', async () => {
  const stores = [workshop.create(), workshop.create()] as const
  let [current] = stores
  folder = mkdtempSync(join(tmpdir(), 'taken-'))
  const source = join(folder, 'Words')
  cpSync(bundledPack(), source, { recursive: true })
  const parts = {
    project: {
      needWritable: () => current,
      get current() {
        return current
      },
    },
    events: { emit: () => undefined },
    options: { tokens: { resolve: () => source } },
  }
  const asked = modelHandlers(parts as unknown as CoreParts)['models.import']({ token: 'any' })
  current = stores[1]
  expect(await asked).toMatchObject({ id: 'project:Words', problem: null })
  expect(stores.map((store) => existsSync(join(store.folder, 'models', 'Words')))).toEqual([true, false])
})

test('a folder that would not be listed among the models is refused with what to do', async () => {
  const store = workshop.create()
  folder = mkdtempSync(join(tmpdir(), '.hidden-'))
  const parts = { project: { needWritable: () => store }, options: { tokens: { resolve: () => folder } } }
  const asked = modelHandlers(parts as unknown as CoreParts)['models.import']({ token: 'any' })
  await expect(asked).rejects.toThrow(/Rename it/u)
})
