import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import { edit, importedPost, publishPosts, quickFolder, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { exportPosts } from './exportPosts.ts'
import type { ExportOptions } from './exportTypes.ts'
import { failingDisk } from '../system/testing/failingDisk.ts'
import type { Failure } from '../system/testing/failingDisk.ts'

// docs/reliability.md P9: a file or folder is the old one or the complete new one, whatever call of the file system fails.
// VSGN_EXPORT_FAULTS=all has each call fail in every way, over posts of several batches.
vi.mock('node:fs/promises', async (original) =>
  (await import('../system/testing/failingDisk.ts')).failingPromises(await original()),
)
vi.mock('node:fs', async (original) =>
  (await import('../system/testing/failingDisk.ts')).failingFiles(await original()),
)

const ALL = process.env['VSGN_EXPORT_FAULTS'] === 'all'
const POSTS = ALL ? 1200 : 3
const FAILURES: readonly Omit<Failure, 'at'>[] = ALL
  ? ['ENOSPC', 'EIO', 'EACCES', 'EROFS'].flatMap((code) => [
      { code, lasting: false },
      { code, lasting: true },
    ])
  : [
      { code: 'ENOSPC', lasting: false },
      { code: 'EIO', lasting: true },
    ]

const workshop = new Workshop()
let project: ProjectStore
let folder = ''
let path = ''

beforeAll(async () => {
  project = workshop.create()
  const fileId = publishPosts(
    project,
    Array.from({ length: POSTS }, (_, n) =>
      importedPost(`Ada ran ${n}`, {
        externalId: String(n + 1),
        tags: ['B-PER', 'O', 'O'],
        picture: `${n + 1}.jpg`,
        caption: 'a dog',
      }),
    ),
  )
  const picture = { hash: 'ab'.repeat(32), format: 'jpeg', width: 40, height: 40, bytes: 2 } as const
  await writeFile(project.pictures.path(picture), Uint8Array.of(0xff, 0xd8))
  project.pictures.add(picture)
  project.pictures.attach(fileId, '1.jpg', { state: 'ok', hash: picture.hash })
  project.corrections.save(
    edit({ postId: 1, after: stateWith({ spans: [{ start: 0, end: 1, type: 'PER' }], status: 'reviewed' }) }),
  )
})
afterAll(() => workshop.clear())

beforeEach(async () => {
  folder = await mkdtemp(join(quickFolder(), 'export-faults-'))
  path = join(folder, 'out')
  return () => rm(folder, { recursive: true })
})

/** What stands at the target: the bytes of the file, or of each file of the folder; null: nothing. */
async function held(): Promise<unknown> {
  const found = await stat(path).catch(() => null)
  if (found === null) return null
  if (found.isFile()) return (await readFile(path)).toString('latin1')
  const names = (await readdir(path)).sort()
  return Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'latin1')]))
}

async function outcomeOf(options: Partial<ExportOptions>, failure: Failure) {
  failingDisk.arm(failure)
  const error = await exportPosts({
    source: project,
    path,
    options: { format: 'imgid', which: 'all', tags: 'gold', miscAsOther: false, ...options },
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
  }).catch((thrown: unknown) => thrown)
  return { error: error instanceof Error ? error : null, ...failingDisk.disarm() }
}

const NEVER: Failure = { at: Infinity, code: '', lasting: false }
const CLEARED = /^\.out\.\d+-[0-9a-f]{12}\.part$/u

const TARGETS = [
  ...POST_FORMATS.flatMap(({ name: format, variants }) =>
    variants.flatMap(({ name: variant, severalFiles = false }, index) => {
      const plain = { name: `${format} ${variant}`, isFolder: severalFiles, options: { format, variant } }
      const zip = { name: `${plain.name} in a zip`, isFolder: false, options: { format, variant, zip: true } }
      return ALL || index === 0 ? [plain, zip] : [plain]
    }),
  ),
  { name: 'a retraining set', isFolder: true, options: { format: 'retrain', which: 'reviewed' as const } },
]

describe.each(TARGETS)('$name', ({ options, isFolder }) => {
  it.each(FAILURES)('is whole or absent whichever call fails ($code, lasting: $lasting)', async (failure) => {
    const { calls, error } = await outcomeOf(options, NEVER)
    expect(error).toBeNull()
    const whole = await held()
    let failed = 0
    for (let at = 1; at <= calls; at++) {
      await rm(path, { recursive: true })
      if (isFolder) await mkdir(path)
      else await writeFile(path, 'old')
      const before = await held()
      const outcome = await outcomeOf(options, { ...failure, at })
      expect(outcome.open).toBe(0)
      const after = await held()
      if (outcome.error === null) expect(after).toEqual(whole)
      else {
        failed++
        expect(outcome.error).toBeInstanceOf(WorkbenchError)
        expect(outcome.error).toMatchObject({ kind: 'storage' })
        const unconfirmed = outcome.error.message.includes('is written whole')
        expect(after).toEqual(unconfirmed ? whole : before)
      }
      const beside = (await readdir(folder)).filter((name) => name !== 'out')
      for (const name of beside) {
        expect(name).toMatch(CLEARED)
        await rm(join(folder, name), { recursive: true })
      }
      // Whatever could still be removed was removed.
      if (!failure.lasting && outcome.error !== null) expect(beside).toEqual([])
    }
    expect(failed).toBeGreaterThan(calls / 2)
  })
})

it('says what failed, and what stands there now', async () => {
  await writeFile(path, 'old')
  const { calls } = await outcomeOf({}, NEVER)
  const said = new Set<string>()
  for (let at = 1; at <= calls; at++) {
    const { error } = await outcomeOf({}, { at, code: 'ENOSPC', lasting: false })
    if (error !== null) said.add(error.message.replace(/[1-9]\d* bytes/u, 'N bytes'))
  }
  expect([...said]).toEqual([
    'out could not be written: the disk is full after 0 bytes. What was there before is unchanged. Free some space, or choose another disk.',
    'out could not be written: the disk is full after N bytes. What was there before is unchanged. Free some space, or choose another disk.',
    'out is written whole, but the disk did not confirm it (ENOSPC): it may be gone after a power cut. Check the disk, then export again.',
  ])
})

it('says that the export stands where only the list beside it could not be written', async () => {
  const spans = [
    { start: 0, end: 2, type: 'PER' },
    { start: 0, end: 1, type: 'PER' },
  ]
  project.corrections.save(edit({ postId: 2, after: stateWith({ spans }) }))
  const { calls } = await outcomeOf({ leaveOutInner: true }, NEVER)
  const whole = await held()
  let lists = 0
  for (let at = 1; at <= calls; at++) {
    await rm(path, { force: true })
    const { error } = await outcomeOf({ leaveOutInner: true }, { at, code: 'ENOSPC', lasting: false })
    if (error !== null) expect(error).toBeInstanceOf(WorkbenchError)
    if (error?.message.includes('inner-spans') !== true) continue
    lists++
    expect(await held()).toEqual(whole)
    expect(error.message).toMatch(
      /^out is written whole, but out\.inner-spans\.tsv|^out\.inner-spans\.tsv is written whole/u,
    )
  }
  expect(lists).toBeGreaterThan(3)
})
