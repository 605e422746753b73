import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyPack } from './copyPack.ts'
import { bundledPack } from './modelPacks.ts'

let folder = ''
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'vsgn-copy-'))))
afterEach(() => rm(folder, { recursive: true }))

test('of two copies to one place at once the second is refused, and the first is whole', async () => {
  const to = join(folder, 'Copy')
  const [one, other] = await Promise.allSettled([copyPack(bundledPack(), to), copyPack(bundledPack(), to)])
  const done = [one, other].filter(({ status }) => status === 'fulfilled')
  expect(done).toHaveLength(1)
  expect([one, other].find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { kind: 'refused', message: expect.stringContaining(to) as string },
  })
  expect(readdirSync(folder)).toEqual(['Copy'])
  expect(readdirSync(to).sort()).toEqual(readdirSync(bundledPack()).sort())
})

test('a place is free again once a copy to it has failed', async () => {
  const to = join(folder, 'models', 'Copy')
  await writeFile(join(folder, 'models'), 'a file in the way')
  await expect(copyPack(bundledPack(), to)).rejects.toThrow('ENOTDIR')
  await rm(join(folder, 'models'))
  expect((await copyPack(bundledPack(), to)).folder).toBe(to)
})
