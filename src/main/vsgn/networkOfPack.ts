import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { extrasWidth } from '../features/encodePost.ts'
import { RememberedSums } from '../features/rowTable.ts'
import type { TrainedNetwork } from './emissionModel.ts'
import { encoderOf } from './encoderOf.ts'
import type { ModelPack } from './modelPack.ts'
import type { VsgnConfig } from './network/config.ts'
import { kindOf, readConfig } from './network/config.ts'
import { parameterSpecs } from './network/trainingGraph.ts'
import { byteRows } from './quantise.ts'

/** Says what does not fit. */
type Unfit = (what: string) => WorkbenchError

/** Names the way words become numbers; a pack made another way is another recipe. */
export const TEXT_RECIPES = { words: 'words-1', pieces: 'pieces-1' }

/** Puts a pack's files together into a network. Throws WorkbenchError `model` when they do not fit each other. */
export function networkOfPack(pack: ModelPack, folder: string): TrainedNetwork {
  const unfit = (what: string): WorkbenchError =>
    new WorkbenchError(
      'model',
      `${folder}: ${what}. The model is not used; put the original pack back or train a new one.`,
    )
  const config = configOf(pack, unfit)
  if (kindOf(config) !== pack.manifest.kind)
    throw unfit(`its network is a ${kindOf(config)}, the manifest says ${pack.manifest.kind}`)
  const textRecipe = TEXT_RECIPES[config.textInput]
  if (pack.manifest.recipe.text !== textRecipe)
    throw unfit(`its words are read as "${pack.manifest.recipe.text}", not "${textRecipe}"`)
  if (config.types.join() !== pack.manifest.labels.join())
    throw unfit(
      `the labels ${pack.manifest.labels.join()} are not those of the network, ${config.types.join()}`,
    )
  refuseUnfitWeights(pack, config, unfit)
  refuseWordsWithoutVectors(pack, unfit)
  const tableShape = [config.tableRows, config.rowWidth]
  if (pack.table.bytes.shape.join() !== tableShape.join())
    throw unfit(
      `its table is ${pack.table.bytes.shape.join(' × ')}, the network asks for ${tableShape.join(' × ')}`,
    )
  const encoder = encoderOf(pack.vocabulary, config, byteRows)
  if ('pieces' in encoder) {
    const { size } = encoder.pieces
    if (size !== config.tableRows)
      throw unfit(`its vocabulary has ${size} pieces, the network asks for ${config.tableRows}`)
  } else if (extrasWidth(encoder.vectors.table.width) !== config.extrasWidth) {
    const width = extrasWidth(encoder.vectors.table.width)
    throw unfit(`a word has ${width} numbers beside its rows, the network asks for ${config.extrasWidth}`)
  }
  return {
    config,
    values: new Map([...pack.weights].map(([name, { values }]) => [name, values])),
    words: {
      encoder,
      table: new RememberedSums(byteRows(pack.table)),
    },
    inputs: pack.manifest.inputs,
    temperature: pack.manifest.calibration?.temperature ?? 1,
  }
}

function configOf({ manifest }: ModelPack, unfit: Unfit): VsgnConfig {
  try {
    return readConfig(manifest.network)
  } catch (error) {
    if (error instanceof WorkbenchError) throw unfit(error.message)
    throw error
  }
}

function refuseUnfitWeights(pack: ModelPack, config: VsgnConfig, unfit: Unfit): void {
  const specs = parameterSpecs(config)
  for (const { name, shape } of specs) {
    const found = pack.weights.get(name)?.shape
    if (found?.join() !== shape.join())
      throw unfit(`the weight "${name}" is ${found?.join(' × ') ?? 'missing'}, expected ${shape.join(' × ')}`)
  }
  if (pack.weights.size !== specs.length)
    throw unfit(`it holds ${pack.weights.size} weights, expected ${specs.length}`)
}

function refuseWordsWithoutVectors({ vocabulary }: ModelPack, unfit: Unfit): void {
  if ('vectorWords' in vocabulary && vocabulary.vectors.bytes.shape[0] !== vocabulary.vectorWords.length)
    throw unfit(
      `it holds ${vocabulary.vectors.bytes.shape[0]} word vectors for ${vocabulary.vectorWords.length} words`,
    )
}
