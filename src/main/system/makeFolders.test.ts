import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFolders, makeFoldersSync } from './makeFolders.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-folders-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe.each([
  ['makeFolders', makeFolders],
  ['makeFoldersSync', (path: string) => Promise.resolve(path).then(makeFoldersSync)],
])('%s', (_name, make) => {
  test('makes what is missing, and leaves what is there', async () => {
    const deep = join(folder, 'a', 'b', 'c')
    await make(deep)
    await make(deep)
    expect(statSync(deep).isDirectory()).toBe(true)
  })

  test('says where a file is in the way', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(make(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(make(join(folder, 'file', 'a'))).rejects.toMatchObject({ code: 'EEXIST' })
  })

  test.skipIf(process.platform !== 'linux')('ends where no folder can be made', async () => {
    await expect(make('/proc/vsgn/a/b')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
