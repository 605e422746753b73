import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { extrasWidth } from '../../features/encodePost.ts'
import { TABLE_ROWS, TABLE_WIDTH } from '../../features/wordFeatures.ts'
import type { PackContents } from '../modelPack.ts'
import { compactConfig } from '../network/config.ts'
import { initialParameters } from '../network/parameters.ts'
import { parameterSpecs } from '../network/trainingGraph.ts'

const vectorWidth = 2
export const NONSENSE_CONFIG = compactConfig({
  types: ['PER', 'LOC'],
  hidden: 16,
  heads: 2,
  encoderLayers: 1,
  feedForward: 32,
  latent: 4,
  patches: 4,
  patchWidth: 3,
  regionWidth: 3,
  extrasWidth: extrasWidth(vectorWidth),
})
const specs = parameterSpecs(NONSENSE_CONFIG)
const random = new SeededRandom(5)
const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal())

/** A network of random weights: what it says is nonsense, but the same nonsense every time. */
export const NONSENSE: PackContents = {
  name: 'nonsense',
  kind: 'vsgn',
  size: 'compact',
  network: JSON.parse(JSON.stringify(NONSENSE_CONFIG)) as PackContents['network'],
  labels: NONSENSE_CONFIG.types,
  inputs: { caption: false, picture: false },
  recipe: { text: 'words-1', picture: null },
  card: {},
  weights: new Map(
    [...initialParameters(specs, 1)].map(([name, values]) => [
      name,
      { shape: specs.find((spec) => spec.name === name)?.shape ?? [], values },
    ]),
  ),
  table: { shape: [TABLE_ROWS, TABLE_WIDTH], values: floats(TABLE_ROWS * TABLE_WIDTH) },
  vocabulary: {
    frequentWords: ['the', 'saw'],
    vectorWords: ['Ada', 'saw'],
    vectors: { shape: [2, vectorWidth], values: floats(2 * vectorWidth) },
  },
}
