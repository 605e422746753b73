import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInside, safePath } from './safePath.ts'

let base = ''
let root = ''

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'safe-path-')))
  root = join(base, 'root')
  await mkdir(join(root, 'inner'), { recursive: true })
  await mkdir(join(base, 'root-twin'))
  await writeFile(join(root, 'inner', 'post.txt'), 'inside')
  await writeFile(join(root, '%2e%2e'), 'a plain name')
  await writeFile(join(base, 'secret.txt'), 'outside')
  await writeFile(join(base, 'root-twin', 'secret.txt'), 'outside')
  await symlink(join(base, 'secret.txt'), join(root, 'link-out'))
  await symlink(join(root, 'inner'), join(root, 'link-in'))
})
afterAll(() => rm(base, { recursive: true }))

test.each([
  ['.', '.'],
  ['', '.'],
  ['inner/post.txt', 'inner/post.txt'],
  ['inner/../inner/post.txt', 'inner/post.txt'],
  ['link-in/post.txt', 'inner/post.txt'],
  ['%2e%2e', '%2e%2e'],
])('%j is inside', async (requested, found) => {
  expect(await safePath(root, requested)).toBe(join(root, found))
})

test('an absolute path is judged by where it leads', async () => {
  expect(await safePath(root, join(root, 'inner'))).toBe(join(root, 'inner'))
  expect(await safePath(root, join(base, 'secret.txt'))).toBeNull()
  expect(await safePath(root, join(base, 'root-twin', 'secret.txt'))).toBeNull()
})

test.each([
  '..',
  '../secret.txt',
  '../root-twin/secret.txt',
  'inner/../../secret.txt',
  'link-out',
  'inner/post.txt\0.png',
  'inner/post.txt\n',
  '..\\secret.txt',
  'inner\\post.txt',
  '\\\\server\\share',
  '//server/share',
  '/etc/passwd',
  '%2e%2e/secret.txt',
  'not-there',
  'x'.repeat(5000),
])('%j is refused', async (requested) => {
  expect(await safePath(root, requested)).toBeNull()
})

test('whatever is asked, the answer lies inside the root', async () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    'inner',
    'post.txt',
    'link-out',
    'link-in',
    '',
    'root',
    'root-twin',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const found = await safePath(root, pieces.join('/'))
      return found === null || isInside(root, found)
    }),
  )
})

test('a folder whose name merely starts alike is not inside', () => {
  expect(isInside('/data/root', '/data/root-twin/file')).toBe(false)
  expect(isInside('/data/root', '/data/root/..file')).toBe(true)
  expect(isInside('/data/root', '/data')).toBe(false)
})
