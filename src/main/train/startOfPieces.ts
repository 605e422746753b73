import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { PieceEncoder } from '../features/encodePieces.ts'
import { WordPieces } from '../features/wordPieces.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { fullConfig } from '../vsgn/network/config.ts'
import { initialParameters } from '../vsgn/network/parameters.ts'
import { parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import { mostPositions } from '../vsgn/networkFeeds.ts'
import { readBertFolder } from './bertFolder.ts'
import { pieceVocabulary } from './pieceVocabulary.ts'
import { pictureShapeOf } from './postPictures.ts'
import type { Recipe } from './recipe.ts'
import type { StartingPoint } from './startingPoint.ts'
import { labelSpacesOf } from './startingPoint.ts'
import type { TrainingPost } from './trainingData.ts'

/** As BERT initialises it. */
const TABLE_DEVIATION = 0.02
/** With fewer, three long words would not fit. */
const LEAST_POSITIONS = 64

/** The full network over the BERT model that the recipe names, or at random over a vocabulary of the posts. */
export async function fromPieces(
  recipe: Recipe,
  types: readonly string[],
  posts: readonly TrainingPost[],
): Promise<StartingPoint> {
  const bert = recipe.bert === null ? null : await readBertFolder(recipe.bert)
  const pieces = bert?.vocabulary ?? pieceVocabulary(posts)
  const config = fullConfig({
    ...pictureShapeOf(posts),
    ...recipe.network,
    ...bert?.sizes,
    types,
    labelSpaces: labelSpacesOf(recipe),
    tableRows: pieces.length,
  })
  refuseUnservable(config)
  const values = initialParameters(parameterSpecs(config), recipe.seed)
  for (const [name, weights] of bert?.weights ?? []) values.set(name, weights)
  const random = new SeededRandom(recipe.seed, pieces.length)
  const table =
    bert?.table ??
    Float32Array.from({ length: config.tableRows * config.rowWidth }, () => random.normal() * TABLE_DEVIATION)
  return {
    config,
    encoder: new PieceEncoder(new WordPieces(pieces, recipe.bert ?? 'vocab.txt')),
    weights: { values, table },
    vocabulary: { pieces },
    inputs: { caption: false, picture: false },
    origin: null,
  }
}

function refuseUnservable(config: VsgnConfig): void {
  if (config.textInput !== 'pieces')
    throw new WorkbenchError(
      'invalid-input',
      'The full size reads word pieces, and the training config says textInput "words". Leave it out, or train the compact size.',
    )
  if (mostPositions(config) < LEAST_POSITIONS)
    throw new WorkbenchError(
      'invalid-input',
      `The encoder knows ${config.positions} positions, of which ${mostPositions(config)} are left for a post; expected at least ${LEAST_POSITIONS}. Raise "positions" in the training config.`,
    )
}
