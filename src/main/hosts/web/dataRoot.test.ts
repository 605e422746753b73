import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileTokens } from '../../core/fileTokens.ts'
import { dataRootAccess } from './dataRoot.ts'

let base = ''
let root = ''
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'data-root-')))
  root = join(base, 'root')
  await mkdir(join(root, 'posts', 'deep'), { recursive: true })
  await mkdir(join(root, '.hidden'))
  await mkdir(join(base, 'outside'))
  await writeFile(join(root, 'part10.txt'), '12345')
  await writeFile(join(root, 'part9.txt'), '')
  await symlink(join(base, 'outside'), join(root, 'way-out'))
  await symlink(join(root, 'nowhere'), join(root, 'broken'))
})
afterAll(() => rm(base, { recursive: true }))

test('the root lists folders first, then files in natural order, without links out, broken and hidden ones', async () => {
  const tokens = createFileTokens()
  const listing = await dataRootAccess(root).browse({ folder: '' }, tokens)
  expect(listing).toMatchObject({
    folder: root,
    parent: null,
    entries: [
      { name: 'posts', kind: 'folder', bytes: 0, path: join(root, 'posts') },
      { name: 'part9.txt', kind: 'file', bytes: 0 },
      { name: 'part10.txt', kind: 'file', bytes: 5 },
    ],
  })
  expect(listing.entries.map(({ token }) => tokens.resolve(token))).toEqual([
    join(root, 'posts'),
    join(root, 'part9.txt'),
    join(root, 'part10.txt'),
  ])
})

test('one walks down by the path of an entry and up by the parent', async () => {
  const access = dataRootAccess(root)
  const deep = await access.browse({ folder: join(root, 'posts', 'deep') }, createFileTokens())
  expect(deep).toMatchObject({
    folder: join(root, 'posts', 'deep'),
    parent: join(root, 'posts'),
    entries: [],
  })
  const up = await access.browse({ folder: deep.parent ?? '' }, createFileTokens())
  expect(up.entries.map(({ name }) => name)).toEqual(['deep'])
})

test('something new goes into the folder by its own token', async () => {
  const tokens = createFileTokens()
  const { token } = await dataRootAccess(root).browse({ folder: 'posts' }, tokens)
  expect(tokens.resolveNew(token, 'New.vsgn')).toBe(join(root, 'posts', 'New.vsgn'))
})

test.each(['..', '/', '/etc', 'way-out', 'part9.txt', 'missing', 'posts/../..', '\0'])(
  '%j cannot be looked into',
  async (folder) => {
    const browsing = Promise.resolve(dataRootAccess(root).browse({ folder }, createFileTokens()))
    await expect(browsing).rejects.toMatchObject({ kind: 'not-found' })
  },
)
