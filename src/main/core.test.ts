import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../shared/api/client.ts'
import type { Client } from '../shared/api/client.ts'
import type { EventPayload } from '../shared/api/contract.ts'
import { memoryTransport } from '../shared/api/memoryTransport.ts'
import type { Job } from '../shared/domain/job.ts'
import { DEFAULT_LABELS } from '../shared/domain/labels.ts'
import { createCore } from './core.ts'
import type { Core } from './core/coreOptions.ts'
import { createFileTokens } from './core/fileTokens.ts'
import type { FileTokens } from './core/fileTokens.ts'
import { nodeProcesses } from './jobs/childProcess.ts'
import { systemClock } from './system/clock.ts'
import { silentLogger } from './system/logger.ts'

let folder: string
let tokens: FileTokens
let core: Core
let client: Client

async function start(): Promise<void> {
  tokens = createFileTokens()
  core = await createCore({
    host: 'memory',
    version: '0.0.0',
    dataDir: join(folder, 'data'),
    clock: systemClock,
    processes: nodeProcesses(),
    files: {
      style: 'dialog',
      choose: () => ({ files: [] }),
      browse: () => Promise.reject(new Error('none')),
    },
    tokens,
    logger: silentLogger,
    sampleProject: join(folder, 'Sample.vsgn'),
  })
  client = connect()
}

function connect(): Client {
  const [clientEnd, coreEnd] = memoryTransport()
  core.dispatcher.attach(coreEnd, 'test')
  return createClient(clientEnd)
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'core-'))
  await start()
})

afterEach(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

function create(name: string): Promise<unknown> {
  const token = tokens.grant(folder, 'parent')
  return client.call('projects.create', { token, name, labels: DEFAULT_LABELS })
}

test('a project opens where the list of recent ones cannot be written', async () => {
  mkdirSync(join(folder, 'data', 'settings.json'), { recursive: true })
  expect(await create('Own')).toMatchObject({ name: 'Own', readOnly: false })
})

test('a project that is opened again through a link stays open for writing', async () => {
  await create('Own')
  symlinkSync(join(folder, 'Own.vsgn'), join(folder, 'Link.vsgn'), 'junction')
  const again = await client.call('projects.open', { token: tokens.grant(join(folder, 'Link.vsgn')) })
  expect(again).toMatchObject({ location: join(folder, 'Own.vsgn'), readOnly: false })
})

test('without a project every question about posts is answered with what to do', async () => {
  expect(await client.call('projects.current', {})).toBeNull()
  const page = client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 10 })
  await expect(page).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('Open one') as string,
  })
})

test('a project that was made is open, is told to every client, and is offered again after a restart', async () => {
  const other = connect()
  const told = new Promise((resolve) => other.on('store.changed', resolve))
  expect(await create('First')).toMatchObject({ name: 'First', readOnly: false, posts: 0 })
  expect(await told).toMatchObject({ topics: expect.arrayContaining(['project']) as string[] })
  expect(await client.call('projects.current', {})).toMatchObject({ location: join(folder, 'First.vsgn') })
  await core.close()

  await start()
  const recent = await client.call('projects.recent', {})
  expect(recent.map(({ name, sample }) => [name, sample])).toEqual([
    ['First', false],
    ['Sample', true],
  ])
  const opened = await client.call('projects.open', { token: recent[0]?.token ?? '' })
  expect(opened).toMatchObject({ name: 'First', readOnly: false })
})

test('a project that is written elsewhere opens for reading, and refuses edits', async () => {
  await create('Shared')
  const first = core
  await start()
  const token = tokens.grant(join(folder, 'Shared.vsgn'))
  expect(await client.call('projects.open', { token })).toMatchObject({ name: 'Shared', readOnly: true })
  const after = { spans: [], status: 'reviewed', flagged: false, comment: '' } as const
  const project = join(folder, 'Shared.vsgn')
  const edit = { project, editId: 'edit-0001', postId: 1, expectedRevision: 0, after, undoes: null }
  await expect(client.call('corrections.save', edit)).rejects.toMatchObject({ kind: 'refused' })
  await first.close()
})

test('a failed opening leaves the open project open', async () => {
  await create('Kept')
  const open = client.call('projects.open', { token: tokens.grant(join(folder, 'nothing.vsgn')) })
  await expect(open).rejects.toMatchObject({ kind: 'not-found' })
  expect(await client.call('projects.current', {})).toMatchObject({ name: 'Kept' })
})

test('author is a setting of the person', async () => {
  await client.call('app.setAuthor', { author: 'Ada' })
  await core.close()
  await start()
  expect(await client.call('app.info', {})).toEqual({
    version: '0.0.0',
    host: 'memory',
    files: 'dialog',
    author: 'Ada',
  })
})

