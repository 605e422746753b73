import { spawnSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { exportPosts } from '../export/exportPosts.ts'
import { fileSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { importedPost, publishPosts, quickFolder, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { failingDisk } from '../system/testing/failingDisk.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportTarget } from './importTypes.ts'
import { openPictureFolder } from './pictureFolder.ts'

// What the disk does to an import: the project stays as it was, and the message says what happened and what to do.
vi.mock('node:fs/promises', async (original) =>
  (await import('../system/testing/failingDisk.ts')).failingPromises(await original()),
)
vi.mock('node:fs', async (original) =>
  (await import('../system/testing/failingDisk.ts')).failingFiles(await original()),
)

let workshop: Workshop
let folder = ''
let path = ''
beforeEach(async () => {
  workshop = new Workshop()
  folder = await mkdtemp(join(quickFolder(), 'import-trouble-'))
  path = join(folder, 'posts.txt')
  return async () => {
    workshop.clear()
    await rm(folder, { recursive: true })
  }
})

const tweets = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `IMGID:${from + n}\nAda\tB-PER\nran\tO\n\n`).join('')

const importFrom = (target: ImportTarget, source: ByteSource, more: object = {}): Promise<ImportReport> =>
  importPosts({
    target,
    sources: [source],
    options: DEFAULT_IMPORT_OPTIONS,
    captions: null,
    pictures: null,
    ...more,
  })

const messagesOf = ({ outcome, files }: ImportReport): readonly string[] => [
  outcome,
  ...files.flatMap(({ problems }) => problems.map(({ message }) => message)),
]

describe('a file that is none', () => {
  const refused = (kind: string): string =>
    `it is ${kind}; expected a file. Save what it holds as a file and choose that.`

  it.skipIf(process.platform === 'win32')('is named for what it is, and never waited for', async () => {
    const pipe = join(folder, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    await expect(fileSource(pipe)).rejects.toThrow(`pipe: ${refused('a named pipe')}`)
    await expect(fileSource('/dev/null')).rejects.toThrow(`null: ${refused('a device')}`)
    await expect(fileSource(folder)).rejects.toThrow(refused('a folder'))
    const socket = join(folder, 'socket')
    const server = createServer().listen(socket)
    try {
      await new Promise((resolve) => server.once('listening', resolve))
      await expect(fileSource(socket)).rejects.toThrow(`socket: ${refused('a socket')}`)
    } finally {
      server.close()
    }
  })
})

describe('a file that does not stay as it is', () => {
  const CHANGES: readonly [name: string, change: () => Promise<unknown>, message: RegExp][] = [
    ['grows', () => appendFile(path, tweets(9000, 1)), /changed from \d+ to \d+ bytes while it was read/u],
    ['is cut', () => truncate(path, 70_000), /changed from \d+ to 70000 bytes while it was read/u],
    ['is deleted', () => rm(path), /the file is no longer there/u],
    [
      'is replaced',
      async () => {
        await writeFile(join(folder, 'other'), tweets(10_000, 2600))
        await rename(join(folder, 'other'), path)
      },
      /while it was read; expected a file that nobody writes to\. .*choose it again/u,
    ],
  ]

  it.each(CHANGES)('%s while it is read: nothing of it comes in', async (_name, change, message) => {
    await writeFile(path, tweets(10_000, 2600))
    const project = workshop.create()
    const source = await fileSource(path)
    let pieces = 0
    const changing: ByteSource = {
      ...source,
      async *open() {
        for await (const piece of source.open()) {
          yield piece
          if (++pieces === 3) await change()
        }
      },
    }
    const [outcome, ...messages] = messagesOf(await importFrom(project, changing))
    expect(outcome).toBe('rejected')
    expect(messages).toEqual([expect.stringMatching(message)])
    expect(messages[0]).toMatch(/^posts\.txt: .*Nothing was imported\./u)
    expect(project.posts.count()).toBe(0)
  })
})

describe('a disk that fails', () => {
  /** Imports with each call failing in turn; gives what was said, once each. */
  async function everyCall(code: string, work: (project: ProjectStore) => Promise<readonly string[]>) {
    const said = new Set<string>()
    for (let at = 1; ; at++) {
      const project = workshop.create()
      publishPosts(project, [importedPost('was here', { tags: ['O', 'O'] })], 'before.txt')
      failingDisk.arm({ at, code, lasting: false })
      const [outcome, ...messages] = await work(project).catch((error: unknown) => {
        expect(error).toBeInstanceOf(WorkbenchError)
        return ['thrown', (error as Error).message]
      })
      const { calls, open } = failingDisk.disarm()
      expect(open).toBe(0)
      if (outcome === 'accepted' && calls < at) return [...said]
      if (outcome === 'rejected' || outcome === 'thrown') expect(project.posts.count()).toBe(1)
      for (const message of messages) said.add(message)
    }
  }

  it('while a file is read', async () => {
    await writeFile(path, tweets(1, 3))
    const said = await everyCall('EACCES', async (project) =>
      messagesOf(await importFrom(project, await fileSource(path))),
    )
    expect(said).toEqual([
      'posts.txt: the file may not be read. Ask for the right to read it, or copy it to a folder of yours.',
      'posts.txt: the file may not be read. Nothing was imported. Ask for the right to read it, or copy it to a folder of yours.',
    ])
  })

  it('while Parquet is read by ranges', async () => {
    const source = workshop.create()
    publishPosts(source, [importedPost('Ada ran', { tags: ['B-PER', 'O'] })])
    const parquet = join(folder, 'posts.parquet')
    const options = { format: 'huggingface', which: 'all', tags: 'gold', miscAsOther: false } as const
    await exportPosts({ source, path: parquet, options, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })
    const said = await everyCall('EIO', async (project) =>
      messagesOf(await importFrom(project, await fileSource(parquet))),
    )
    expect(said).toEqual([
      'posts.parquet: the disk reports a failure. Check the disk, or copy the file to another one.',
      'posts.parquet: the disk reports a failure. Nothing was imported. Check the disk, or copy the file to another one.',
    ])
  })

  it('while pictures are copied into the project', async () => {
    await writeFile(path, tweets(1, 1))
    await mkdir(join(folder, 'pictures'))
    await writeFile(join(folder, 'pictures', '1.jpg'), Uint8Array.of(0xff, 0xd8, 0xff))
    const inspect = () =>
      Promise.resolve({
        state: 'ok' as const,
        hash: 'ab'.repeat(32),
        format: 'jpeg' as const,
        width: 40,
        height: 40,
        bytes: 3,
      })
    const said = await everyCall('ENOSPC', async (project) => {
      const pictures = await openPictureFolder(join(folder, 'pictures'), inspect)
      return messagesOf(await importFrom(project, await fileSource(path), { pictures }))
    })
    expect(said.slice(-2)).toEqual([
      'posts.txt, line 1: the picture `1.jpg` is broken: it could not be read (ENOSPC). The post is shown without it.',
      'Nothing was imported. The picture `1.jpg` could not be copied into the project: the disk is full. Free some space and import again.',
    ])
    expect(said[0]).toBe(
      'The folder `pictures` or one inside it could not be read (ENOSPC). Check that it is there and may be read.',
    )
    expect(await readdir(join(folder, 'pictures'))).toEqual(['1.jpg'])
  })

  it('while posts are stored', async () => {
    await writeFile(path, tweets(1, 1500))
    const source = await fileSource(path)
    let failAt = 1
    for (; ; failAt++) {
      const project = workshop.create()
      const outcome = await importFrom(failingStore(project, failAt), source).catch((error: unknown) => error)
      if (!(outcome instanceof Error)) break
      expect(outcome.message).toBe(
        'Nothing was imported. The disk is full, so nothing more could be saved. Free some space, then try again.',
      )
      expect(project.posts.count()).toBe(0)
      expect(project.files.list()).toEqual([])
    }
    // 1,500 posts come in three transactions, between a beginning and an end
    expect(failAt).toBe(6)
  })
})

/** A store whose n-th write finds the disk full. */
function failingStore(store: ProjectStore, failAt: number): ImportTarget {
  let writes = 0
  const counted = <Result>(write: () => Result): Result => {
    if (++writes === failAt)
      throw new WorkbenchError(
        'storage',
        'The disk is full, so nothing more could be saved. Free some space, then try again.',
      )
    return write()
  }
  return {
    ...store,
    files: {
      ...store.files,
      begin: (file) => counted(() => store.files.begin(file)),
      publish: (ids) => counted(() => store.files.publish(ids)),
    },
    posts: { ...store.posts, insert: (id, posts) => counted(() => store.posts.insert(id, posts)) },
  }
}
