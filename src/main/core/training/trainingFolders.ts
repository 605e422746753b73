import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { trainingOptions } from '../../../shared/api/trainingDocuments.ts'
import type { TrainingOptions } from '../../../shared/api/trainingDocuments.ts'
import type { Immutable } from '../../../shared/api/contract.ts'
import { atomicWrite, atomicWriteFile } from '../../system/atomicWrite.ts'
import { HELD_OUT_FILE, TRAIN_FILE } from '../../train/projectTraining.ts'
import type { ChosenPost } from './trainingPosts.ts'

/** A training that has begun: what was asked for, and the posts as they were then. */
export interface BegunTraining {
  readonly options: Immutable<TrainingOptions>
  readonly startedAt: string
  readonly posts: number
  readonly reviewed: number
  readonly words: number
  readonly heldOut: number
  /** What it is compared with, an id of `models.list`; null: nothing. */
  readonly compareWith: string | null
}

const REQUEST = 'request.json'

/** The folder of a begun training; hidden, so that it is not taken for a model. */
export function trainingFolder(modelsFolder: string, name: string): string {
  return join(modelsFolder, '.training', name)
}

/** Writes the posts and what was asked for; the folder appears whole or not at all. */
export async function beginTraining(
  modelsFolder: string,
  posts: AsyncIterable<ChosenPost>,
  begun: Pick<BegunTraining, 'options' | 'startedAt' | 'compareWith'>,
): Promise<BegunTraining> {
  const folder = trainingFolder(modelsFolder, begun.options.name)
  const partial = join(modelsFolder, '.training', `.${begun.options.name}.partial`)
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  const counts = { posts: 0, reviewed: 0, words: 0, heldOut: 0 }
  const train = await open(join(partial, TRAIN_FILE), 'w')
  const heldOut = await open(join(partial, HELD_OUT_FILE), 'w')
  try {
    for await (const { part, line, reviewed } of posts) {
      const text = `${JSON.stringify(line)}\n`
      if (part === 'held-out') {
        await heldOut.write(text)
        counts.heldOut++
        continue
      }
      await train.write(text)
      counts.posts++
      counts.words += line.tokens.length
      if (reviewed) counts.reviewed++
    }
  } finally {
    await train.close()
    await heldOut.close()
  }
  if (counts.heldOut === 0) await rm(join(partial, HELD_OUT_FILE))
  const written = { ...begun, ...counts }
  await atomicWriteFile(join(partial, REQUEST), `${JSON.stringify(written, null, 2)}\n`)
  await rename(partial, folder)
  return written
}

/** Writes posts to one file, as a comparison reads them. Gives how many. */
export async function writePosts(file: string, posts: AsyncIterable<ChosenPost>): Promise<number> {
  let count = 0
  await atomicWrite(file, async (part) => {
    for await (const { line } of posts) {
      await part.write(`${JSON.stringify(line)}\n`)
      count++
    }
  })
  return count
}

/** Trainings that have begun and not ended, by name. One whose request cannot be read is left out. */
export async function begunTrainings(modelsFolder: string): Promise<BegunTraining[]> {
  const folder = join(modelsFolder, '.training')
  if (!existsSync(folder)) return []
  const begun: BegunTraining[] = []
  for (const name of (await readdir(folder)).sort()) {
    const found = name.startsWith('.') ? null : await readBegun(join(folder, name))
    if (found !== null) begun.push(found)
  }
  return begun
}

async function readBegun(folder: string): Promise<BegunTraining | null> {
  try {
    const found = JSON.parse(await readFile(join(folder, REQUEST), 'utf8')) as BegunTraining
    return trainingOptions.safeParse(found.options).success ? found : null
  } catch {
    return null
  }
}
