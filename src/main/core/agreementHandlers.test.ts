import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Client } from '../../shared/api/client.ts'
import type { Params } from '../../shared/api/contract.ts'
import { agreementDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { edit, importedPost, publishPosts, stateWith } from '../store/store.fixture.ts'
import { systemClock } from '../system/clock.ts'
import type { Core } from './coreOptions.ts'
import type { FileTokens } from './fileTokens.ts'
import { openCore } from './testing/openCore.ts'

let tokens: FileTokens
let folder: string
let core: Core
let client: Client

const WORDS = ['Ada ran', 'Oslo is far', 'Bob slept', 'nobody read this']

/** A closed project in which this person read the posts so: a type for the first word, `O` for none, null: not read. */
function makeProject(name: string, author: string, types: readonly (string | null)[]): string {
  const path = join(folder, `${name}.vsgn`)
  const store = createProject(path, { name, labels: DEFAULT_LABELS, clock: systemClock })
  publishPosts(
    store,
    WORDS.map((words) => importedPost(words)),
  )
  for (const [index, type] of types.entries()) {
    if (type === null) continue
    const spans = type === 'O' ? [] : [{ start: 0, end: 1, type }]
    store.corrections.save(
      edit({ postId: index + 1, author, after: stateWith({ spans, status: 'reviewed' }) }),
    )
  }
  store.close()
  return path
}

let own: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agreement-'))
  own = makeProject('Own', 'Mia', ['PER', 'LOC', 'PER', null])
  ;({ core, client, tokens } = await openCore(folder))
  await client.call('app.setAuthor', { author: 'Mia' })
  await client.call('projects.open', { token: tokens.grant(own) })
})
afterEach(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

async function compare(
  path: string | readonly string[],
  kind: Params<'agreement.start'>['second']['kind'],
  posts: Params<'agreement.start'>['posts'] = 'reviewed',
): Promise<Job> {
  const ended = new Promise<Job>((resolve) => {
    client.on('jobs.progress', (job) => {
      if (job.kind === 'agreement' && !['queued', 'running'].includes(job.state)) resolve(job)
    })
  })
  const [first = '', ...more] = [path].flat().map((each) => tokens.grant(each))
  const second = kind === 'project' ? { kind, folder: first } : { kind, files: [first, ...more] }
  await client.call('agreement.start', { project: own, second, posts })
  return ended
}

it('compares with the project of another person, and settles what differs', async () => {
  const second = makeProject('Other', 'Ben', ['PER', 'ORG', 'O', 'O'])
  const job = await compare(second, 'project')
  expect(job).toMatchObject({ state: 'done', error: null, done: 4, total: 4 })
  const { agreement: id } = agreementDocument.parse(job.result)
  expect(await client.call('agreement.list', {})).toMatchObject([
    {
      ...{ id, first: 'Mia', second: 'Ben', source: 'Other.vsgn', differing: 2, left: 2 },
      report: {
        coverage: { bothRead: 3, onlySecondRead: 1 },
        alike: 1,
        spans: { first: 3, second: 2, same: 1 },
      },
    },
  ])
  expect(await client.call('agreement.posts', { id, offset: 1, limit: 5 })).toMatchObject({
    total: 2,
    rows: [{ post: { id: 3, text: 'Bob slept' }, settlement: 'open' }],
  })
  expect(await client.call('agreement.next', { id, after: 0 })).toEqual({ postId: 2 })
  const post = await client.call('agreement.post', { id, postId: 2 })
  expect(post).toMatchObject({
    ...{ words: ['Oslo', 'is', 'far'], revision: 1, settlement: 'open', third: null, position: 0 },
    first: [{ start: 0, end: 1, type: 'LOC' }],
    second: [{ start: 0, end: 1, type: 'ORG' }],
  })
  const choice = { project: own, id, postId: 2, expectedRevision: 1, editId: 'choice-one' } as const
  expect(await client.call('agreement.settle', { ...choice, take: 'second' })).toMatchObject({
    revision: 2,
    next: 3,
  })
  expect((await client.call('posts.get', { id: 2 })).state.spans).toEqual([{ start: 0, end: 1, type: 'ORG' }])
  await expect(
    client.call('agreement.settle', { ...choice, editId: 'choice-two', take: 'first' }),
  ).rejects.toMatchObject({ kind: 'conflict' })
  expect(await client.call('agreement.undo', { project: own, id })).toEqual({
    undone: { postId: 2, editId: 'choice-one' },
  })
  expect(await client.call('agreement.list', {})).toMatchObject([{ left: 2 }])

  const third = stateWith({ spans: [{ start: 0, end: 2, type: 'MISC' }], status: 'reviewed' })
  await client.call('corrections.save', {
    ...{ project: own, editId: 'third-reading', postId: 3, expectedRevision: 1, undoes: null },
    after: { ...third, spans: [...(third.spans ?? [])] },
  })
  expect(await client.call('agreement.post', { id, postId: 3 })).toMatchObject({
    settlement: 'other',
    third: { words: ['Bob', 'slept'], spans: third.spans },
  })
  expect(await client.call('agreement.list', {})).toMatchObject([{ left: 1 }])
  await client.call('agreement.forget', { project: own, id })
  expect(await client.call('agreement.list', {})).toEqual([])
})

it('keeps the second reading out of the posts: review sees nothing of it, and the other project stays as it is', async () => {
  const before = await client.call('posts.get', { id: 2 })
  const other = makeProject('Other', 'Ben', ['PER', 'ORG', 'O', 'O'])
  const bytes = readFileSync(join(other, 'project.sqlite'))
  await compare(other, 'project')
  expect(readFileSync(join(other, 'project.sqlite')).equals(bytes)).toBe(true)
  expect(await client.call('posts.get', { id: 2 })).toEqual(before)
  expect(JSON.stringify(before)).not.toContain('ORG')
})

it('compares with a file of any format, and names it where nobody is named', async () => {
  const file = join(folder, 'from-ben.jsonl')
  const line = (id: string, tags: string): string =>
    JSON.stringify({ id, tokens: id.split(' '), tags: tags.split(' '), status: 'reviewed' })
  writeFileSync(file, `${line('Ada ran', 'B-PER O')}\n${line('Oslo is far', 'B-OTHER O O')}\n`)
  expect(await compare(file, 'files')).toMatchObject({ state: 'done' })
  const conll = join(folder, 'ben.conll')
  writeFileSync(conll, 'Bob B-PER\nslept O\n\nOslo B-LOC\nis O\nfar O\n\n')
  expect(await compare(conll, 'files')).toMatchObject({ state: 'done' })
  expect(await client.call('agreement.list', {})).toMatchObject([
    {
      second: 'ben',
      report: { posts: { second: 'labelled' }, coverage: { byWords: 2, bothRead: 2 }, differing: 0 },
    },
    {
      second: 'from-ben',
      report: { coverage: { matched: 2, onlyFirst: 2, bothRead: 2 }, differing: 1, unknownTypes: [] },
    },
  ])
})

it('takes the work of an annotator from several files', async () => {
  const files = ['train', 'dev'].map((name) => join(folder, `${name}.conll`))
  writeFileSync(files[0] ?? '', 'Bob B-PER\nslept O\n\n')
  writeFileSync(files[1] ?? '', 'Oslo B-LOC\nis O\nfar O\n\n')
  expect(await compare(files, 'files')).toMatchObject({
    state: 'done',
    title: 'Compare with train.conll and 1 more',
  })
  expect(await client.call('agreement.list', {})).toMatchObject([
    {
      ...{ second: 'train and 1 more', source: 'train.conll and 1 more', differing: 0 },
      report: { coverage: { second: 2, bothRead: 2 } },
    },
  ])
})

it('tells two people of one name apart', async () => {
  await compare(makeProject('Other', 'Mia', ['PER', null, null, null]), 'project')
  expect(await client.call('agreement.list', {})).toMatchObject([
    { first: 'Mia', second: 'Mia (Other.vsgn)' },
  ])
})

it('refuses the open project itself, what is no project, and a file it cannot read; nothing is kept then', async () => {
  expect(await compare(own, 'project')).toMatchObject({
    state: 'failed',
    error: { kind: 'refused', message: expect.stringContaining('is the project that is open') as unknown },
  })
  expect(await compare(folder, 'project')).toMatchObject({ state: 'failed', error: { kind: 'not-found' } })
  const file = join(folder, 'broken.jsonl')
  writeFileSync(file, '{"id": "a", "tokens": ["Ada"], "tags": ["B-PER"]}\n{"id": "b", "tokens"\n')
  expect(await compare(file, 'files')).toMatchObject({ state: 'failed', error: { kind: 'refused' } })
  expect(await client.call('agreement.list', {})).toEqual([])
})
