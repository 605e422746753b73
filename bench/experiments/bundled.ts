/** What of the bundled pack a row depends on: another value means that the row has to be run again. */
import { createHash } from 'node:crypto'
import { bundledPack } from '../../src/main/core/modelPacks.ts'
import { wordsOfPack } from '../../src/main/train/startingPoint.ts'
import { readModelPack } from '../../src/main/vsgn/modelPack.ts'

const pack = await readModelPack(bundledPack())
const { frequentWords, vectorWords, vectors } = wordsOfPack(pack)

/** Of all of it: how it reads posts. */
export const wholePack = pack.sha256

/** Of its network and weights: what a training goes on from. */
export const packWeights = createHash('sha256')
  .update(JSON.stringify([pack.manifest.network, pack.manifest.files]))
  .digest('hex')

/** Of its words and their vectors: all that a baseline takes from it. */
export const packWords = createHash('sha256')
  .update(JSON.stringify([frequentWords, vectorWords]))
  .update(vectors)
  .digest('hex')
