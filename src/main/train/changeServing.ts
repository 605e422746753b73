import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { atomicWriteFile } from '../system/atomicWrite.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { PackManifest, Serving } from '../vsgn/packManifest.ts'
import { MANIFEST_FILE, servedIn } from '../vsgn/packManifest.ts'
import type { CardScores } from './cardScores.ts'
import { scoreForCard } from './cardScores.ts'
import { describeSets } from './describeSets.ts'
import type { LoadedSet } from './trainingData.ts'

/** Sets that are read anew for the card. */
export interface ScoredSets {
  readonly dev: readonly LoadedSet[]
  readonly test: readonly LoadedSet[]
}

const PARTS = ['dev', 'test'] as const

/**
 * Has a pack served as `serving` says and puts on its card how it then reads `sets`. What the card says of other sets was
 * measured as the pack was served before: it goes to `earlier`, each with the precision it was `served` in. The temperature
 * stays: it belongs to the weights. The pack is another one from then on, since its hash changes; where it is served so
 * already, nothing does. Throws what `signal` was aborted with.
 */
export async function changeServing(
  folder: string,
  serving: Serving,
  sets: ScoredSets,
  threads: number,
  onProgress: (stage: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { manifest } = await readManifest(folder)
  if (isDeepStrictEqual(manifest.serving, serving)) return
  const { precision, ranges } = serving
  const tagger = await loadTagger(folder, { device: 'cpu', threads, precision, ranges })
  try {
    const measured = await scoreForCard(tagger, sets, onProgress, signal)
    const changed = { ...manifest, serving, card: await rescoredCard(manifest, measured, sets) }
    await atomicWriteFile(join(folder, MANIFEST_FILE), `${JSON.stringify(changed, null, 2)}\n`)
  } finally {
    await tagger.dispose()
  }
}

async function rescoredCard(
  manifest: PackManifest,
  { scores, calibration }: CardScores,
  sets: ScoredSets,
): Promise<JsonObject> {
  const card = asObject(manifest.card)
  const served = servedIn(manifest)
  const earlier: Record<string, Json> = {}
  const data: Record<string, Json> = {}
  for (const part of PARTS) {
    const before = Object.entries(asObject(asObject(card.scores)[part])).map(
      ([name, score]) => [name, { ...asObject(score), served }] as const,
    )
    const known = { ...asObject(asObject(card.earlier)[part]), ...Object.fromEntries(before) }
    const rest = Object.entries(known).filter(([name]) => !Object.hasOwn(scores[part], name))
    earlier[part] = Object.fromEntries(rest)
    data[part] = mergedSets(asObject(card.data)[part], await describeSets(sets[part]))
  }
  return {
    ...card,
    scores: scores as unknown as JsonObject,
    calibration: {
      ...asObject(card.calibration),
      temperature: manifest.calibration?.temperature ?? 1,
      ...(calibration as unknown as JsonObject),
    },
    earlier,
    data: { ...asObject(card.data), ...data },
  }
}

/** A set that is read anew takes the place of the one of its name. */
function mergedSets(before: Json | undefined, read: readonly JsonObject[]): Json[] {
  const known = Array.isArray(before) ? (before as readonly Json[]) : []
  return [...known.filter((set) => read.every(({ name }) => name !== asObject(set).name)), ...read]
}

/** Cards of other makers may say anything. */
function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
