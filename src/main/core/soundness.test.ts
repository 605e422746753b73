import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { importedPost, publishPosts, steppingClock } from '../store/store.fixture.ts'
import { openCore } from './testing/openCore.ts'
import type { OpenCore } from './testing/openCore.ts'

const CONLL = { format: 'conll', which: 'all', tags: 'gold', miscAsOther: false } as const

let folder: string
let project: string
let program: OpenCore | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soundness-'))
  project = join(folder, 'A.vsgn')
})
afterEach(async () => {
  await program?.core.close()
  program = null
  rmSync(folder, { recursive: true })
})

interface Damaged {
  readonly snapshot: boolean
  /** What stands in the place of `B-PER`. */
  readonly tag?: string
}

/** The program with a project open in which the disk changed a stored tag, after a snapshot or without one. */
async function openDamaged({ snapshot, tag = 'B-PRR' }: Damaged): Promise<OpenCore> {
  const store = createProject(project, { name: 'A', labels: DEFAULT_LABELS, clock: steppingClock() })
  publishPosts(store, [
    importedPost('Ada ran', { externalId: '17_06_1', tags: ['B-PER', 'O'] }),
    importedPost('Oslo shone', { externalId: '17_06_2', tags: ['B-LOC', 'O'] }),
  ])
  if (snapshot) await store.snapshot('hourly')
  store.close()
  const file = join(project, 'project.sqlite')
  const bytes = readFileSync(file)
  const at = bytes.lastIndexOf('["B-PER","O"]')
  expect(at).toBeGreaterThan(0)
  bytes.write(tag, at + '["'.length)
  writeFileSync(file, bytes)
  program = await openCore(folder)
  await program.client.call('projects.open', { token: program.tokens.grant(project) })
  return program
}

it('an export of a project whose disk changed a stored tag is refused, and names the post and the way back', async () => {
  const { client, tokens, ended } = await openDamaged({ snapshot: true })
  const token = tokens.grant(folder, 'parent')
  const start = () => client.call('export.start', { token, name: 'out.txt', options: CONLL })
  const job = await ended(start)
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'storage' } })
  expect(job.error?.message).toMatch(
    /^Post 17_06_1 is not as it was saved: .+\. The snapshot of 2026-01-01 00:00 UTC is sound: restore it \(.+`vsgn snapshots PROJECT --restore (\w+-hourly)`\), or .+\(--leave-out\)\. No file was written\.$/u,
  )
  expect(existsSync(join(folder, 'out.txt'))).toBe(false)

  const [, name = ''] = /--restore ([\w-]+)/u.exec(job.error?.message ?? '') ?? []
  await client.call('snapshots.restore', { of: { project }, name })
  expect(await ended(start)).toMatchObject({ state: 'done', result: { tweets: 2, spans: 2 } })
})

it('the damaged post is left out where that is asked for', async () => {
  const { client, tokens, ended } = await openDamaged({ snapshot: false })
  const token = tokens.grant(folder, 'parent')
  const options = { ...CONLL, leaveOut: true }
  expect(await ended(() => client.call('export.start', { token, name: 'out.txt', options }))).toMatchObject({
    state: 'done',
    result: { tweets: 1, leftOut: [{ externalId: '17_06_1', reason: 'it is not as it was saved' }] },
  })
})

it('a post of which nothing can be read any more is left out by its name, and named where it is asked for', async () => {
  const { client, tokens, ended } = await openDamaged({ snapshot: false, tag: '"B-PE' })
  const token = tokens.grant(folder, 'parent')
  const options = { ...CONLL, leaveOut: true }
  expect(await ended(() => client.call('export.start', { token, name: 'out.txt', options }))).toMatchObject({
    state: 'done',
    result: { tweets: 1, leftOut: [{ externalId: '17_06_1', reason: 'it is not as it was saved' }] },
  })
  await expect(client.call('posts.get', { id: 1 })).rejects.toThrow(
    /^project\.sqlite is damaged: post 17_06_1 cannot be read \(.+\)\. Restore one of its snapshots/u,
  )
})

it('damage is found and told beside other work after opening', async () => {
  const { client } = await openDamaged({ snapshot: false })
  await vi.waitFor(async () => {
    expect(await client.call('projects.damage', {})).toMatch(/^Post 17_06_1 .+No snapshot .+ is sound/u)
  })
  expect(await client.call('export.plan', CONLL)).toMatchObject({
    posts: 1,
    refused: [{ externalId: '17_06_1' }],
  })
})
