import { LeastAssignment } from './leastAssignment.ts'
import type { Choice } from './leastAssignment.ts'
import { longest } from './units.ts'
import type { Units } from './units.ts'

/** Δ_∅: what a unit costs to which nothing is aligned. */
const EMPTY = 1

/** Units of one step of the work: a few milliseconds. */
const STEP = 1000

/**
 * How unlike unit u of one annotator and unit v of the other are (Mathet, Widlöcher & Métivier 2015, with α = β = Δ_∅ = 1):
 * d = ((|s_u − s_v| + |e_u − e_v|) / (l_u + l_v))² · Δ_∅ + (0 for the same type, else Δ_∅), l being lengths.
 */
export function dissimilarity(first: Units, u: number, second: Units, v: number): number {
  const [startU, endU] = [first.starts[u] as number, first.ends[u] as number]
  const [startV, endV] = [second.starts[v] as number, second.ends[v] as number]
  const apart = Math.abs(startU - startV) + Math.abs(endU - endV)
  const position = (apart / (endU - startU + endV - startV)) ** 2 * EMPTY
  return position + (first.types[u] === second.types[v] ? 0 : EMPTY)
}

/**
 * The disorder of the best alignment of two annotators' units, summed: each unit is aligned with one of the other
 * annotator, at their dissimilarity, or with none, at Δ_∅. Gives way after each step, so that other work may go on.
 */
export function* leastDisorder(first: Units, second: Units): Generator<undefined, number> {
  // Starts further apart than this make d > 2 · Δ_∅ whatever the ends, and then none is better for both.
  const reach = Math.SQRT2 * 2 * Math.max(longest(first), longest(second))
  const alignment = new LeastAssignment(second.count, EMPTY)
  let from = 0
  for (let u = 0; u < first.count; u++) {
    if (u % STEP === STEP - 1) yield
    const start = first.starts[u] as number
    while (from < second.count && (second.starts[from] as number) < start - reach) from++
    const choices: Choice[] = []
    for (let v = from; v < second.count && (second.starts[v] as number) <= start + reach; v++) {
      const unlike = dissimilarity(first, u, second, v)
      // Aligned with a unit of the first, one of the second costs nothing by itself any more.
      if (unlike < 2 * EMPTY) choices.push({ column: v, cost: unlike - EMPTY })
    }
    alignment.add(choices)
  }
  return alignment.cost + second.count * EMPTY
}
