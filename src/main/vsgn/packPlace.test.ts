import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writePackFiles } from './modelPack.ts'
import { requirePackPlace } from './packPlace.ts'

let folder: string
const at = (...parts: string[]): string => path.join(folder, ...parts)

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pack-place-'))
})
afterEach(() => rm(folder, { recursive: true }))

const described = {
  kind: 'vsgn' as const,
  name: 'tiny',
  size: 'compact' as const,
  network: {},
  labels: ['PER'],
  inputs: { caption: false, picture: false },
  recipe: { text: 'words-1', picture: null },
  card: {},
}

it('takes a new name, an empty folder and a pack, and leaves nothing behind', async () => {
  await mkdir(at('empty'))
  await writePackFiles(at('pack'), described, new Map([['a.txt', Buffer.from('a')]]))
  for (const name of ['new', 'empty', 'pack']) await requirePackPlace(at(name))
  expect(await readdir(folder)).toEqual(['empty', 'pack'])
  await writePackFiles(at('pack'), described, new Map([['b.txt', Buffer.from('b')]]))
  expect((await readdir(at('pack'))).sort()).toEqual(['b.txt', 'manifest.json'])
})

it('never takes a folder with files of someone else, though it has a manifest', async () => {
  await mkdir(at('site'))
  await writeFile(at('site', 'manifest.json'), '{"name": "a page", "icons": []}')
  await writeFile(at('site', 'index.html'), 'a page')
  await expect(requirePackPlace(at('site'))).rejects.toMatchObject({ kind: 'refused' })
  await writePackFiles(at('pack'), described, new Map([['a.txt', Buffer.from('a')]]))
  await writeFile(at('pack', 'notes.txt'), 'mine')
  await expect(writePackFiles(at('pack'), described, new Map())).rejects.toThrow(/\(notes\.txt\)/u)
  expect(await readFile(at('pack', 'notes.txt'), 'utf8')).toBe('mine')
})

// a place where nothing can be made, whoever asks
it.skipIf(process.platform !== 'linux')('says what is wrong with a place that takes nothing', async () => {
  await expect(requirePackPlace('/proc/pack')).rejects.toMatchObject({ kind: 'storage' })
})

it('says that a file stands there, or in its way', async () => {
  await writeFile(at('file'), '')
  await expect(requirePackPlace(at('file'))).rejects.toMatchObject({
    kind: 'refused',
    message: `${at('file')}: expected a new folder for the pack, found a file. Choose another name.`,
  })
  await expect(requirePackPlace(at('file', 'pack'))).rejects.toMatchObject({
    kind: 'storage',
    message: `The pack cannot be written to ${at('file', 'pack')}: a part of its path is a file. Choose another folder.`,
  })
})
