import { endBehind, stepsBehind } from './network/crf.ts'
import type { CrfTables } from './network/crf.ts'

/** A tag sequence with score(y) / T: `viterbi`'s score at the CRF's temperature, the logarithm of its weight. */
export interface ScoredPath {
  readonly path: Int32Array
  readonly score: number
}

/** A way to come to a tag at a position: its score, and the way it continues. */
interface Way {
  readonly score: number
  readonly tag: number
  readonly before: Way | null
}

/**
 * The `count` tag sequences of highest score, best first; fewer where there are not so many. `viterbi` with `count`
 * ways kept to each tag instead of one. `emissions` is [length, tags], row-major.
 */
export function bestPaths(emissions: Float32Array, crf: CrfTables, count: number): ScoredPath[] {
  const { temperature = 1, labels } = crf
  const tags = labels.length
  const length = emissions.length / tags
  if (length === 0) return [{ path: new Int32Array(0), score: 0 }]
  let ways: Way[][] = Array.from({ length: tags }, (_, tag) => [
    { score: (crf.start[tag] as number) + (emissions[tag] as number), tag, before: null },
  ])
  for (let position = 1; position < length; position++) {
    const steps = stepsBehind(crf, position - 1)
    ways = Array.from({ length: tags }, (_, tag) =>
      best(
        ways.flatMap((known, previous) => {
          const step = (steps[previous * tags + tag] as number) + (emissions[position * tags + tag] as number)
          return known.map((before) => ({ score: before.score + step, tag, before }))
        }),
        count,
      ),
    )
  }
  const end = endBehind(crf, length - 1)
  const whole = ways.flatMap((known, tag) =>
    known.map((way) => ({ ...way, score: way.score + (end[tag] as number) })),
  )
  return best(whole, count).map((way) => ({ path: pathOf(way, length), score: way.score / temperature }))
}

function best(ways: Way[], count: number): Way[] {
  return ways.sort((a, b) => b.score - a.score).slice(0, count)
}

function pathOf(last: Way, length: number): Int32Array {
  const path = new Int32Array(length)
  let way: Way | null = last
  for (let position = length - 1; way !== null; position--, way = way.before) path[position] = way.tag
  return path
}
