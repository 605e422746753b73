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

it('can be stopped while it learns vectors', async () => {
  const long = path.join(folder, 'long.txt')
  await writeFile(long, 'we sailed far out to sea\n'.repeat(12_000))
  const skipGram = { ...DEFAULT_TEXT.skipGram, dimensions: 4, window: 1, negatives: 0, epochs: 30 }
  const stopAt = async (stage: string): Promise<unknown> => {
    const stop = new AbortController()
    const onProgress = (progress: { stage: string; done: number }): void => {
      // of a Ctrl+C, which is heard in between alone
      if (progress.stage === stage)
        setImmediate(() => stop.abort(new Error(`stopped ${stage} at ${progress.done}`)))
    }
    const options = { ...DEFAULT_TEXT, files: [long], skipGram }
    return learnFromText(options, path.join(folder, stage), onProgress, stop.signal).catch(
      (error: unknown) => error,
    )
  }
  expect(await stopAt('word vectors')).toMatchObject({ message: 'stopped word vectors at 1048576' })
}, 60_000)
