import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceFolder } from './replaceFolder.ts'

let root: string
const at = (...parts: string[]): string => join(root, ...parts)
const make = async (name: string): Promise<void> => {
  await mkdir(at(name))
  await writeFile(at(name, 'file'), name)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'replace-folder-'))
  await make('new')
})
afterEach(() => rm(root, { recursive: true }))

it('takes a free place, and that of a folder, and leaves nothing beside it', async () => {
  await replaceFolder(at('new'), at('place'), at('aside'))
  await make('newer')
  await replaceFolder(at('newer'), at('place'), at('aside'))
  expect(await readdir(root)).toEqual(['place'])
  expect(await readFile(at('place', 'file'), 'utf8')).toBe('newer')
})

// a name that is not there and cannot be taken
it.skipIf(process.platform === 'win32')('keeps what a kill left aside until the place is taken', async () => {
  await make('aside')
  await symlink(at('nowhere'), at('place'))
  await expect(replaceFolder(at('new'), at('place'), at('aside'))).rejects.toThrow()
  expect(await readFile(at('aside', 'file'), 'utf8')).toBe('aside')
  await rm(at('place'))
  await replaceFolder(at('new'), at('place'), at('aside'))
  expect(await readdir(root)).toEqual(['place'])
})
