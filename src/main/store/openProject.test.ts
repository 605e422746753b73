import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { createProject } from './createProject.ts'
import { migrate, newestVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { connect, openDatabase } from './openDatabase.ts'
import { openProject } from './openProject.ts'
import { APPLICATION_ID, DATABASE_NAME } from './projectFile.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())
const clock = steppingClock()
const project = { name: 'A project', labels: DEFAULT_LABELS, clock }

function refusal(work: () => unknown): { kind: string; message: string; details: unknown } {
  try {
    work()
  } catch (error) {
    return error as { kind: string; message: string; details: unknown }
  }
  throw new Error('expected a refusal')
}

function closedProject(): string {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada Berg')])
  store.close()
  return store.folder
}

describe('createProject', () => {
  it('makes the folder with all its parts', () => {
    const store = workshop.create()
    for (const part of [DATABASE_NAME, 'media', 'features', 'models', 'snapshots'])
      expect(existsSync(join(store.folder, part))).toBe(true)
    expect(store).toMatchObject({ name: 'A project', labels: DEFAULT_LABELS, readOnly: false })
  })

  it('takes an empty folder and refuses one that holds something, without touching it', () => {
    const folder = workshop.folder()
    mkdirSync(folder)
    workshop.closeLater(createProject(folder, project)).close()
    const other = workshop.folder()
    mkdirSync(other)
    writeFileSync(join(other, 'diary.txt'), 'mine')
    expect(refusal(() => createProject(other, project))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('diary.txt') as string,
    })
    expect(readFileSync(join(other, 'diary.txt'), 'utf8')).toBe('mine')
  })

  it.skipIf(process.platform === 'win32')('says that a name is too long', () => {
    const place = join(dirname(workshop.folder()), `${'n'.repeat(245)}.vsgn`)
    expect(refusal(() => createProject(place, project))).toMatchObject({
      kind: 'storage',
      message: expect.stringMatching(/: its name is too long\. Choose a shorter one\.$/u) as string,
    })
  })

  it('refuses a place that is a file, labels with one name, and none at all', () => {
    const file = workshop.folder()
    writeFileSync(file, 'x')
    expect(refusal(() => createProject(file, project)).kind).toBe('storage')
    if (process.platform === 'linux')
      for (const place of ['/proc/new.vsgn', '/proc/vsgn/new.vsgn'])
        expect(refusal(() => createProject(place, project))).toMatchObject({
          message: expect.stringContaining('no folder can be made there') as string,
        })
    const folder = workshop.folder()
    const [first] = DEFAULT_LABELS
    for (const labels of [[], [first, first].filter((label) => label !== undefined)])
      expect(refusal(() => createProject(folder, { ...project, labels })).kind).toBe('invalid-input')
    expect(existsSync(folder)).toBe(false)
  })
})