/** Waits for the end of a job, as a window does. */
async function finished(start: Promise<Job>): Promise<Job> {
  const ended = new Map<string, Job>()
  let look: () => void = () => undefined
  const off = client.on('jobs.progress', (job) => {
    if (job.state !== 'queued' && job.state !== 'running') ended.set(job.id, job)
    look()
  })
  const { id } = await start
  const job = await new Promise<Job>((resolve) => {
    look = () => {
      const found = ended.get(id)
      if (found !== undefined) resolve(found)
    }
    look()
  })
  off()
  return job
}

const OPTIONS = {
  format: 'auto',
  split: null,
  skipBad: false,
  offsets: null,
  columns: null,
  delimiter: null,
  encoding: null,
}
const POSTS = 'IMGID:1\nAda\tB-PER\nwrites\tO\n\nIMGID:2\nOslo\tB-LOC\nis\tO\nI\tI-MISC\n\n'

function importFiles(content: string, pictures: string | null = null): Promise<Job> {
  const file = join(folder, 'posts.txt')
  writeFileSync(file, content)
  const token = pictures === null ? null : tokens.grant(pictures)
  const files = { files: [tokens.grant(file)], pictures: token, captions: null }
  return finished(client.call('import.start', { ...files, options: OPTIONS }))
}

test('posts come in as a job, are corrected, and go out again', async () => {
  await create('Flow')
  const changes: EventPayload<'store.changed'>[] = []
  client.on('store.changed', (change) => changes.push(change))
  expect(await importFiles(POSTS)).toMatchObject({
    state: 'done',
    kind: 'import',
    title: 'Import posts.txt',
    result: { files: [{ read: 2, stored: 2 }] },
  })
  expect(changes).toContainEqual({ topics: ['project', 'posts', 'predictions'], postIds: null })
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 10 })
  const [first] = rows
  const post = await client.call('posts.get', { id: first?.id ?? 0 })
  const after = { ...post.state, spans: [], status: 'reviewed' as const }
  const project = (await client.call('projects.current', {}))?.location ?? ''
  const edit = { project, editId: 'edit-0001', postId: post.id, expectedRevision: 0, after, undoes: null }
  const astray = { ...edit, project: `${project}-other` }
  await expect(client.call('corrections.save', astray)).rejects.toMatchObject({ kind: 'not-found' })
  const judged = { project: astray.project, postId: post.id, keys: ['0-1'], cause: null }
  await expect(client.call('errors.setCause', judged)).rejects.toMatchObject({ kind: 'not-found' })
  expect(await client.call('corrections.save', edit)).toMatchObject({ revision: 1, repeated: false })
  expect(await client.call('corrections.save', edit)).toMatchObject({ revision: 1, repeated: true })
  const stale = { ...edit, editId: 'edit-0002', after: { ...after, flagged: true } }
  await expect(client.call('corrections.save', stale)).rejects.toMatchObject({
    kind: 'conflict',
    details: { yours: { flagged: true }, theirs: { flagged: false, spans: [] }, revision: 1 },
  })
  expect(changes.filter(({ topics }) => topics.includes('corrections'))).toEqual([
    { topics: ['project', 'posts', 'corrections'], postIds: [post.id] },
  ])

  const options = { format: 'imgid', which: 'all', tags: 'gold', miscAsOther: false } as const
  expect(await client.call('export.plan', options)).toMatchObject({ posts: 2, leftOut: [] })
  const token = tokens.grant(folder, 'parent')
  expect(await finished(client.call('export.start', { token, name: 'out.txt', options }))).toMatchObject({
    state: 'done',
  })
  expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toBe(POSTS.replace('B-PER', 'O'))
  expect((await client.call('jobs.list', {})).map(({ kind, state }) => [kind, state])).toEqual([
    ['export', 'done'],
    ['import', 'done'],
  ])
})

test('a preview shows what a file would become and stores nothing', async () => {
  await create('Preview')
  const file = join(folder, 'posts.txt')
  writeFileSync(file, POSTS)
  const { files } = await client.call('import.preview', { files: [tokens.grant(file)], options: OPTIONS })
  expect(files).toMatchObject([
    { name: 'posts.txt', format: 'imgid', posts: [{ spans: [{ type: 'PER' }] }, {}] },
  ])
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 0 })
})

