import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Moments } from '../autodiff/adamW.ts'
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

  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await writeSafetensorsFile(path.join(partial, TENSORS), tensors)
  await writeFile(path.join(partial, STATE), JSON.stringify(file))
  const replaced = replacedBy(folder)
  await rm(replaced, { recursive: true, force: true })
  if (existsSync(folder)) await rename(folder, replaced)
  await rename(partial, folder)
  await rm(replaced, { recursive: true, force: true })
}

/** Where the checkpoint before lies until the new one stands in its place: a kill between the two leaves it alone there. */
function replacedBy(folder: string): string {
  return `${folder}.replaced`
}

/** Removes the checkpoint of a folder. */
export async function removeCheckpoint(folder: string): Promise<void> {
  for (const each of [folder, replacedBy(folder)]) await rm(each, { recursive: true, force: true })
}

/**
 * The checkpoint of a folder; null: there is none. Throws WorkbenchError when its key is not one to go on from: that
 * would give a model that no recipe describes.
 */
export async function readCheckpoint(
  folder: string,
  accepts: (key: string) => boolean,
): Promise<TrainingState | null> {
  const whole = [folder, replacedBy(folder)].find((each) => existsSync(path.join(each, STATE)))
  if (whole === undefined) return null
  const {
    key,
    moments: steps,
    plannedSteps,
    ...counters
  } = JSON.parse(await readFile(path.join(whole, STATE), 'utf8')) as StateFile
  if (!accepts(key))
    throw new WorkbenchError(
      'refused',
      `${folder} holds a training with another recipe, other data or another model to start from. Restore what it was started with, or throw it away and start anew (on the command line without --resume).`,
    )
  const file = path.join(whole, TENSORS)
  const tensors = await readSafetensorsFile(file)
  const get = (name: string): Float32Array => {
    const data = tensors.get(name)?.data
    if (!(data instanceof Float32Array))
      throw new WorkbenchError(
        'storage',
        `${file} has no "${name}". Start the training again without --resume.`,
      )
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
