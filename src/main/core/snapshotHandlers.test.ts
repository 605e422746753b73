import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { importedPost, publishPosts, steppingClock } from '../store/store.fixture.ts'
import { openCore } from './testing/openCore.ts'
import type { OpenCore } from './testing/openCore.ts'

const POSTS = 60

let folder: string
let project: string
let program: OpenCore
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'))
  project = join(folder, 'A.vsgn')
  const store = createProject(project, { name: 'A', labels: DEFAULT_LABELS, clock: steppingClock() })
  const posts = Array.from({ length: POSTS }, (_, index) =>
    importedPost(`Oslo ${index}`, { tags: ['O', 'O'] }),
  )
  publishPosts(store, posts)
  await store.snapshot('hourly')
  store.close()
  program = await openCore(folder, 'cli')
})
afterEach(async () => {
  await program.core.close()
  rmSync(folder, { recursive: true })
})

const open = () => program.client.call('projects.open', { token: program.tokens.grant(project) })

async function labelOslo(scope: 'post' | 'project') {
  const mention = {
    kind: 'mention',
    postId: 1,
    start: 0,
    end: 1,
    type: 'LOC',
    reviewed: true,
    scope,
  } as const
  return program.client.call('bulk.apply', { project, request: mention, skip: [] })
}

async function reasons(): Promise<string[]> {
  const snapshots = await program.client.call('snapshots.list', { of: program.tokens.grant(project) })
  return snapshots.map(({ reason }) => reason)
}

it('a change of many posts has a snapshot taken first, and so has taking it back; one of few has none', async () => {
  await open()
  await labelOslo('post')
  expect(await reasons()).toEqual(['hourly'])
  const { id, changed } = await labelOslo('project')
  expect(changed).toBeGreaterThan(50)
  expect(await reasons()).toEqual(['bulk', 'hourly'])
  await program.client.call('bulk.undo', { project, id })
  expect(await reasons()).toEqual(['bulk', 'bulk', 'hourly'])
})

it('a snapshot is restored while the project is open, every client is told, and it can be taken back', async () => {
  const { client } = program
  expect(await open()).toMatchObject({ reviewed: 0, restored: 0 })
  await labelOslo('project')
  const after = { spans: [], status: 'reviewed', flagged: false, comment: '' } as const
  const { revision } = await client.call('posts.get', { id: 1 })
  const edit = { project, editId: 'edit-0001', postId: 1, expectedRevision: revision, after, undoes: null }
  await client.call('corrections.save', edit)
  const [, oldest] = await client.call('snapshots.list', { of: null })
  const told = new Promise((resolve) => client.on('store.changed', resolve))
  const restored = await client.call('snapshots.restore', { of: { project }, name: oldest?.name ?? '' })
  expect(restored).toMatchObject({
    location: project,
    readOnly: false,
    posts: POSTS,
    reviewed: 0,
    restored: 1,
  })
  expect(await told).toMatchObject({ postIds: null })
  expect(await reasons()).toEqual(['replaced', 'bulk', 'hourly'])
  const [replaced] = await client.call('snapshots.list', { of: null })
  expect(replaced).toMatchObject({ reviewed: 1 })
  await client.call('snapshots.restore', { of: { project }, name: replaced?.name ?? '' })
  expect(await client.call('projects.current', {})).toMatchObject({ reviewed: 1, restored: 2 })
})

it('a project stays open where the snapshot is not there, and another project is not touched', async () => {
  const { client } = program
  await open()
  const restore = (location: string) =>
    client.call('snapshots.restore', { of: { project: location }, name: 'none' })
  await expect(restore(project)).rejects.toMatchObject({ kind: 'not-found' })
  await expect(restore(join(folder, 'B.vsgn'))).rejects.toMatchObject({ kind: 'not-found' })
  expect(await client.call('projects.current', {})).toMatchObject({ location: project, readOnly: false })
})

it('a project whose database cannot be opened is restored by its folder', async () => {
  const { client, tokens } = program
  writeFileSync(join(project, 'project.sqlite'), 'no database'.repeat(900))
  await expect(open()).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('Restore one of its snapshots') as string,
  })
  const of = tokens.grant(project)
  const [snapshot] = await client.call('snapshots.list', { of })
  const restored = client.call('snapshots.restore', { of: { token: of }, name: snapshot?.name ?? '' })
  expect(await restored).toMatchObject({ location: project, posts: POSTS })
})
