import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import { createProject } from '../store/createProject.ts'
import { openProject } from '../store/openProject.ts'
import { edit, importedPost, publishPosts, quickFolder, steppingClock } from '../store/store.fixture.ts'
import { mount, remount, unmount } from '../system/testing/memoryDisk.ts'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'

// Where nobody may mount, importTrouble.test.ts shows the same by a store that says so.
it('an import that fills the disk leaves the project as it was, and fit for use once there is room', async (context) => {
  const folder = mkdtempSync(join(quickFolder(), 'full-disk-'))
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  try {
    if (!mount(disk, 2)) context.skip('needs Linux and the right to mount a disk in memory')
    const clock = steppingClock()
    const project = join(disk, 'a.vsgn')
    let store = createProject(project, { name: 'A', labels: DEFAULT_LABELS, clock })
    publishPosts(store, [importedPost('was here', { tags: ['O', 'O'] })], 'before.txt')
    const content = Array.from({ length: 6000 }, (_, n) => `IMGID:${n}\nAda${n}\tB-PER\nran\tO\n\n`).join('')
    const start = () =>
      importPosts({
        target: store,
        sources: [bytesSource('posts.txt', content)],
        options: DEFAULT_IMPORT_OPTIONS,
        captions: null,
        pictures: null,
      })
    await expect(start()).rejects.toMatchObject({
      kind: 'storage',
      message:
        'Nothing was imported. The disk is full, so nothing more could be saved. Free some space, then try again.',
    })
    const left = () => [store.posts.count(), store.files.list().map(({ name }) => name)]
    expect(left()).toEqual([1, ['before.txt']])

    expect(remount(disk, 32)).toBe(true)
    expect(store.corrections.save(edit({ postId: 1 }))).toMatchObject({ kind: 'saved' })
    store.close()
    store = openProject(project, { clock })
    expect(left()).toEqual([1, ['before.txt']])
    expect((await start()).outcome).toBe('accepted')
    expect(left()).toEqual([6001, ['before.txt', 'posts.txt']])
    store.close()
  } finally {
    unmount(disk)
    rmSync(folder, { recursive: true })
  }
})
