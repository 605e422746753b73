import { createHash } from 'node:crypto'
import { fallStart } from '../../autodiff/schedule.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { VsgnConfig } from '../../vsgn/network/config.ts'
import type { TrainingState } from '../checkpoint.ts'
import { readCheckpoint } from '../checkpoint.ts'
import type { TextOptions } from '../textStage.ts'
import type { PretrainingOptions } from './pretrainingOptions.ts'

/** What a pre-training is of. */
export interface PretrainingSubject {
  readonly config: VsgnConfig
  readonly text: TextOptions
  readonly options: PretrainingOptions
}

/**
 * Names what decides every step up to the fall of the rate: the encoder, the text, the options but their number of
 * steps. Parts of the network that pre-training does not touch have no say.
 */
export function pretrainingKey({ config, text, options }: PretrainingSubject): string {
  const { hidden, heads, encoderLayers, feedForward, distanceLimit, rowWidth, extrasWidth } = config
  const encoder = { hidden, heads, encoderLayers, feedForward, distanceLimit, rowWidth, extrasWidth }
  return hashOf({ encoder, text: withoutPaths(text), options: { ...options, steps: null } })
}

/**
 * The checkpoint a pre-training goes on from; null: there is none. Runs of different lengths are the same bit for bit
 * until the rate of the shorter one begins to fall, so a checkpoint from before that serves both.
 *
 * @throws WorkbenchError `refused` for a checkpoint of another encoder, text or options, or from after the fall began.
 */
export async function resumePretraining(
  folder: string,
  subject: PretrainingSubject,
): Promise<TrainingState | null> {
  const { options } = subject
  const key = pretrainingKey(subject)
  let planned: number | null = null
  const state = await readCheckpoint(folder, (found) => {
    planned = found === key ? null : stepsOfOldKey(found, subject)
    return found === key || planned !== null
  })
  if (state === null) return null
  const plannedSteps = state.plannedSteps ?? planned
  if (plannedSteps === null || plannedSteps === options.steps) return state
  const shared = Math.min(constantUntil(options, plannedSteps), constantUntil(options, options.steps))
  if (state.step <= shared) return state
  throw new WorkbenchError(
    'refused',
    `${folder} holds step ${state.step} of a pre-training of ${plannedSteps} steps; one of ${options.steps} steps differs from it after step ${Math.floor(shared)}, where a learning rate begins to fall. ` +
      `Ask for ${plannedSteps} steps again, or start without this checkpoint.`,
  )
}

function constantUntil(
  { warmUpSteps, holdUntil, finalRate }: PretrainingOptions,
  totalSteps: number,
): number {
  return fallStart({ totalSteps, warmUpSteps, holdUntil, finalShare: finalRate })
}

/** Fields of the network that keys were made of before keys left out the number of steps. */
const OLD_FIELDS = [
  'textInput',
  'types',
  'hidden',
  'heads',
  'encoderLayers',
  'feedForward',
  'distanceLimit',
  'rowWidth',
  'extrasWidth',
  'patches',
  'regions',
  'patchWidth',
  'regionWidth',
  'latent',
  'topK',
  'window',
  'edgeBalance',
  'gcnLayers',
  'gcn',
  'alignmentTemperature',
  'alignmentWeight',
  'channelReduction',
  'deviationWeight',
  'channelTemperature',
  'without',
  'dropout',
  'modalityDropout',
] as const satisfies readonly (keyof VsgnConfig)[]
/** Old keys hold the number of steps in their hash alone: it is found by trying round numbers up to this one. */
const MOST_OLD_STEPS = 200_000
const ROUND = 100

/** The key as it was when it held the whole network and the number of steps. */
export function oldPretrainingKey({ config, text, options }: PretrainingSubject): string {
  const known = Object.fromEntries(OLD_FIELDS.map((name) => [name, config[name]]))
  return hashOf({ config: known, text: withoutPaths(text), options })
}

function stepsOfOldKey(key: string, subject: PretrainingSubject): number | null {
  const isOf = (steps: number): boolean =>
    oldPretrainingKey({ ...subject, options: { ...subject.options, steps } }) === key
  if (isOf(subject.options.steps)) return subject.options.steps
  for (let steps = ROUND; steps <= MOST_OLD_STEPS; steps += ROUND) if (isOf(steps)) return steps
  return null
}

const withoutPaths = (text: TextOptions) => ({ ...text, files: text.files.length })
const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
