import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAddressFile } from './addressFile.ts'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'address-file-'))
  path = join(folder, 'web-address.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('holds the newest address for its owner only, and the port beyond the end of the run', async () => {
  const file = openAddressFile(path)
  expect(file.lastPort).toBeNull()
  await Promise.all([1, 2, 3].map((each) => file.write(`http://127.0.0.1:4000/?token=${each}`, 4000)))
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    address: 'http://127.0.0.1:4000/?token=3',
  })
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  await file.clear()
  expect(await readFile(path, 'utf8')).not.toContain('token')
  expect(openAddressFile(path).lastPort).toBe(4000)
})

test.each(['', '{', 'null', '[]', '{"port":"4000"}', '{"port":0}', '{"port":65536}', '{"port":1.5}'])(
  'a damaged file (%j) means no known port',
  async (content) => {
    await writeFile(path, content)
    expect(openAddressFile(path).lastPort).toBeNull()
  },
)
