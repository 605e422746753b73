import type { Json } from '../../shared/domain/json.ts'
import { readModelPack } from './modelPack.ts'
import { compactConfig, fullConfig, readConfig } from './network/config.ts'
import type { Part, VsgnConfig } from './network/config.ts'
import { countParameters } from './network/parameters.ts'
import { parameterSpecs } from './network/trainingGraph.ts'

/** What `vsgn model` tells of a network: of a pack, or of one that has no weights. */
export interface ModelDescription {
  readonly kind: 'vsgn'
  readonly size: 'compact' | 'full'
  /** Every number of the configuration by its name there. */
  readonly dimensions: Readonly<Record<string, number>>
  /** Span types. */
  readonly labels: readonly string[]
  /** Values in each module; `table` holds the rows of word features or pieces, `wordVectors` those of known words. */
  readonly parameters: { readonly total: number; readonly modules: Readonly<Record<string, number>> }
  /** The training card; null without weights. */
  readonly card: Json
}

/** A network as it would be built, without weights. Word vectors come with training and are not counted. */
export function describeNetwork(size: ModelDescription['size'], without: readonly Part[]): ModelDescription {
  const config = size === 'full' ? fullConfig({ without }) : compactConfig({ without })
  return describe(config, size, {}, null)
}

/** A pack, read whole: @throws WorkbenchError `model` for a wrong hash, `not-found` where there is none. */
export async function describePack(
  folder: string,
): Promise<ModelDescription & { name: string; sha256: string }> {
  const { manifest, sha256, vectors } = await readModelPack(folder)
  const wordVectors = vectors.bytes.shape.reduce((product, size) => product * size, 1)
  const described = describe(readConfig(manifest.network), manifest.size, { wordVectors }, manifest.card)
  return { name: manifest.name, sha256, ...described }
}

function describe(
  config: VsgnConfig,
  size: ModelDescription['size'],
  more: Readonly<Record<string, number>>,
  card: Json,
): ModelDescription {
  const { modules } = countParameters(parameterSpecs(config))
  const all = { table: config.tableRows * config.rowWidth, ...modules, ...more }
  return {
    kind: 'vsgn',
    size,
    dimensions: Object.fromEntries(
      Object.entries(config).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
    labels: config.types,
    parameters: { total: Object.values(all).reduce((sum, count) => sum + count, 0), modules: all },
    card,
  }
}
