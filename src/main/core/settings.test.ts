import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSettings } from './settings.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'))
})
afterAll(() => rm(folder, { recursive: true }))

const project = (number: number) => ({
  folder: `/projects/${number}.vsgn`,
  name: `Project ${number}`,
  openedAt: `2026-01-0${number}T00:00:00.000Z`,
})

test('author and recent projects are there again after a restart, newest first and once each', async () => {
  const file = join(folder, 'settings.json')
  const settings = await openSettings(file)
  expect(settings.author()).not.toBe('')
  await settings.setAuthor('Ada')
  await settings.remember(project(1))
  await settings.remember(project(2))
  await settings.remember({ ...project(1), openedAt: '2026-01-03T00:00:00.000Z' })
  const again = await openSettings(file)
  expect(again.author()).toBe('Ada')
  expect(again.recent().map(({ name }) => name)).toEqual(['Project 1', 'Project 2'])
})

test.each(['', '{', 'null', '[]', '{"author": 7}', '{"author": "", "recent": [1, {"folder": 2}]}'])(
  'a damaged file (%j) counts as empty and is replaced by the next write',
  async (content) => {
    const file = join(folder, 'damaged.json')
    await writeFile(file, content)
    const settings = await openSettings(file)
    expect(settings.recent()).toEqual([])
    expect(settings.author()).not.toBe('')
    await settings.setAuthor('Bo')
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ author: 'Bo', recent: [] })
  },
)
