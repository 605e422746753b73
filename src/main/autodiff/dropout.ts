import type { TensorData } from '../onnx/ortSession.ts'
import type { Graph, Var } from './graph.ts'
import { multiply } from './ops/elementwise.ts'
import { reshape } from './ops/shape.ts'
import { SeededRandom } from './seededRandom.ts'
import { sizeOf } from './shapes.ts'

/**
 * Random bits are costly to draw inside a graph and its generators cannot be resumed. So masks are slices of
 * one long pool of ready-made mask values (0 or 1/(1 − rate)), each starting where the step's seed says.
 */
const POOL_SIZE = 1 << 21

/** One slice of masks in a graph: of which pool, how many values, and its position in the graph. */
export interface DropoutSite {
  readonly index: number
  readonly rate: number
  readonly size: number
}

const poolName = (rate: number): string => `dropout_pool_${Math.round(rate * 1000)}`
const startName = (index: number): string => `dropout_start_${index}`
const endName = (index: number): string => `dropout_end_${index}`

/** Adds dropout to a graph under construction and keeps the list of sites that must be fed. */
export class Dropout {
  readonly sites: DropoutSite[] = []
  readonly #graph: Graph
  readonly #pools = new Map<number, Var>()

  constructor(graph: Graph) {
    this.#graph = graph
  }

  /** x with each value zeroed with probability `rate`, the others scaled so that the mean stays. What a pool cannot hold takes several slices. */
  apply(x: Var, rate: number): Var {
    if (rate === 0) return x
    const size = sizeOf(x.shape)
    const parts: Var[] = []
    for (let from = 0; from < size; from += POOL_SIZE)
      parts.push(this.#mask(rate, Math.min(POOL_SIZE, size - from)))
    const [first] = parts as [Var]
    const whole = { dtype: 'float32', shape: [size] } as const
    const mask = parts.length === 1 ? first : this.#graph.emitOne('Concat', parts, whole, { axis: 0 })
    return multiply(x, reshape(mask, x.shape))
  }

  /** A slice of a pool, wherever the step has it start. */
  #mask(rate: number, size: number): Var {
    const index = this.sites.length
    this.sites.push({ index, rate, size })
    const start = this.#graph.input(startName(index), 'int64', [1])
    const end = this.#graph.input(endName(index), 'int64', [1])
    const axis = this.#graph.constant('int64', [0])
    const bounds = [this.#pool(rate), start, end, axis]
    return this.#graph.emitOne('Slice', bounds, { dtype: 'float32', shape: [size] })
  }

  #pool(rate: number): Var {
    const known = this.#pools.get(rate)
    if (known !== undefined) return known
    const pool = this.#graph.input(poolName(rate), 'float32', [POOL_SIZE])
    this.#pools.set(rate, pool)
    return pool
  }
}

/** Feeds the dropout sites of training graphs. The masks follow from (seed, epoch, step) alone. */
export class DropoutMasks {
  readonly #seed: number
  #epoch = 0
  readonly #pools = new Map<number, Float32Array>()

  constructor(seed: number) {
    this.#seed = seed
  }

  /** The inputs for one step; pools are drawn anew for each epoch. */
  feeds(sites: readonly DropoutSite[], epoch: number, step: number): Record<string, TensorData> {
    if (epoch !== this.#epoch) this.#pools.clear()
    this.#epoch = epoch
    const random = new SeededRandom(this.#seed, epoch, step)
    const feeds: Record<string, TensorData> = {}
    for (const { index, rate, size } of sites) {
      feeds[poolName(rate)] = { dtype: 'float32', shape: [POOL_SIZE], values: this.#pool(rate) }
      const start = random.integer(POOL_SIZE - size + 1)
      feeds[startName(index)] = offset(start)
      feeds[endName(index)] = offset(start + size)
    }
    return feeds
  }

  #pool(rate: number): Float32Array {
    const known = this.#pools.get(rate)
    if (known !== undefined) return known
    const random = new SeededRandom(this.#seed, this.#epoch, rate * 1000, POOL_SIZE)
    const kept = 1 / (1 - rate)
    const pool = new Float32Array(POOL_SIZE)
    for (let index = 0; index < POOL_SIZE; index++) if (random.uniform() >= rate) pool[index] = kept
    this.#pools.set(rate, pool)
    return pool
  }
}

function offset(value: number): TensorData {
  return { dtype: 'int64', shape: [1], values: BigInt64Array.of(BigInt(value)) }
}
