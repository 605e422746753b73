import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openProject } from './openProject.ts'
import { DATABASE_NAME } from './projectFile.ts'
import { restoreSnapshot } from './restoreSnapshot.ts'
import { listSnapshots, newestSoundSnapshot } from './snapshotList.ts'
import { edit, importedPost, publishPosts, steppingClock, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())
const clock = steppingClock(Date.UTC(2026, 1, 1))

const opened = (folder: string): ProjectStore => workshop.closeLater(openProject(folder, { clock }))

/** A closed project with a snapshot of before its second review. */
async function project(): Promise<{ readonly folder: string; readonly name: string }> {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada Berg', { tags: ['B-PER', 'I-PER'] }), importedPost('Oslo')])
  store.corrections.save(edit({ postId: 1 }))
  await store.snapshot('hourly')
  store.corrections.save(edit({ postId: 2 }))
  store.close()
  return { folder: store.folder, name: listSnapshots(store.folder)[0]?.name ?? '' }
}

describe('listSnapshots', () => {
  it('says when, why and what was reviewed then, newest first, and leaves nothing beside them', async () => {
    const { folder } = await project()
    const store = opened(folder)
    await store.snapshot('bulk')
    writeFileSync(join(folder, 'snapshots', 'notes.txt'), 'mine')
    writeFileSync(join(folder, 'snapshots', '20250101T000000000Z-open.sqlite'), 'no database')
    const files = readdirSync(join(folder, 'snapshots'))
    expect(listSnapshots(folder)).toMatchObject([
      { reason: 'bulk', takenAt: expect.stringMatching(/^2026-02-01T00:/u) as string, posts: 2, reviewed: 2 },
      { reason: 'hourly', posts: 2, reviewed: 1 },
      { reason: 'open', posts: null, reviewed: null },
    ])
    expect(readdirSync(join(folder, 'snapshots'))).toEqual(files)
  })

  it('reads a snapshot of an older program, which is kept with a WAL', async () => {
    const { folder, name } = await project()
    copyFileSync(join(folder, DATABASE_NAME), join(folder, 'snapshots', `${name}.sqlite`))
    expect(listSnapshots(folder)).toMatchObject([{ posts: 2, reviewed: 2 }])
    expect(readdirSync(join(folder, 'snapshots'))).toEqual([`${name}.sqlite`])
  })
})

describe('restoreSnapshot', () => {
  it('brings a project back to a snapshot, and from there to what it was before', async () => {
    const { folder, name } = await project()
    restoreSnapshot(folder, name, clock)
    const restored = opened(folder)
    expect(restored.overview()).toMatchObject({ posts: 2, reviewed: 1 })
    expect(restored.verify()).toEqual([])
    restored.close()

    const replaced = listSnapshots(folder).find(({ reason }) => reason === 'replaced')
    expect(replaced).toMatchObject({ posts: 2, reviewed: 2 })
    restoreSnapshot(folder, replaced?.name ?? '', clock)
    expect(opened(folder).overview()).toMatchObject({ posts: 2, reviewed: 2 })
  })

  it('replaces a database that cannot be opened, keeps its bytes, and heeds no WAL that lies beside it', async () => {
    const { folder, name } = await project()
    const damaged = Buffer.from('no database'.repeat(900))
    writeFileSync(join(folder, DATABASE_NAME), damaged)
    writeFileSync(join(folder, `${DATABASE_NAME}-wal`), 'left behind')
    restoreSnapshot(folder, name, clock)
    expect(opened(folder).overview()).toMatchObject({ posts: 2, reviewed: 1 })
    const aside = readdirSync(join(folder, 'snapshots')).filter((file) => file.includes('-replaced'))
    expect(aside.map((file) => readFileSync(join(folder, 'snapshots', file)).toString())).toEqual([
      damaged.toString(),
      'left behind',
    ])
  })

  it.each([
    ['is not there', '20200101T000000000Z-open', 'not-found'],
    ['is outside the project', '../../other', 'not-found'],
  ])('changes nothing where the snapshot %s', async (_what, name, kind) => {
    const { folder } = await project()
    const before = readFileSync(join(folder, DATABASE_NAME))
    expect(() => restoreSnapshot(folder, name, clock)).toThrow(expect.objectContaining({ kind }))
    expect(readFileSync(join(folder, DATABASE_NAME)).equals(before)).toBe(true)
  })

  it('changes nothing where the snapshot is damaged, and while somebody writes to the project', async () => {
    const { folder, name } = await project()
    const snapshot = join(folder, 'snapshots', `${name}.sqlite`)
    const sound = readFileSync(snapshot)
    writeFileSync(snapshot, Buffer.from(sound).fill(0xff, 8192, 12288))
    expect(() => restoreSnapshot(folder, name, clock)).toThrow(/^This snapshot is damaged itself/u)
    writeFileSync(snapshot, sound)
    const writer = opened(folder)
    expect(() => restoreSnapshot(folder, name, clock)).toThrow(expect.objectContaining({ kind: 'refused' }))
    expect(writer.overview().reviewed).toBe(2)
    expect(existsSync(join(folder, `${DATABASE_NAME}.restored`))).toBe(false)
    expect(listSnapshots(folder)).toHaveLength(1)
  })
})

describe('newestSoundSnapshot', () => {
  it('passes over those that were taken of a damaged project', async () => {
    const { folder, name } = await project()
    const file = join(folder, DATABASE_NAME)
    writeFileSync(file, flipped(readFileSync(file), '"B-PER"', '"B-LOC"'))
    const store = opened(folder)
    await store.snapshot('open')
    expect([...store.check()].flat()).toMatchObject([{ postId: 1, externalId: 'Ada Berg' }])
    expect(await newestSoundSnapshot(folder, clock)).toMatchObject({ name })
  })

  it('finds none where all are damaged', async () => {
    const { folder, name } = await project()
    const file = join(folder, 'snapshots', `${name}.sqlite`)
    writeFileSync(file, flipped(readFileSync(file), 'Oslo', 'Osla'))
    expect(await newestSoundSnapshot(folder, clock)).toBeNull()
  })
})

/** The bytes with every place that reads `from` reading `to`. */
function flipped(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
}
