import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../shared/api/client.ts'
import type { Client } from '../shared/api/client.ts'
import { memoryTransport } from '../shared/api/memoryTransport.ts'
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
  const edit = { editId: 'edit-0001', postId: 1, expectedRevision: 0, after, undoes: null }
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
