import type { Json } from '../../shared/domain/json.ts'
import { FEATURE_ROWS } from './linear/linearFeatures.ts'
import { readLinearPack } from './linear/linearPack.ts'
import { readManifest, readModelPack } from './modelPack.ts'
import type { ModelPack } from './modelPack.ts'
import { compactConfig, fullConfig, kindOf } from './network/config.ts'
import type { Part, VsgnConfig } from './network/config.ts'
import { countParameters } from './network/parameters.ts'
import { parameterSpecs } from './network/trainingGraph.ts'
import { networkOfPack } from './networkOfPack.ts'
import type { ModelKind } from '../../shared/domain/modelKind.ts'
import type { PackManifest } from './packManifest.ts'

/** What `vsgn model` tells of a network: of a pack, or of one that has no weights. */
export interface ModelDescription {
  readonly kind: ModelKind
  readonly size: PackManifest['size']
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

/**
 * A pack, read whole. @throws WorkbenchError `model` for a wrong hash or weights that do not fit its configuration,
 * `not-found` where there is none.
 */
export async function describePack(folder: string): Promise<PackDescription> {
  const { kind } = (await readManifest(folder)).manifest
  return kind === 'linear-crf' ? describeLinearPack(folder) : describeNetworkPack(folder)
}

type PackDescription = ModelDescription & { name: string; sha256: string }

async function describeLinearPack(folder: string): Promise<PackDescription> {
  const { manifest, sha256, weights, grouped, base } = await readLinearPack(folder)
  const { transitions, start, end } = weights.crf
  const modules = {
    features: weights.features.length,
    crf: transitions.length + start.length + end.length,
    ...(base !== null && { base: weightsIn(base) }),
  }
  return {
    name: manifest.name,
    sha256,
    kind: manifest.kind,
    size: manifest.size,
    dimensions: { rows: FEATURE_ROWS, tags: weights.crf.labels.length, groupedWords: grouped.words.length },
    labels: manifest.labels,
    parameters: { total: Object.values(modules).reduce((sum, count) => sum + count, 0), modules },
    card: manifest.card,
  }
}

/** Values of the network that a linear CRF corrects, with its table and word vectors. */
function weightsIn({ weights, table, vocabulary }: ModelPack): number {
  const stored = [
    ...weights.values(),
    table.bytes,
    ...('pieces' in vocabulary ? [] : [vocabulary.vectors.bytes]),
  ]
  return stored.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
}

async function describeNetworkPack(folder: string): Promise<PackDescription> {
  const pack = await readModelPack(folder)
  const { manifest, sha256, vocabulary } = pack
  const wordVectors = (shape: readonly number[]) => ({
    wordVectors: shape.reduce((product, size) => product * size, 1),
  })
  const more = 'pieces' in vocabulary ? {} : wordVectors(vocabulary.vectors.bytes.shape)
  const described = describe(networkOfPack(pack, folder).config, manifest.size, more, manifest.card)
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
    kind: kindOf(config),
    size,
    dimensions: Object.fromEntries(
      Object.entries(config).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
    labels: config.types,
    parameters: { total: Object.values(all).reduce((sum, count) => sum + count, 0), modules: all },
    card,
  }
}
