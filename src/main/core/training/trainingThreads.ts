import { availableParallelism } from 'node:os'

const MOST = 4

/** One core is left to the person who goes on reviewing. */
export function trainingThreads(): number {
  return Math.max(1, Math.min(MOST, availableParallelism() - 1))
}
