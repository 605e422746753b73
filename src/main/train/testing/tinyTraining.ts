import { SeededRandom } from '../../autodiff/seededRandom.ts'
import type { EncodedText } from '../../features/encodedText.ts'
import { extrasWidth } from '../../features/encodePost.ts'
import { FloatRows } from '../../features/rowTable.ts'
import { TABLE_WIDTH, WordFeatures } from '../../features/wordFeatures.ts'
import { WordVectors } from '../../features/wordVectors.ts'
import { compactConfig } from '../../vsgn/network/config.ts'
import { initialParameters } from '../../vsgn/network/parameters.ts'
import { parameterSpecs } from '../../vsgn/network/trainingGraph.ts'
import type { StartingPoint } from '../startingPoint.ts'
import type { TrainingExample } from '../trainer.ts'

/** A few rows instead of a whole feature table: checkpoints are then small. */
const ROWS = 40

const encoder = {
  features: new WordFeatures([]),
  vectors: new WordVectors([], new FloatRows(new Float32Array(0), 2)),
}
const config = compactConfig({
  types: ['PER'],
  labelSpaces: ['news'],
  hidden: 8,
  heads: 2,
  encoderLayers: 1,
  feedForward: 8,
  extrasWidth: extrasWidth(encoder.vectors.table.width),
  patches: 4,
  patchWidth: 3,
  regionWidth: 3,
  latent: 2,
  // One graph and one pool of masks serve every step; each run makes its own.
  modalityDropout: { picture: 0, caption: 0 },
  dropout: { input: 0.2, layers: 0.2, output: 0.2 },
})

function textOf(length: number, random: SeededRandom): EncodedText {
  const features = Array.from({ length }, () =>
    Int32Array.from({ length: 3 }, () => Math.floor(random.uniform() * ROWS)),
  )
  return {
    length,
    features,
    vectorRows: new Int32Array(length).fill(-1),
    numbers: new Float32Array(4),
    opens: true,
    closes: true,
  }
}

/** Posts of random words with captions and pictures, twelve batches of two. */
export function tinyExamples(): TrainingExample[] {
  const random = new SeededRandom(4)
  const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal())
  return Array.from({ length: 24 }, (_, index) => ({
    text: textOf(8, random),
    caption: textOf(3, random),
    picture: { patches: floats(12), regions: floats(6), width: 3 },
    gold: Array.from({ length: 8 }, () => Math.floor(random.uniform() * 2)),
    unlabelled: [],
    labelSpace: index % 3 === 0 ? 0 : null,
  }))
}

/** A network of a few hundred weights, the same each time. */
export function tinyStart(): StartingPoint {
  const random = new SeededRandom(9)
  const table = Float32Array.from({ length: ROWS * TABLE_WIDTH }, () => random.normal() * 0.05)
  return {
    config,
    encoder,
    weights: { values: initialParameters(parameterSpecs(config), 1), table },
    vocabulary: {
      frequentWords: [],
      vectorWords: [],
      vectors: { shape: [0, 2], values: new Float32Array(0) },
    },
    inputs: { caption: true, picture: true },
    origin: null,
  }
}
