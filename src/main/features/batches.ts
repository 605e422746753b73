/** Lengths in words that batches are padded to: each has a graph of its own, so they are few. */
export const LENGTH_BUCKETS: readonly number[] = [8, 12, 16, 20, 24, 32, 40, 48, 64, 96]

/** The least bucket that holds `length` words. Throws RangeError above the largest. */
export function bucketOf(length: number, buckets: readonly number[] = LENGTH_BUCKETS): number {
  const bucket = buckets.find((size) => length <= size)
  if (bucket === undefined)
    throw new RangeError(`${length} words do not fit into the largest bucket of ${buckets.at(-1) ?? 0}`)
  return bucket
}

/** What mixes the batches; a seeded one makes a run repeatable. */
export interface Shuffler {
  shuffle(items: unknown[]): void
}

export interface Batch<T> {
  /** Words each item is padded to. */
  readonly length: number
  /** Items the graph of this bucket takes; `items` may be fewer. */
  readonly size: number
  readonly items: readonly T[]
}

/** Positions of a batch when nothing else is asked for. */
const POSITIONS = 512

/** Posts a whole batch of a bucket takes in prediction. */
export function wholeBatch(length: number): number {
  return batchSize(length, POSITIONS)
}

const SMALL_BATCHES: readonly number[] = [1, 4, 16]

/** Posts that the graph for `count` posts of a bucket takes: few sizes, each with a graph of its own. */
export function graphBatch(count: number, length: number): number {
  const whole = wholeBatch(length)
  return SMALL_BATCHES.find((size) => size >= count && size < whole) ?? whole
}

/** Items a batch of a bucket takes so that it holds about `positions` words. */
export function batchSize(length: number, positions: number): number {
  return Math.max(1, Math.floor(positions / length))
}

/**
 * Puts items of like length together and the batches into random order. Items keep their order within a bucket, so
 * shuffle them first.
 */
export function makeBatches<T>(
  items: readonly T[],
  lengthOf: (item: T) => number,
  positions: number,
  random: Shuffler | null,
  buckets: readonly number[] = LENGTH_BUCKETS,
): Batch<T>[] {
  const byBucket = new Map<number, T[]>()
  for (const item of items) {
    const bucket = bucketOf(lengthOf(item), buckets)
    const known = byBucket.get(bucket)
    if (known === undefined) byBucket.set(bucket, [item])
    else known.push(item)
  }
  const batches: Batch<T>[] = []
  for (const [length, members] of [...byBucket].sort(([a], [b]) => a - b)) {
    const size = batchSize(length, positions)
    for (let start = 0; start < members.length; start += size)
      batches.push({ length, size, items: members.slice(start, start + size) })
  }
  random?.shuffle(batches)
  return batches
}
