import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Moments } from '../autodiff/adamW.ts'
import { atomicWriteFile } from '../system/atomicWrite.ts'
import { fileReason } from '../system/fileReason.ts'
import { replaceFolder } from '../system/replaceFolder.ts'
import type { StoredTensor } from '../vsgn/safetensors.ts'
import { readSafetensorsFile, writeSafetensorsFile } from '../vsgn/safetensors.ts'
import type { OptimiserState, Weights } from './optimiser.ts'

/** What one epoch came to. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number
  /** Mean loss a batch. */
  readonly loss: number
  /** Micro F1 of each dev set in percent. */
  readonly dev: Readonly<Record<string, number>>
  /** Their mean; what chooses the epoch. */
  readonly score: number
}

/** Everything a run needs to go on as if it had never stopped. */
export interface TrainingState {
  /** Epochs that are finished. */
  readonly epoch: number
  /** Batches of the running epoch that are done, and the sum of their losses. */
  readonly batch: number
  readonly lossSum: number
  /** Steps since the start. */
  readonly step: number
  /** Steps of the whole run as it was planned. */
  readonly plannedSteps: number
  readonly history: readonly EpochRecord[]
  /** Seconds the training took so far; missing in checkpoints of before they were counted. */
  readonly seconds?: number
  readonly weights: Weights
  readonly optimiser: OptimiserState
  /** Weights of the best epoch so far; null: no epoch is finished. */
  readonly best: Weights | null
}

interface StateFile {
  readonly key: string
  readonly epoch: number
  readonly batch: number
  readonly lossSum: number
  readonly step: number
  readonly plannedSteps: number
  readonly history: readonly EpochRecord[]
  readonly seconds?: number
  readonly moments: Readonly<Record<string, number>>
}

const STATE = 'state.json'
const TENSORS = 'tensors.safetensors'
const TABLE = 'table'

/** Replaces the checkpoint of a folder, by one rename. `key` names the recipe and the data the state belongs to. */
export async function writeCheckpoint(folder: string, key: string, state: TrainingState): Promise<void> {
  const { weights, optimiser, best, ...counters } = state
  const tensors = new Map<string, StoredTensor>()
  const put = (name: string, data: Float32Array): void => {
    tensors.set(name, { type: 'F32', shape: [data.length], data })
  }
  const putWeights = (prefix: string, { values, table }: Weights): void => {
    for (const [name, data] of values) put(`${prefix}/${name}`, data)
    put(`${prefix}/${TABLE}`, table)
  }
  putWeights('weights', weights)
  if (best !== null) putWeights('best', best)
  for (const [name, { mean, square }] of optimiser.moments) {
    put(`mean/${name}`, mean)
    put(`square/${name}`, square)
  }
  put('table/mean', optimiser.table.mean)
  put('table/square', optimiser.table.square)
  put('table/steps', Float32Array.from(optimiser.table.steps))
  const moments = Object.fromEntries([...optimiser.moments].map(([name, { steps }]) => [name, steps]))
  const file: StateFile = { key, ...counters, moments }

  const partial = partialOf(folder)
  try {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    await writeSafetensorsFile(path.join(partial, TENSORS), tensors)
    await atomicWriteFile(path.join(partial, STATE), JSON.stringify(file))
    await replaceFolder(partial, folder, replacedBy(folder))
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined)
    throw asStorage(error, folder)
  }
}

function asStorage(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const [found, advice] = fileReason(code)
  return new WorkbenchError(
    'storage',
    `The checkpoint cannot be written to ${folder}: ${found}. ${advice}, and let the training go on from its last checkpoint.`,
    { code },
  )
}

/** Where the checkpoint before lies until the new one stands in its place: a kill between the two leaves it alone there. */
function replacedBy(folder: string): string {
  return `${folder}.replaced`
}

const partialOf = (folder: string): string => `${folder}.partial`

/** Removes the checkpoint of a folder, with whatever a kill left of it. */
export async function removeCheckpoint(folder: string): Promise<void> {
  for (const each of [folder, replacedBy(folder), partialOf(folder)])
    await rm(each, { recursive: true, force: true })
}

const ANEW = 'throw it away and start anew (on the command line without --resume)'

function damaged(file: string, found: string): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `${file}: ${found}, so that the training cannot go on from there. Put the original file back, or ${ANEW}.`,
  )
}

async function readStateFile(file: string): Promise<StateFile> {
  const text = await readFile(file, 'utf8')
  try {
    return Object(JSON.parse(text)) as StateFile
  } catch {
    throw damaged(file, 'it is not JSON')
  }
}

/**
 * The checkpoint of a folder; null: there is none. Throws WorkbenchError when its key is not one to go on from: that
 * would give a model that no recipe describes. So it does for a damaged one, naming the file.
 */
export async function readCheckpoint(
  folder: string,
  accepts: (key: string) => boolean,
): Promise<TrainingState | null> {
  const whole = [folder, replacedBy(folder)].find((each) => existsSync(path.join(each, STATE)))
  if (whole === undefined) return null
  const { key, moments: steps, plannedSteps, ...counters } = await readStateFile(path.join(whole, STATE))
  if (!accepts(key))
    throw new WorkbenchError(
      'refused',
      `${folder} holds a training with another recipe, other data or another model to start from. Restore what it was started with, or ${ANEW}.`,
    )
  const file = path.join(whole, TENSORS)
  if (!existsSync(file)) throw damaged(file, 'it is missing')
  const tensors = await readSafetensorsFile(file)
  const get = (name: string): Float32Array => {
    const data = tensors.get(name)?.data
    if (!(data instanceof Float32Array)) throw damaged(file, `it has no "${name}"`)
    return data
  }
  const getWeights = (prefix: string): Weights => ({
    values: new Map(
      [...tensors.keys()]
        .filter((name) => name.startsWith(`${prefix}/`) && name !== `${prefix}/${TABLE}`)
        .map((name) => [name.slice(prefix.length + 1), get(name)]),
    ),
    table: get(`${prefix}/${TABLE}`),
  })
  const moments = new Map<string, Moments>(
    Object.entries(steps).map(([name, count]) => [
      name,
      { steps: count, mean: get(`mean/${name}`), square: get(`square/${name}`) },
    ]),
  )
  return {
    ...counters,
    plannedSteps,
    weights: getWeights('weights'),
    best: tensors.has(`best/${TABLE}`) ? getWeights('best') : null,
    optimiser: {
      moments,
      table: {
        mean: get('table/mean'),
        square: get('table/square'),
        steps: Int32Array.from(get('table/steps')),
      },
    },
  }
}
