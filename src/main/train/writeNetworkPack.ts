import type { JsonObject } from '../../shared/domain/json.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import { writeModelPack } from '../vsgn/modelPack.ts'
import { kindOf } from '../vsgn/network/config.ts'
import { TEXT_RECIPES } from '../vsgn/networkOfPack.ts'
import type { Serving } from '../vsgn/packManifest.ts'
import { parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import type { Weights } from './optimiser.ts'
import type { StartingPoint } from './startingPoint.ts'

export interface TrainedWeights {
  readonly start: StartingPoint
  readonly weights: Weights
  /** Which inputs beside the words it has learned to read. */
  readonly reads: { readonly caption: boolean; readonly picture: boolean }
  readonly card: JsonObject
  /** Of the CRF's probabilities. */
  readonly temperature: number
  /** What the pack is served in; null: float32, nobody measured int8. */
  readonly serving: Serving | null
}

/** Writes trained weights with the words they belong to as a pack. */
export async function writeNetworkPack(
  folder: string,
  name: string,
  { start, weights, reads, card, temperature, serving }: TrainedWeights,
): Promise<void> {
  const shapes = new Map(parameterSpecs(start.config).map((spec) => [spec.name, spec.shape]))
  await writeModelPack(folder, {
    kind: kindOf(start.config),
    name,
    size: start.config.textInput === 'pieces' ? 'full' : 'compact',
    network: start.config as unknown as JsonObject,
    labels: start.config.types,
    inputs: reads,
    recipe: { text: TEXT_RECIPES[start.config.textInput], picture: reads.picture ? EYES_RECIPE : null },
    calibration: { temperature },
    ...(serving === null ? {} : { serving }),
    card,
    weights: new Map(
      [...weights.values].map(([key, values]) => [key, { shape: shapes.get(key) ?? [], values }]),
    ),
    table: { shape: [start.config.tableRows, start.config.rowWidth], values: weights.table },
    vocabulary: start.vocabulary,
  })
}
