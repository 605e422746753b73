import { afterEach, beforeEach, expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import { edit, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { countChanges } from './fileChanges.ts'
import type { Comparison } from './fileChanges.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { updateFile } from './updateFile.ts'
import type { UpdateReport } from './updateFile.ts'

const OLD =
  'IMGID:1\nAda\tB-PER\nran\tO\n\nIMGID:2\nOslo\tO\nfjord\tO\n\nIMGID:3\nBob\tO\n\nIMGID:4\nold\tO\n\nIMGID:5\nleft\tO\n\nIMGID:1\nIda\tB-PER\n\n'
/** 1 as it was, 2 and 3 with other labels, 4 with other words, 5 gone, the second 1 as it was, 6 new. */
const NEW =
  'IMGID:1\nAda\tB-PER\nran\tO\n\nIMGID:2\nOslo\tB-LOC\nfjord\tI-LOC\n\nIMGID:3\nBob\tB-PER\n\nIMGID:4\nnew\tB-MISC\n\nIMGID:1\nIda\tB-PER\n\nIMGID:6\nmore\tO\n\n'

const workshop = new Workshop()
let project: ProjectStore
afterEach(() => workshop.clear())
beforeEach(async () => {
  project = workshop.create()
  const sources = [bytesSource('posts.txt', OLD)]
  await importPosts({
    target: project,
    sources,
    options: DEFAULT_IMPORT_OPTIONS,
    captions: null,
    pictures: null,
  })
  project.corrections.save(
    edit({ postId: 3, after: stateWith({ spans: [{ start: 0, end: 1, type: 'ORG' }] }) }),
  )
})

const comparison = (content: string): Comparison => ({
  source: bytesSource('newer.txt', content, 64),
  options: { ...DEFAULT_IMPORT_OPTIONS, format: 'imgid' },
  project,
  fileId: 1,
  breathe: () => Promise.resolve(),
})
const update = (content: string, ...apply: ChangeKind[]): Promise<UpdateReport> =>
  updateFile({
    ...comparison(content),
    project,
    apply: new Set(apply),
    author: 'Ada',
    at: '2026-01-02T00:00:00.000Z',
  })
const counts = async (content: string): Promise<Record<ChangeKind, number>> =>
  (await countChanges(comparison(content), 10)).counts
const none = { added: 0, retagged: 0, corrected: 0, reworded: 0, gone: 0 }

it('tells what is new, what changed and what is gone, and changes nothing', async () => {
  const { counts: found, first } = await countChanges(comparison(NEW), 10)
  expect(found).toEqual({ added: 1, retagged: 1, corrected: 1, reworded: 1, gone: 1 })
  expect(first.map(({ kind, postId, read }) => [kind, postId, read?.externalId])).toEqual([
    ['retagged', 2, '2'],
    ['corrected', 3, '3'],
    ['reworded', 4, '4'],
    ['added', null, '6'],
    ['gone', 5, undefined],
  ])
  expect(await counts(OLD)).toEqual(none)
  expect(project.posts.count()).toBe(6)
})

it('takes over what was chosen and leaves the rest', async () => {
  expect(await update(NEW, 'retagged')).toEqual({ ...none, retagged: 1, file: 'posts.txt', left: 0 })
  expect(project.posts.get(2).state.spans).toEqual([{ start: 0, end: 2, type: 'LOC' }])
  expect(project.posts.get(3).state.spans).toEqual([{ start: 0, end: 1, type: 'ORG' }])
  expect(project.corrections.history(2)).toMatchObject([{ author: 'Ada', before: { spans: [] } }])
  expect(await counts(NEW)).toEqual({ added: 1, retagged: 0, corrected: 1, reworded: 1, gone: 1 })
})

it('takes over everything, after which the file is no longer different; nothing was deleted', async () => {
  await update(NEW, 'added', 'retagged', 'corrected', 'reworded', 'gone')
  expect(await counts(NEW)).toEqual(none)
  expect(project.posts.count()).toBe(8)
  expect(project.files.list().map(({ name, posts }) => [name, posts])).toEqual([
    ['posts.txt', 6],
    ['posts.txt', 2],
  ])
  for (const id of [4, 5])
    expect(project.posts.get(id).state).toMatchObject({ flagged: true, comment: 'No longer in posts.txt.' })
  expect(project.verify()).toEqual([])
})

it('refuses a file with a bad record, for its posts would look gone', async () => {
  const bad = NEW.replace('Oslo\tB-LOC', 'Oslo')
  await expect(counts(bad)).rejects.toMatchObject({
    kind: 'refused',
    message:
      'newer.txt, line 6: the token `Oslo` has no tag; expected token, TAB, tag (for example B-PER). Correct the line.',
  })
  await expect(update(bad, 'added', 'gone')).rejects.toMatchObject({ kind: 'refused' })
  expect(project.posts.count()).toBe(6)
  expect(project.files.list()).toHaveLength(1)
})

it('says when the file is not in the project', async () => {
  const absent = { ...comparison(NEW), fileId: 99 }
  await expect(countChanges(absent, 1)).rejects.toMatchObject({ kind: 'not-found' })
})

it('puts new posts in the split that the name of the file speaks of, as the import did', async () => {
  const sources = [bytesSource('train.txt', 'IMGID:7\nEva\tO\n\n')]
  const options = DEFAULT_IMPORT_OPTIONS
  await importPosts({ target: project, sources, options, captions: null, pictures: null })
  const newer = { ...comparison('IMGID:7\nEva\tO\n\nIMGID:8\nEve\tO\n\n'), fileId: 2 }
  const at = '2026-01-02T00:00:00.000Z'
  await updateFile({ ...newer, project, apply: new Set(['added']), author: 'Ada', at })
  const splits = project.posts.after(0, 100).map(({ externalId, split }) => [externalId, split])
  expect(splits.slice(6)).toEqual([
    ['7', 'train'],
    ['8', 'train'],
  ])
})
