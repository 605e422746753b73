import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSources } from './openSources.ts'

let folder: string
const at = (...parts: string[]): string => join(folder, ...parts)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'))
})
afterEach(() => rm(folder, { recursive: true }))

const inspect = () => Promise.resolve({ state: 'broken', reason: 'is none' } as const)

it('takes a .txt for the text of a document of brat only where both lie in one folder', async () => {
  for (const name of ['brat', 'conll']) await mkdir(at(name))
  const files = [at('brat', 'train.ann'), at('brat', 'train.txt'), at('conll', 'train.txt')]
  for (const file of files) await writeFile(file, '')
  const opened = await openSources(files, 'auto', inspect)
  expect(opened.sources.map(({ name }) => name)).toEqual(['train.ann', 'train.txt'])
  await opened.close()
})
