import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { readSafetensors, writeSafetensors } from '../vsgn/safetensors.ts'
import { frequentLowerCased, readCorpus } from './corpus.ts'
import { hashTexts } from './rawText.ts'
import type { SkipGramOptions } from './skipGram.ts'
import { trainSkipGram } from './skipGram.ts'

/** What unlabelled text gives the model: which words have a row of their own, and where words stand. */
export interface TextKnowledge {
  /** Most frequent lower-cased words; their position is their id. */
  readonly frequentWords: readonly string[]
  /** Cased words that have a vector, most frequent first. */
  readonly vectorWords: readonly string[]
  /** Row-major [vectorWords, dimensions]; scaled so that their standard deviation is 1. */
  readonly vectors: Float32Array
  readonly dimensions: number
}

export interface TextOptions {
  readonly files: readonly string[]
  readonly minCount: number
  readonly splitShare: number
  readonly maxLines: number | null
  readonly frequentWords: number
  readonly skipGram: SkipGramOptions
}

export interface StageProgress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
  readonly unit: string
}

/**
 * Reads the text and trains the word vectors, or takes both from `cacheFolder` when the same text was read with the
 * same options before. Throws WorkbenchError where a file cannot be read or no word is frequent enough, and
 * what `signal` was aborted with.
 */
export async function learnFromText(
  options: TextOptions,
  cacheFolder: string,
  onProgress: (progress: StageProgress) => void,
  signal?: AbortSignal,
): Promise<TextKnowledge> {
  const report = (progress: StageProgress): void => {
    onProgress(progress)
    signal?.throwIfAborted()
  }
  const folder = path.join(cacheFolder, `text-${await stageKey(options)}`)
  if (!existsSync(folder)) {
    const corpus = await readCorpus({ ...options, seed: options.skipGram.seed }, (lines) =>
      report({ stage: 'reading text', done: lines, total: null, unit: 'lines' }),
    )
    if (corpus.words.length === 0)
      throw new WorkbenchError(
        'invalid-input',
        `No word stands ${options.minCount} times in the text of the training config (${options.files.join(', ')}). Give more text there, or lower "minCount".`,
      )
    const vectors = await trainSkipGram(corpus, options.skipGram, ({ done, total }) =>
      report({ stage: 'word vectors', done, total, unit: 'words' }),
    )
    standardise(vectors)
    const partial = `${folder}.partial`
    await mkdir(partial, { recursive: true })
    const frequent = frequentLowerCased(corpus, options.frequentWords)
    await writeFile(path.join(partial, 'frequent.txt'), frequent.join('\n'))
    await writeFile(path.join(partial, 'words.txt'), corpus.words.join('\n'))
    const shape = [corpus.words.length, options.skipGram.dimensions]
    const file = writeSafetensors(new Map([['vectors', { type: 'F32', shape, data: vectors }]]))
    await writeFile(path.join(partial, 'vectors.safetensors'), file)
    await rename(partial, folder)
  }
  return readKnowledge(folder, options.skipGram.dimensions)
}

async function readKnowledge(folder: string, dimensions: number): Promise<TextKnowledge> {
  const lines = async (name: string): Promise<string[]> =>
    (await readFile(path.join(folder, name), 'utf8')).split('\n')
  const file = path.join(folder, 'vectors.safetensors')
  const vectors = readSafetensors(await readFile(file), file).get('vectors')?.data
  if (!(vectors instanceof Float32Array)) throw new TypeError(`${file} holds no vectors`)
  return {
    frequentWords: await lines('frequent.txt'),
    vectorWords: await lines('words.txt'),
    vectors,
    dimensions,
  }
}

/** The same text and the same options give the same key. */
async function stageKey(options: TextOptions): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ ...options, files: [] }))
  for (const each of await hashTexts(options.files)) hash.update(each)
  return hash.digest('hex').slice(0, 16)
}

/** Scales all values by one factor so that their standard deviation is 1. */
function standardise(values: Float32Array): void {
  let squares = 0
  for (const value of values) squares += value * value
  const scale = 1 / Math.sqrt(squares / values.length)
  for (let index = 0; index < values.length; index++) values[index] = (values[index] as number) * scale
}
