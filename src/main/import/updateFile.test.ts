import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import { edit, stateWith, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { countChanges } from './fileChanges.ts'
import type { Comparison } from './fileChanges.ts'
import { optionsOfFile } from './fileOptions.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportOptions } from './importTypes.ts'
import type { PictureFolder } from './pictureFolder.ts'
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
    pictures: null,
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
  expect(await update(NEW, 'retagged')).toEqual({
    ...none,
    retagged: 1,
    file: 'posts.txt',
    left: 0,
    pictures: null,
    change: { id: 1, title: 'Update posts.txt', posts: 1 },
  })
  expect(project.posts.get(2).state.spans).toEqual([{ start: 0, end: 2, type: 'LOC' }])
  expect(project.posts.get(3).state.spans).toEqual([{ start: 0, end: 1, type: 'ORG' }])
  expect(project.corrections.history(2)).toMatchObject([{ author: 'Ada', before: { spans: [] } }])
  expect(await counts(NEW)).toEqual({ added: 1, retagged: 0, corrected: 1, reworded: 1, gone: 1 })
})

it('is one change of many posts to its author, taken back and done again as one', async () => {
  const steps = () => project.corrections.undoable('Bo', 10)
  const posts = () => [2, 3, 4, 5].map((id) => project.posts.get(id).state)
  const before = posts()
  const by = { author: 'Bo', at: '2026-01-03T00:00:00.000Z' }
  const apply = new Set<ChangeKind>(['added', 'retagged', 'corrected', 'reworded', 'gone'])
  await updateFile({ ...comparison(NEW), project, apply, ...by, pictures: null })
  const after = posts()
  expect(project.bulk.list()).toMatchObject([
    { kind: 'update', title: 'Update posts.txt', author: 'Bo', posts: 4 },
  ])
  expect(steps().undo).toEqual([{ kind: 'bulk', bulkId: 1, title: 'Update posts.txt', posts: 4 }])
  project.bulk.undo(1, by)
  expect(posts()).toEqual(before)
  project.bulk.undo(2, by)
  expect(posts()).toEqual(after)
  expect(project.verify()).toEqual([])
})

it('is no change of many posts where it only brings new ones', async () => {
  expect(await update(NEW, 'added')).toMatchObject({ added: 1, change: null })
  expect(project.bulk.list()).toEqual([])
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
  await updateFile({ ...newer, project, apply: new Set(['added']), author: 'Ada', at, pictures: null })
  const splits = project.posts.after(0, 100).map(({ externalId, split }) => [externalId, split])
  expect(splits.slice(6)).toEqual([
    ['7', 'train'],
    ['8', 'train'],
  ])
})

describe('a file that was imported by choices', () => {
  const importWith = async (
    content: string | Uint8Array,
    choices: Partial<ImportOptions>,
    name = 'chosen.txt',
  ): Promise<void> => {
    const options = { ...DEFAULT_IMPORT_OPTIONS, nested: false, ...choices }
    const sources = [bytesSource(name, content)]
    const report = await importPosts({ target: project, sources, options, captions: null, pictures: null })
    expect(report.files[0]).toMatchObject({ stored: 1 })
  }
  /** The newer version of the file imported last, read as the core has it read. */
  const newer = (content: string | Uint8Array) => {
    const file = project.files.list().at(-1)
    if (file === undefined) throw new Error('nothing was imported')
    const source = bytesSource('newer.txt', content)
    return { ...comparison(''), source, fileId: file.id, options: optionsOfFile(file) }
  }
  const taken = (content: string | Uint8Array, pictures: PictureFolder | null = null) =>
    updateFile({
      ...newer(content),
      project,
      apply: new Set<ChangeKind>(['added', 'retagged']),
      author: 'Ada',
      at: '2026-01-02T00:00:00.000Z',
      pictures,
    })
  const last = () => project.posts.after(0, 100).at(-1)
  const differences = async (content: string | Uint8Array) => (await countChanges(newer(content), 1)).counts

  it('has its types by the same names in a newer version; dropped ones stay away', async () => {
    const labels = { person: 'PER', time: '' }
    const old = 'IMGID:9\nAda\tB-person\nnow\tB-time\nOslo\tO\n\n'
    await importWith(old, { labels })
    expect(await differences(old)).toEqual(none)
    const changed = old.replace('Oslo\tO', 'Oslo\tB-person')
    expect(await differences(changed)).toEqual({ ...none, retagged: 1 })
    expect(await taken(changed)).toMatchObject({ retagged: 1, left: 0 })
    expect(last()?.state.spans).toEqual([
      { start: 0, end: 1, type: 'PER' },
      { start: 2, end: 3, type: 'PER' },
    ])
    await taken(`${changed}IMGID:10\nBo\tB-person\nnow\tB-time\n\n`)
    expect(last()?.state.spans).toEqual([{ start: 0, end: 1, type: 'PER' }])
    expect(project.files.list().at(-1)?.options).toMatchObject({ labels })
  })

  it('is read in the same encoding', async () => {
    const old = Buffer.from('IMGID:9\nOslo\tO\nvær\tO\n\n', 'latin1')
    await importWith(old, { encoding: 'windows-1252' })
    expect(await differences(old)).toEqual(none)
  })

  it('is read by the same columns, and its new posts are in the same split', async () => {
    const old = 'key,what\n9,Ada ran\n'
    const columns = { id: 'key', text: 'what' }
    await importWith(old, { format: 'csv', columns, split: 'gold' }, 'chosen.csv')
    expect(await differences(old)).toEqual(none)
    await taken(`${old}10,Bo ran\n`)
    expect(last()).toMatchObject({ externalId: '10', text: 'Bo ran', split: 'gold' })
  })

  it('has the pictures of its new posts looked for where the person says', async () => {
    const old = 'IMGID:9\nAda\tO\n\n'
    await importWith(old, {})
    const asked: string[] = []
    const pictures: PictureFolder = {
      folder: 'pictures',
      empty: false,
      locate: () => Promise.reject(new Error('it is inspected as well')),
      find: (name) => {
        asked.push(name)
        return Promise.resolve({ state: 'broken', reason: 'it ends in the middle' })
      },
    }
    const report = await taken(`${old}IMGID:10\nBo\tO\n\n`, pictures)
    expect(report.pictures).toEqual({ found: 0, missing: 0, broken: 1, refused: 0 })
    expect([asked, last()?.picture?.state]).toEqual([['10.jpg'], 'broken'])
  })

  it('is read in the encoding it is known to have, where it is from before choices were kept', () => {
    const [file] = project.files.list()
    if (file === undefined) throw new Error('nothing was imported')
    expect(optionsOfFile({ ...file, options: null })).toEqual(DEFAULT_IMPORT_OPTIONS)
    const western = { ...file, options: null, encoding: 'windows-1252' }
    expect(optionsOfFile(western)).toEqual({ ...DEFAULT_IMPORT_OPTIONS, encoding: 'windows-1252' })
  })
})
