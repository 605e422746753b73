import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { atomicWrite, atomicWriteFile } from './atomicWrite.ts'
import { removeLeftovers } from './partFile.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atomic-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('writes in pieces, text and bytes, and leaves only the target', async () => {
  const path = join(folder, 'new', 'out.txt')
  await atomicWrite(path, async (file) => {
    await file.write('Zoë ')
    await file.write(Uint8Array.of(0xf0, 0x9f, 0x90, 0xa6))
    await file.write('')
  })
  expect(await readFile(path, 'utf8')).toBe('Zoë 🐦')
  expect(await readdir(join(folder, 'new'))).toEqual(['out.txt'])
})

test('a failure half-way leaves the old content and no temporary file', async () => {
  const path = join(folder, 'out.txt')
  await atomicWriteFile(path, 'old')
  const failing = atomicWrite(path, async (file) => {
    await file.write('half')
    throw new Error('source ended')
  })
  await expect(failing).rejects.toThrow('source ended')
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['out.txt'])
})

test('until the end the target does not change', async () => {
  const path = join(folder, 'out.txt')
  await atomicWriteFile(path, 'old')
  await atomicWrite(path, async (file) => {
    await file.write('new')
    expect(await readFile(path, 'utf8')).toBe('old')
  })
  expect(await readFile(path, 'utf8')).toBe('new')
})

test('a target that is a folder is refused and nothing is left behind', async () => {
  await atomicWriteFile(join(folder, 'taken', 'inside.txt'), 'x')
  await expect(atomicWriteFile(join(folder, 'taken'), 'x')).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['taken'])
})

test.runIf(process.platform !== 'win32')('the mode holds from the first byte', async () => {
  const path = join(folder, 'secret')
  await atomicWriteFile(path, 'x', { mode: 0o600 })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('leftovers of a dead process go, those of a living one stay', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const left = `.out.txt.${dead}-0123456789ab.part`
  const other = `.other.txt.${dead}-0123456789ab.part`
  const living = `.out.txt.${process.pid}-0123456789ab.part`
  for (const name of [left, other, living]) await writeFile(join(folder, name), '')
  await atomicWriteFile(join(folder, 'out.txt'), 'x')
  expect((await readdir(folder)).sort()).toEqual([living, other, 'out.txt'].sort())
  await removeLeftovers(folder)
  expect((await readdir(folder)).sort()).toEqual([living, 'out.txt'].sort())
})
