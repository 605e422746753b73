import { SeededRandom } from '../../autodiff/seededRandom.ts'

export interface ClusterSettings {
  readonly seed: number
  /** Groups, and groups inside each of them. */
  readonly coarse: number
  readonly fine: number
  readonly rounds: number
}

export const CLUSTER_DEFAULTS: ClusterSettings = { seed: 1, coarse: 64, fine: 12, rounds: 6 }

/** Vectors that are looked at to find the centres; the rest only join them. */
const MOST_STUDIED = 15_000

/**
 * Groups of like words by spherical k-means over their vectors, twice: the groups, then groups inside each.
 * Vectors [words, width], row-major, most frequent words first. Gives `coarse · fine` group numbers, one a word.
 */
export function clusterWords(
  vectors: Float32Array,
  width: number,
  { seed, coarse, fine, rounds }: ClusterSettings,
): Int32Array {
  const words = vectors.length / width
  const unit = normalised(vectors, width)
  const everyone = Int32Array.from({ length: words }, (_, word) => word)
  const random = new SeededRandom(seed, 0)
  const outer = kMeans(unit, width, everyone, coarse, rounds, random)
  const groups = new Int32Array(words)
  for (let group = 0; group < coarse; group++) {
    const members = everyone.filter((word) => outer[word] === group)
    const inner = kMeans(unit, width, members, fine, rounds, random)
    for (const [index, word] of members.entries()) groups[word] = group * fine + (inner[index] as number)
  }
  return groups
}

function normalised(vectors: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const unit = Float32Array.from(vectors)
  for (let row = 0; row < unit.length; row += width) {
    let squares = 0
    for (let index = row; index < row + width; index++) squares += (unit[index] as number) ** 2
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
    for (let index = row; index < row + width; index++) unit[index] = (unit[index] as number) * scale
  }
  return unit
}

/** The nearest centre of each member. */
function kMeans(
  unit: Float32Array,
  width: number,
  members: Int32Array,
  count: number,
  rounds: number,
  random: SeededRandom,
): Int32Array {
  const studied = members.subarray(0, MOST_STUDIED)
  if (studied.length <= count) return Int32Array.from(members, (_, index) => index % count)
  const seeds = Array.from(studied)
  random.shuffle(seeds)
  let centres = new Float32Array(count * width)
  for (let centre = 0; centre < count; centre++)
    centres.set(vectorOf(unit, width, seeds[centre] as number), centre * width)
  for (let round = 0; round < rounds; round++) {
    const nearest = nearestCentres(unit, width, studied, centres)
    const sums = new Float32Array(count * width)
    for (const [index, word] of studied.entries()) {
      const to = (nearest[index] as number) * width
      const from = word * width
      for (let dimension = 0; dimension < width; dimension++)
        sums[to + dimension] = (sums[to + dimension] as number) + (unit[from + dimension] as number)
    }
    centres = normalised(sums, width)
  }
  return nearestCentres(unit, width, members, centres)
}

function vectorOf(unit: Float32Array, width: number, word: number): Float32Array {
  return unit.subarray(word * width, (word + 1) * width)
}

function nearestCentres(
  unit: Float32Array,
  width: number,
  members: Int32Array,
  centres: Float32Array,
): Int32Array {
  return members.map((word) => {
    const from = word * width
    let best = 0
    let likeness = Number.NEGATIVE_INFINITY
    for (let start = 0; start < centres.length; start += width) {
      let product = 0
      for (let dimension = 0; dimension < width; dimension++)
        product += (unit[from + dimension] as number) * (centres[start + dimension] as number)
      if (product > likeness) {
        likeness = product
        best = start / width
      }
    }
    return best
  })
}