describe('openProject', () => {
  it('says that a folder is no project', () => {
    const folder = workshop.folder()
    expect(refusal(() => openProject(folder, { clock })).kind).toBe('not-found')
    mkdirSync(folder)
    const foreign = connect(join(folder, DATABASE_NAME))
    foreign.script('CREATE TABLE bookmarks (url TEXT)')
    foreign.close()
    expect(refusal(() => openProject(folder, { clock }))).toMatchObject({
      kind: 'storage',
      message: expect.stringContaining('another program') as string,
    })
  })

  it.each([
    ['random bytes', () => Buffer.from('no database'.repeat(900))],
    ['a file cut to half a page', (sound: Buffer) => sound.subarray(0, 2000)],
    ['a damaged page of the schema', (sound: Buffer) => Buffer.from(sound).fill(0xff, 100, 1000)],
  ])('says in words that the file is damaged: %s', (_what, damage) => {
    const folder = closedProject()
    const file = join(folder, DATABASE_NAME)
    writeFileSync(file, damage(readFileSync(file)))
    for (const readOnly of [false, true])
      expect(refusal(() => openProject(folder, { clock, readOnly }))).toMatchObject({
        kind: 'storage',
        message: expect.stringContaining('Restore one of its snapshots') as string,
      })
  })

  it('refuses a project of a newer program and does not change a byte of it', () => {
    const folder = closedProject()
    const file = join(folder, DATABASE_NAME)
    const connection = openDatabase(file)
    connection.pragma('user_version = 99')
    connection.close()
    const digest = (): string => createHash('sha256').update(readFileSync(file)).digest('hex')
    const before = digest()
    for (const readOnly of [false, true])
      expect(refusal(() => openProject(folder, { clock, readOnly }))).toMatchObject({
        kind: 'storage',
        details: { found: 99, known: newestVersion() },
      })
    expect(digest()).toBe(before)
  })

  it('brings a project of an older program up to date, with a snapshot of how it was; not for a reader', () => {
    const folder = workshop.folder()
    mkdirSync(folder)
    const old = openDatabase(join(folder, DATABASE_NAME))
    migrate(old, migrations.slice(0, 1))
    old.pragma(`application_id = ${APPLICATION_ID}`)
    old.run("INSERT INTO project (id, name, labels, created_at) VALUES (1, 'Old', ?, '')", [
      JSON.stringify(DEFAULT_LABELS),
    ])
    old.script(
      "INSERT INTO files (name, format, encoding, sha256, imported_at, staged, posts) VALUES ('f', '', '', '', '', 0, 1)",
    )
    old.script(`INSERT INTO posts (file_id, reviewed, flagged, type_mask, problem_count, captioned, external_id, folded)
      VALUES (1, 1, 0, 0, 0, 0, 'a', 'a')`)
    old.script('INSERT INTO post_content (post_id, tokens, tag_problems, line) VALUES (1, \'["a"]\', 0, 1)')
    old.close()
    expect(refusal(() => openProject(folder, { clock, readOnly: true })).message).toContain('older program')
    const store = workshop.closeLater(openProject(folder, { clock }))
    expect(store.overview()).toMatchObject({ posts: 1, reviewed: 1 })
    expect(store.verify()).toEqual([])
    expect(readdirSync(join(folder, 'snapshots'))).toEqual([expect.stringContaining('-migration.sqlite')])
  })

  it('has one writer: the second is told who it is, may read, and may write once the first has gone', () => {
    const writer = workshop.create()
    publishPosts(writer, [importedPost('Ada Berg')])
    expect(refusal(() => openProject(writer.folder, { clock }))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`process ${process.pid} on`) as string,
      details: { holder: { pid: process.pid } },
    })
    const reader = workshop.closeLater(openProject(writer.folder, { clock, readOnly: true }))
    expect(reader.posts.get(1).tokens).toEqual(['Ada', 'Berg'])
    expect(refusal(() => reader.corrections.save(edit({ postId: 1 }))).kind).toBe('refused')
    writer.corrections.save(edit({ postId: 1 }))
    expect(reader.posts.get(1).revision).toBe(1)
    const flagged = () =>
      reader.posts.page({ filter: { flagged: true }, order: 'file', offset: 0, limit: 9 }).total
    expect(flagged()).toBe(0)
    writer.corrections.save(edit({ postId: 1, expectedRevision: 1, after: stateWith({ flagged: true }) }))
    expect(flagged()).toBe(1)
    writer.close()
    expect(workshop.closeLater(openProject(writer.folder, { clock })).readOnly).toBe(false)
  })

  it('says that its lock file is damaged, not the project', () => {
    const folder = closedProject()
    writeFileSync(join(folder, 'project.lock'), 'no database'.repeat(900))
    const { kind, message } = refusal(() => openProject(folder, { clock }))
    expect([kind, message]).toEqual(['storage', expect.stringContaining('project.lock is damaged')])
  })

  it('opens again after its folder was moved', () => {
    const folder = closedProject()
    renameSync(folder, `${folder} moved`)
    expect(workshop.closeLater(openProject(`${folder} moved`, { clock })).overview().posts).toBe(1)
  })

  it('forgets what an interrupted import left behind', () => {
    const store = workshop.create()
    const file = { name: 'a', format: 'imgid', encoding: 'utf-8', sha256: '', layout: null }
    store.posts.insert(store.files.begin(file), [importedPost('half read', { picture: 'a.jpg' })])
    store.close()
    const again = workshop.closeLater(openProject(store.folder, { clock }))
    expect(again.overview()).toMatchObject({ posts: 0, files: [], pictures: { missing: 0 } })
    expect(refusal(() => again.posts.get(1)).kind).toBe('not-found')
    expect(publishPosts(again, [importedPost('new')])).toBe(2)
  })

  it('works in a folder with spaces, signs and emoji, and with a lock file left by anyone', () => {
    const folder = join(workshop.folder(), '100% #1 😀 ?a=b', 'p.vsgn')
    mkdirSync(join(folder, '..'), { recursive: true })
    createProject(folder, project).close()
    rmSync(join(folder, 'project.lock'))
    openProject(folder, { clock }).close()
    expect(workshop.closeLater(openProject(folder, { clock })).name).toBe('A project')
  })
})
