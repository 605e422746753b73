import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_TEXT } from './recipe.ts'
import { learnFromText } from './textStage.ts'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'text-stage-'))
  file = path.join(folder, 'text.txt')
  await writeFile(file, 'we sailed far out to sea\n')
})
afterAll(() => rm(folder, { recursive: true }))

it('refuses a text without a frequent word, and one that is not there, and keeps nothing', async () => {
  const cache = path.join(folder, 'cache')
  const learn = (name: string) => learnFromText({ ...DEFAULT_TEXT, files: [name] }, cache, () => undefined)
  await expect(learn(file)).rejects.toThrow(
    `No word stands 4 times in the text of the training config (${file})`,
  )
  await expect(learn(`${file}.gone`)).rejects.toMatchObject({ kind: 'refused' })
  expect(await readdir(folder)).toEqual(['text.txt'])
})
