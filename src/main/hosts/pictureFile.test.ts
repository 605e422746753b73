import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPicture } from './pictureFile.ts'

const hash = 'ab'.repeat(32)
let base = ''
let folder = ''
const stored =
  (name: string, format = 'png') =>
  () => ({ path: join(folder, name), format })

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'picture-file-')))
  folder = join(base, 'media')
  await mkdir(join(folder, 'inner.png'), { recursive: true })
  await writeFile(join(folder, 'a.png'), 'bytes')
  await writeFile(join(base, 'secret.png'), 'secret')
  await symlink(join(base, 'secret.png'), join(folder, 'out.png'))
  await writeFile(join(folder, 'huge.png'), '')
  await truncate(join(folder, 'huge.png'), 65 * 1024 * 1024)
})
afterAll(() => rm(base, { recursive: true }))

test('a picture of the project has the type it was decoded as', async () => {
  expect(await findPicture(hash, stored('a.png', 'webp'))).toEqual({
    path: join(folder, 'a.png'),
    bytes: 5,
    contentType: 'image/webp',
  })
})

test.each(['', 'AB'.repeat(32), hash.slice(1), `${hash}0`, '../a.png', `${hash}/..`, '%2e%2e', `${hash}\0`])(
  'the store is not even asked for %j',
  async (text) => {
    const lookUp = (): never => {
      throw new Error('asked')
    }
    expect(await findPicture(text, lookUp)).toBeNull()
  },
)

test('what the store does not know is not there', async () => {
  expect(await findPicture(hash, () => null)).toBeNull()
})

test.each(['out.png', 'inner.png', 'missing.png', 'huge.png'])(
  'a stored name %j is not followed',
  async (name) => {
    expect(await findPicture(hash, stored(name))).toBeNull()
  },
)

test.each(['svg', 'html', '__proto__', ''])('format %j is never served', async (format) => {
  expect(await findPicture(hash, stored('a.png', format))).toBeNull()
})
