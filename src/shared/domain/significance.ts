import type { EntityCounts } from './entityScores.ts'
import { inGroups, scoresOf } from './entityScores.ts'
import { seededRandom } from './seededRandom.ts'

export interface PairedDifference {
  /** Micro F1 of the second minus that of the first, as a fraction. */
  readonly f1: number
  /** 95 % percentile interval of it; null without posts. */
  readonly interval95: readonly [number, number] | null
  /** Two-sided: twice the share of draws in which the difference has the other sign or is none; null without posts. */
  readonly p: number | null
}

/**
 * Paired bootstrap of micro F1 (Efron & Tibshirani 1993; Berg-Kirkpatrick et al. 2012): posts are drawn with
 * replacement, each with what both models say of it, and the difference is taken in every draw; above MOST_DRAWN
 * posts, groups of posts are drawn (see `inGroups`).
 * Throws RangeError when the lists are not of the same posts.
 */
export function pairedBootstrap(
  first: readonly EntityCounts[],
  second: readonly EntityCounts[],
  rounds = 1000,
  seed = 1,
): PairedDifference {
  if (first.length !== second.length)
    throw new RangeError(`${first.length} posts of one model and ${second.length} of the other: not a pair`)
  const pairs = { first: inGroups(first), second: inGroups(second) }
  const all = pairs.first.map((_, index) => index)
  const f1 = difference(pairs, all)
  if (all.length === 0) return { f1, interval95: null, p: null }
  const random = seededRandom(seed)
  const draws = new Float64Array(rounds)
  for (let round = 0; round < rounds; round++)
    draws[round] = difference(
      pairs,
      all.map(() => Math.floor(random() * all.length)),
    )
  draws.sort()
  const at = (share: number): number => draws[Math.round(share * (rounds - 1))] as number
  const notAbove = draws.filter((draw) => draw <= 0).length
  const notBelow = draws.filter((draw) => draw >= 0).length
  // one is added: so many draws cannot show a probability of zero
  const p = Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (rounds + 1))
  return { f1, interval95: [at(0.025), at(0.975)], p }
}

interface Pairs {
  readonly first: readonly EntityCounts[]
  readonly second: readonly EntityCounts[]
}

/** F1 of the second minus that of the first over the drawn indexes. */
function difference({ first, second }: Pairs, drawn: readonly number[]): number {
  return f1Of(second, drawn) - f1Of(first, drawn)
}

function f1Of(counts: readonly EntityCounts[], drawn: readonly number[]): number {
  const sum = { correct: 0, gold: 0, predicted: 0 }
  for (const index of drawn) {
    const post = counts[index] as EntityCounts
    sum.correct += post.correct
    sum.gold += post.gold
    sum.predicted += post.predicted
  }
  return scoresOf(sum).f1
}

/**
 * McNemar's test of two models on the same items, exact and two-sided: of the items that one alone gets right, is the
 * split as even as chance? p = min(1, 2 Σ_{k ≤ min(b, c)} C(b+c, k) / 2^(b+c)).
 */
export function mcnemar(onlyFirst: number, onlySecond: number): number {
  const n = onlyFirst + onlySecond
  // in logarithms, so that 2^n stays in range
  let term = -n * Math.LN2
  let sum = Math.exp(term)
  for (let k = 1; k <= Math.min(onlyFirst, onlySecond); k++) {
    term += Math.log((n - k + 1) / k)
    sum += Math.exp(term)
  }
  return Math.min(1, 2 * sum)
}