test('tags are checked and repaired, and what a repair would do is shown first', async () => {
  await create('Lint')
  await importFiles(POSTS)
  expect(await client.call('lint.report', { examples: 5 })).toMatchObject({
    posts: 1,
    kinds: [{ kind: 'orphan-inside', tags: 1, posts: 1 }],
  })
  const preview = await client.call('lint.previewRepair', { rule: 'begin', examples: 5 })
  expect(preview.examples).toMatchObject([
    { before: ['B-LOC', 'O', 'I-MISC'], after: ['B-LOC', 'O', 'B-MISC'] },
  ])
  expect(await finished(client.call('lint.repair', { rule: 'begin' }))).toMatchObject({
    state: 'done',
    result: { changed: 1, left: [] },
  })
  expect(await client.call('lint.report', { examples: 5 })).toMatchObject({ posts: 0 })
  const [repair] = await client.call('lint.repairs', {})
  expect(repair).toMatchObject({ rule: 'begin', posts: 1, undone: false })
  const { location = '' } = (await client.call('projects.current', {})) ?? {}
  expect(await client.call('lint.undoRepair', { project: location, id: repair?.id ?? 0 })).toEqual({
    changed: 1,
    left: 0,
  })
  expect(await client.call('lint.report', { examples: 5 })).toMatchObject({ posts: 1 })
  expect(await client.call('lint.repairs', {})).toMatchObject([{ undone: true }])
})

test('a changed file is compared with the project, and what was chosen is taken over', async () => {
  await create('Update')
  await importFiles(POSTS)
  const file = join(folder, 'newer.txt')
  writeFileSync(file, `${POSTS}IMGID:9\nmore\tO\n`)
  const changed = { fileId: 1, file: tokens.grant(file) }
  const { counts, first } = await client.call('import.compare', changed)
  expect(counts).toMatchObject({ added: 1, gone: 0 })
  expect(first.at(-1)).toEqual({
    kind: 'added',
    externalId: '9',
    before: null,
    after: { tokens: ['more'], spans: [] },
  })
  const update = { ...changed, apply: ['added' as const], pictures: tokens.grant(folder) }
  const job = await finished(client.call('import.update', update))
  const pictures = { found: 0, missing: 1, broken: 0, refused: 0 }
  expect(job).toMatchObject({ state: 'done', result: { added: 1, left: 0, pictures } })
  expect((await client.call('import.compare', changed)).counts).toMatchObject({ added: 0 })
})

test('a newer version of a file is read as the file was imported', async () => {
  await create('Mapped')
  const file = join(folder, 'posts.txt')
  writeFileSync(file, POSTS.replace('B-LOC', 'B-place'))
  const given = { files: [tokens.grant(file)], pictures: null, captions: null }
  const options = { ...OPTIONS, labels: { place: 'LOC', MISC: '' } }
  await finished(client.call('import.start', { ...given, options }))
  const { counts } = await client.call('import.compare', { fileId: 1, file: tokens.grant(file) })
  expect(counts).toEqual({ added: 0, retagged: 0, corrected: 0, reworded: 0, gone: 0 })
})

test('a picture is looked up by its hash, and nothing else is', async () => {
  await create('Pictures')
  const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  mkdirSync(join(folder, 'pictures'))
  writeFileSync(join(folder, 'pictures', '1.jpg'), bytes)
  const job = await importFiles(POSTS, join(folder, 'pictures'))
  expect(job).toMatchObject({ state: 'done', result: { pictures: { found: 1, missing: 1 } } })
  const { rows } = await client.call('posts.page', {
    filter: { picture: 'ok' },
    order: 'file',
    offset: 0,
    limit: 10,
  })
  const { picture } = await client.call('posts.get', { id: rows[0]?.id ?? 0 })
  const found = core.picture(picture?.hash ?? '')
  expect(found?.format).toBe('png')
  expect(readFileSync(found?.path ?? '')).toEqual(bytes)
  expect(core.picture('0'.repeat(64))).toBeNull()
})

test('a job that fails says why, with an unknown pack as with an unknown file', async () => {
  await create('Fails')
  const absent = { files: [tokens.grant(join(folder, 'absent.txt'))], pictures: null, captions: null }
  await expect(client.call('import.start', { ...absent, options: OPTIONS })).rejects.toMatchObject({
    kind: 'not-found',
  })
  const model = tokens.grant(join(folder, 'no-pack'))
  const choice = { model, which: 'all', device: 'cpu', limit: null } as const
  expect(await finished(client.call('predict.start', choice))).toMatchObject({
    state: 'failed',
    error: { kind: 'not-found', message: expect.stringContaining('no-pack') as string },
  })
  await expect(client.call('predict.start', { ...choice, model: 'unknown' })).rejects.toMatchObject({
    kind: 'not-found',
  })
})
