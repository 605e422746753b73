import type { CrfTables } from './network/crf.ts'

/**
 * The tag sequence of highest score(y) = start[y₁] + Σ emissions[t, yₜ] + Σ transitions[yₜ₋₁, yₜ] + end[y_T].
 * `emissions` is [length, tags], row-major; ties go to the lower tag number.
 */
export function viterbi(emissions: Float32Array, crf: CrfTables): Int32Array {
  const tags = crf.labels.length
  const length = emissions.length / tags
  if (length === 0) return new Int32Array(0)
  const back = new Int32Array(length * tags)
  let scores = Float64Array.from(
    { length: tags },
    (_, tag) => (crf.start[tag] as number) + (emissions[tag] as number),
  )
  for (let position = 1; position < length; position++) {
    const next = new Float64Array(tags)
    for (let tag = 0; tag < tags; tag++) {
      let best = Number.NEGATIVE_INFINITY
      for (let previous = 0; previous < tags; previous++) {
        const score = (scores[previous] as number) + (crf.transitions[previous * tags + tag] as number)
        if (score > best) {
          best = score
          back[position * tags + tag] = previous
        }
      }
      next[tag] = best + (emissions[position * tags + tag] as number)
    }
    scores = next
  }
  const path = new Int32Array(length)
  path[length - 1] = indexOfLargest(scores.map((score, tag) => score + (crf.end[tag] as number)))
  for (let position = length - 1; position > 0; position--)
    path[position - 1] = back[position * tags + (path[position] as number)] as number
  return path
}

function indexOfLargest(values: Float64Array): number {
  return values.reduce((best, value, index) => (value > (values[best] as number) ? index : best), 0)
}
