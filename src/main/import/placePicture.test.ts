import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { placePicture } from './placePicture.ts'

let folder: string
const at = (name: string): string => join(folder, name)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'place-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('copies a picture that may only be read as a file of ours, which may be written', async () => {
  await writeFile(at('1.jpg'), 'picture')
  await chmod(at('1.jpg'), 0o444)
  await placePicture(at('1.jpg'), at('hash.jpg'), 7)
  expect(await readFile(at('hash.jpg'), 'utf8')).toBe('picture')
  expect((await stat(at('hash.jpg'))).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o644)
  expect((await readdir(folder)).sort()).toEqual(['1.jpg', 'hash.jpg'])
})
