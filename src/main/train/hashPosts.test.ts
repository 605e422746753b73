import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPosts } from './hashPosts.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsgn-hash-'))
  for (const name of ['b.txt', 'b.ann', 'a.ann', 'a.txt', 'visual.conf'])
    writeFileSync(join(folder, name), name)
})
afterAll(() => rmSync(folder, { recursive: true }))

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('a file has the hash of its bytes, a folder that of the list of its documents', async () => {
  expect(await hashPosts(join(folder, 'a.txt'))).toBe(sha256('a.txt'))
  const list = ['a.ann', 'a.txt', 'b.ann', 'b.txt'].map((name) => `${sha256(name)}  ${name}\n`)
  expect(await hashPosts(folder)).toBe(sha256(list.join('')))
})
