import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CurvePoint, TrainedDocument } from '../../../shared/api/trainingDocuments.ts'
import { trainedDocument } from '../../../shared/api/trainingDocuments.ts'
import type { ModelKind } from '../../../shared/domain/modelKind.ts'
import { atomicWriteFile } from '../../system/atomicWrite.ts'

/** A training as the project remembers it: a point of its learning curve, and what it cost. */
export interface TrainingEntry {
  readonly point: CurvePoint
  /** Words in the posts, and passes over them. */
  readonly words: number
  readonly epochs: number
}

const FILE = 'trainings.json'
/** Hidden, so that it is not taken for a model. */
const OUTCOMES = '.trained'

/** Oldest first; none where the project has never trained. A damaged file counts as empty. */
export async function readTrainings(modelsFolder: string): Promise<TrainingEntry[]> {
  try {
    const found = JSON.parse(await readFile(join(modelsFolder, FILE), 'utf8')) as unknown
    return Array.isArray(found) ? (found as TrainingEntry[]) : []
  } catch {
    return []
  }
}

/** Keeps what a training came to, and its place in the learning curve, also when the model is deleted one day. */
export async function rememberTraining(
  modelsFolder: string,
  entry: TrainingEntry,
  trained: TrainedDocument,
): Promise<void> {
  await mkdir(join(modelsFolder, OUTCOMES), { recursive: true })
  await atomicWriteFile(outcomeFile(modelsFolder, entry.point.name), JSON.stringify(trained))
  const entries = [...(await readTrainings(modelsFolder)), entry]
  await atomicWriteFile(join(modelsFolder, FILE), `${JSON.stringify(entries, null, 2)}\n`)
}

/** What the newest training of a name came to; null: nothing is kept of it. */
export async function readOutcome(modelsFolder: string, name: string): Promise<TrainedDocument | null> {
  try {
    const found: unknown = JSON.parse(await readFile(outcomeFile(modelsFolder, name), 'utf8'))
    return trainedDocument.safeParse(found).data ?? null
  } catch {
    return null
  }
}

function outcomeFile(modelsFolder: string, name: string): string {
  return join(modelsFolder, OUTCOMES, `${name}.json`)
}

/** Seconds a training takes to begin and end, and for each word of an epoch: on two cores of a server of 2023. */
const COSTS: Readonly<Record<ModelKind, { readonly once: number; readonly word: number }>> = {
  vsgn: { once: 15, word: 4e-4 },
  'bilstm-crf': { once: 15, word: 3e-4 },
  'cnn-bilstm-crf': { once: 15, word: 5e-4 },
  'linear-crf': { once: 15, word: 5e-5 },
}

/** Expected seconds, by the last training of this kind in the project, else by what one took elsewhere. */
export function expectedSeconds(
  kind: ModelKind,
  words: number,
  epochs: number,
  trainings: readonly TrainingEntry[],
): { seconds: number; basis: 'measured' | 'estimate' } {
  const { once, word } = COSTS[kind]
  const expected = (of: { words: number; epochs: number }): number => once + of.words * of.epochs * word
  const known = trainings.findLast(({ point }) => point.kind === kind)
  const factor = known === undefined ? 1 : known.point.seconds / expected(known)
  return {
    seconds: Math.max(1, Math.round(expected({ words, epochs }) * factor)),
    basis: known === undefined ? 'estimate' : 'measured',
  }
}
