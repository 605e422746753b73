import { endBehind, stepsBehind } from './network/crf.ts'
import type { CrfTables } from './network/crf.ts'

/**
 * The tag sequence of highest score(y) = start[y₁] + Σ emissions[t, yₜ] + Σ transitions[yₜ₋₁, yₜ] + end[y_T].
 * `emissions` is [length, tags], row-major; ties go to the lower tag number.
 */
export function viterbi(emissions: Float32Array, crf: CrfTables): Int32Array {
  const tags = crf.labels.length
  const length = emissions.length / tags
  const path = new Int32Array(length)
  if (length === 0) return path
  /** Score of the best path to each tag at each position, and the tag before it. */
  const scores = new Float64Array(emissions.length)
  const back = new Int32Array(emissions.length)
  for (let tag = 0; tag < tags; tag++) scores[tag] = (crf.start[tag] as number) + (emissions[tag] as number)
  for (let row = tags; row < emissions.length; row += tags) {
    const steps = stepsBehind(crf, row / tags - 1)
    for (let tag = 0; tag < tags; tag++) {
      let best = Number.NEGATIVE_INFINITY
      for (let previous = 0; previous < tags; previous++) {
        const score = (scores[row - tags + previous] as number) + (steps[previous * tags + tag] as number)
        if (score > best) {
          best = score
          back[row + tag] = previous
        }
      }
      scores[row + tag] = best + (emissions[row + tag] as number)
    }
  }
  const end = endBehind(crf, length - 1)
  const last = (length - 1) * tags
  let best = Number.NEGATIVE_INFINITY
  for (let tag = 0; tag < tags; tag++) {
    const score = (scores[last + tag] as number) + (end[tag] as number)
    if (score > best) {
      best = score
      path[length - 1] = tag
    }
  }
  for (let position = length - 1; position > 0; position--)
    path[position - 1] = back[position * tags + (path[position] as number)] as number
  return path
}
