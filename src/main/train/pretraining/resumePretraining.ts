import { createHash } from 'node:crypto'
import { fallStart } from '../../autodiff/schedule.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { VsgnConfig } from '../../vsgn/network/config.ts'
import type { TrainingState } from '../checkpoint.ts'
import { readCheckpoint } from '../checkpoint.ts'
import { hashTexts } from '../rawText.ts'
import type { TextOptions } from '../textStage.ts'
import type { PretrainingOptions } from './pretrainingOptions.ts'

/** What a pre-training is of. */
export interface PretrainingSubject {
  readonly config: VsgnConfig
  readonly text: TextOptions
  readonly options: PretrainingOptions
  /** SHA-256 of the pack whose encoder goes on learning; null: a fresh one. */
  readonly origin: string | null
}

/**
 * Names what decides every step up to the fall of the rate: the encoder and where it comes from, the text, the options
 * but their number of steps. Parts of the network that pre-training does not touch have no say.
 */
export async function pretrainingKey(subject: PretrainingSubject): Promise<string> {
  return hashOf([earlierKey(subject), await hashTexts(subject.text.files)])
}

/** The same as it once was, when it did not say what is in the text: such checkpoints still go on. */
function earlierKey({ config, text, options, origin }: PretrainingSubject): string {
  const { hidden, heads, encoderLayers, feedForward, distanceLimit, rowWidth, extrasWidth } = config
  const encoder = { hidden, heads, encoderLayers, feedForward, distanceLimit, rowWidth, extrasWidth }
  return hashOf({ encoder, text: withoutPaths(text), options: { ...options, steps: null }, origin })
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
  const keys = [await pretrainingKey(subject), earlierKey(subject)]
  const state = await readCheckpoint(folder, (found) => keys.includes(found))
  if (state === null || state.plannedSteps === options.steps) return state
  const { plannedSteps } = state
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

const withoutPaths = (text: TextOptions) => ({ ...text, files: text.files.length })
const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')
