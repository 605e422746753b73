import { PieceEncoder } from '../features/encodePieces.ts'
import type { TextEncoder } from '../features/encodePost.ts'
import type { RowTable } from '../features/rowTable.ts'
import { WordFeatures } from '../features/wordFeatures.ts'
import { WordPieces } from '../features/wordPieces.ts'
import { WordVectors } from '../features/wordVectors.ts'
import type { Vocabulary } from './modelPack.ts'
import type { VsgnConfig } from './network/config.ts'

/** The encoder of a network over a vocabulary; `tableOf` says how its word vectors are read. */
export function encoderOf<Vectors>(
  vocabulary: Vocabulary<Vectors>,
  { wordRows, characters }: VsgnConfig,
  tableOf: (vectors: Vectors) => RowTable,
): TextEncoder {
  if ('pieces' in vocabulary) return new PieceEncoder(new WordPieces(vocabulary.pieces, 'vocab.txt'))
  const { frequentWords, vectorWords, vectors } = vocabulary
  return {
    features: new WordFeatures(frequentWords, wordRows),
    vectors: new WordVectors(vectorWords, tableOf(vectors)),
    ...(characters !== null && { characters }),
  }
}
