import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { innerPack } from '../innerPack.ts'
import type { ModelPack } from '../modelPack.ts'
import { modelPackOf, readPackFiles, writePackFiles } from '../modelPack.ts'
import type { PackManifest } from '../packManifest.ts'
import { dequantise, quantise } from '../quantise.ts'
import { readSafetensors, writeSafetensors } from '../safetensors.ts'
import { TagSet } from '../tagSet.ts'
import { FEATURE_ROWS, LINEAR_RECIPE, LinearFeatures } from './linearFeatures.ts'
import type { LinearWeights } from './linearModel.ts'
import type { GroupedWords } from './wordGroups.ts'
import { wordGroups } from './wordGroups.ts'

/** All that a linear CRF is. */
export interface LinearPack {
  readonly manifest: PackManifest
  /** Of the manifest, and so of the whole pack. */
  readonly sha256: string
  readonly weights: LinearWeights
  readonly grouped: GroupedWords
  /** The network whose reading it corrects; null: it reads alone. */
  readonly base: ModelPack | null
}

export interface LinearPackContents extends Pick<PackManifest, 'name' | 'inputs' | 'calibration' | 'card'> {
  readonly weights: LinearWeights
  readonly grouped: GroupedWords
  /** Files of the pack of the network that it corrects (`filesForInnerPack`); null: it reads alone. */
  readonly base: { readonly manifest: PackManifest; readonly files: ReadonlyMap<string, Uint8Array> } | null
}

const WEIGHTS_FILE = 'weights.safetensors'
const WORDS_FILE = 'grouped-words.txt'
const GROUPS_FILE = 'word-groups.txt'
const FEATURES = 'features'
const SCALES = 'features.scales'
const CRF = ['transitions', 'start', 'end'] as const

/** Writes a pack whole; the feature weights as bytes with a scale for each tag. */
export async function writeLinearPack(
  folder: string,
  { weights, grouped, base, ...described }: LinearPackContents,
): Promise<void> {
  const { types, features, crf } = weights
  const tags = new TagSet(types).size
  const matrix = quantise(features, [FEATURE_ROWS, tags], 'column')
  const tensors = new Map([
    [FEATURES, matrix.bytes],
    [SCALES, matrix.scales],
    ...CRF.map(
      (part) => [part, { type: 'F32' as const, shape: [crf[part].length], data: crf[part] }] as const,
    ),
  ])
  const files = new Map<string, Uint8Array>([
    [WEIGHTS_FILE, writeSafetensors(tensors)],
    [WORDS_FILE, Buffer.from(grouped.words.join('\n'))],
    [GROUPS_FILE, Buffer.from(grouped.groups.join('\n'))],
    ...(base?.files ?? []),
  ])
  const network = { rows: FEATURE_ROWS, tags, fineGroups: grouped.fine }
  const recipe = { text: LINEAR_RECIPE, picture: base?.manifest.recipe.picture ?? null }
  await writePackFiles(
    folder,
    { kind: 'linear-crf', size: 'linear', network, labels: types, recipe, ...described },
    files,
  )
}

/** Reads a pack; nothing of it is used unless every hash is right. Throws WorkbenchError `model`. */
export async function readLinearPack(folder: string): Promise<LinearPack> {
  const files = await readPackFiles(folder)
  const { manifest, sha256, bytes, lines } = files
  const inner = innerPack(files, folder)
  const wrong = (what: string): WorkbenchError =>
    new WorkbenchError('model', `${folder}: ${what}. Put the original pack back or train a new one.`)
  const { kind, recipe, network, labels } = manifest
  if (kind !== 'linear-crf') throw wrong(`it is a ${kind}, expected a linear-crf`)
  const { tags: labelsOfTypes, size } = new TagSet(labels)
  if (recipe.text !== LINEAR_RECIPE)
    throw wrong(`its words are read as "${recipe.text}", not "${LINEAR_RECIPE}"`)
  if (network.rows !== FEATURE_ROWS || network.tags !== size || typeof network.fineGroups !== 'number')
    throw wrong(`its table is ${JSON.stringify(network)}, expected ${FEATURE_ROWS} rows of ${size} tags`)
  const stored = readSafetensors(bytes(WEIGHTS_FILE), `${folder}/${WEIGHTS_FILE}`)
  const tensor = (name: string, count: number) => {
    const found = stored.get(name)
    if (found?.data.length !== count) throw wrong(`"${name}" does not hold ${count} values`)
    return found
  }
  const floats = (name: string, count: number): Float32Array => {
    const { data } = tensor(name, count)
    if (!(data instanceof Float32Array)) throw wrong(`"${name}" does not hold floats`)
    return data
  }
  const words = lines(WORDS_FILE)
  const groups = Int32Array.from(lines(GROUPS_FILE), Number)
  if (groups.length !== words.length) throw wrong(`${words.length} words have ${groups.length} groups`)
  return {
    manifest,
    sha256,
    grouped: { words, groups, fine: network.fineGroups },
    base: inner === null ? null : modelPackOf(inner, folder),
    weights: {
      types: labels,
      features: dequantise({ bytes: tensor(FEATURES, FEATURE_ROWS * size), scales: tensor(SCALES, size) }),
      crf: {
        labels: labelsOfTypes,
        transitions: floats('transitions', size * size),
        start: floats('start', size),
        end: floats('end', size),
        temperature: manifest.calibration?.temperature ?? 1,
      },
    },
  }
}

/** Features as the weights of the pack know them. */
export function featuresOf({ grouped }: Pick<LinearPack, 'grouped'>): LinearFeatures {
  return new LinearFeatures(wordGroups(grouped))
}
