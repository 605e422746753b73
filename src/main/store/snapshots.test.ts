import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openProject } from './openProject.ts'
import { DATABASE_NAME } from './projectFile.ts'
import { outdated } from './snapshots.ts'
import { edit, importedPost, publishPosts, steppingClock, Workshop } from './store.fixture.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

describe('a snapshot', () => {
  it('holds what was saved when it was taken, and can take the place of the project file', async () => {
    const store = workshop.create()
    publishPosts(store, [importedPost('Ada Berg'), importedPost('Oslo')])
    store.corrections.save(edit({ postId: 1 }))
    const snapshot = await store.snapshot('manual')
    store.corrections.save(edit({ postId: 2 }))
    expect(store.overview().reviewed).toBe(2)
    store.close()
    rmSync(join(store.folder, DATABASE_NAME))
    renameSync(snapshot, join(store.folder, DATABASE_NAME))
    const restored = workshop.closeLater(openProject(store.folder, { clock: steppingClock() }))
    expect(restored.overview()).toMatchObject({ posts: 2, reviewed: 1 })
    expect(restored.verify()).toEqual([])
  })

  it('does not fall over edits made while it is taken, and prunes old ones', async () => {
    const store = workshop.create()
    publishPosts(store, [importedPost('Ada Berg')])
    mkdirSync(join(store.folder, 'snapshots'), { recursive: true })
    for (let revision = 0; revision < 12; revision++) {
      const taking = store.snapshot('manual')
      store.corrections.save(edit({ postId: 1, expectedRevision: revision }))
      await taking
    }
    expect(readdirSync(join(store.folder, 'snapshots'))).toHaveLength(10)
  })
})

it('a snapshot that was cut short is gone after the next opening', () => {
  const store = workshop.create()
  store.close()
  const part = join(store.folder, 'snapshots', '20260101T000000000Z-open.sqlite.part')
  writeFileSync(part, 'half')
  workshop.closeLater(openProject(store.folder, { clock: steppingClock() }))
  expect(readdirSync(join(store.folder, 'snapshots'))).toEqual([])
})

describe('outdated', () => {
  const name = (day: number, second: number): string =>
    `202601${String(day).padStart(2, '0')}T1200${String(second).padStart(2, '0')}000Z-open.sqlite`

  it('keeps the newest ten and the newest of each of seven days', () => {
    const today = Array.from({ length: 12 }, (_, second) => name(20, second))
    const earlier = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((day) => [name(day, 0), name(day, 1)])
    const gone = new Set(outdated([...earlier, ...today]))
    const kept = [...earlier, ...today].filter((one) => !gone.has(one))
    expect(kept).toEqual([...[4, 5, 6, 7, 8, 9].map((day) => name(day, 1)), ...today.slice(2)])
  })

  it('touches nothing else in the folder', () => {
    expect(outdated(['notes.txt', 'project.sqlite', name(1, 1)])).toEqual([])
  })
})
