import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Vocabulary, Weight } from '../vsgn/modelPack.ts'
import type { StartingPoint } from './startingPoint.ts'

/** A pack by the folder it lies in, and what a training would begin with there. */
export interface NamedStart {
  readonly folder: string
  readonly start: StartingPoint
}

/**
 * θ = (θ₁ + … + θₙ) / n for every weight and every row of the table. Trainings that went on from one pre-trained encoder
 * with other seeds end in one basin: the middle of them reads better than each (Wortsman et al., Model soups, ICML 2022).
 * Throws WorkbenchError `refused` naming a pack of another network or of other words.
 */
export function meanStart([first, ...others]: readonly [NamedStart, ...NamedStart[]]): StartingPoint {
  if (others.length === 0) return first.start
  for (const other of others) refuseUnlike(first, other)
  const starts = [first, ...others].map(({ start }) => start)
  const names = [...first.start.weights.values.keys()]
  const values = new Map(
    names.map((name) => [
      name,
      meanOf(starts.map(({ weights }) => weights.values.get(name) as Float32Array)),
    ]),
  )
  const table = meanOf(starts.map(({ weights }) => weights.table))
  const origins = createHash('sha256').update(starts.map(({ origin }) => origin).join('\n'))
  return { ...first.start, weights: { values, table }, origin: origins.digest('hex') }
}

function refuseUnlike(first: NamedStart, other: NamedStart): void {
  const unlike = !isDeepStrictEqual(other.start.config, first.start.config)
    ? 'another network'
    : !sameWords(other.start.vocabulary, first.start.vocabulary)
      ? 'other words'
      : null
  if (unlike === null) return
  throw new WorkbenchError(
    'refused',
    `${other.folder} has ${unlike} than ${first.folder}, so there is no mean of their weights. Give packs of the same training config that differ in their seed alone.`,
  )
}

function sameWords(one: Vocabulary<Weight>, other: Vocabulary<Weight>): boolean {
  if ('pieces' in one) return 'pieces' in other && isDeepStrictEqual(one.pieces, other.pieces)
  return (
    'frequentWords' in other &&
    isDeepStrictEqual(one.frequentWords, other.frequentWords) &&
    isDeepStrictEqual(one.vectorWords, other.vectorWords)
  )
}

function meanOf(arrays: readonly Float32Array[]): Float32Array {
  const [first] = arrays as [Float32Array]
  return first.map((_, index) => {
    let sum = 0
    for (const array of arrays) sum += array[index] as number
    return sum / arrays.length
  })
}
