import type { CrfTables } from '../../vsgn/network/crf.ts'

/** What a CRF expects of one text. */
export interface CrfExpectations {
  /** log Σ_y exp score(y). */
  readonly logPartition: number
  /** [length, tags]: probability of each tag at each position. */
  readonly tags: Float64Array
  /** [tags, tags]: expected number of times each pair stands side by side. */
  readonly pairs: Float64Array
}

/**
 * Forward and backward sums over all tag sequences, with weights exp(score) scaled to sum 1 at each position
 * (Rabiner 1989). `emissions` is [length, tags], row-major; length at least 1.
 */
export function crfExpectations(emissions: Float32Array, crf: CrfTables): CrfExpectations {
  const tags = crf.labels.length
  const length = emissions.length / tags
  const steps = Float64Array.from(crf.transitions, Math.exp)
  const weights = new Float64Array(emissions.length)
  const forward = new Float64Array(emissions.length)
  const backward = new Float64Array(emissions.length)
  const scales = new Float64Array(length)
  let logPartition = 0

  for (let position = 0; position < length; position++) {
    const row = position * tags
    let largest = Number.NEGATIVE_INFINITY
    for (let tag = 0; tag < tags; tag++) largest = Math.max(largest, emissions[row + tag] as number)
    let total = 0
    for (let tag = 0; tag < tags; tag++) {
      let sum = position === 0 ? Math.exp(crf.start[tag] as number) : 0
      if (position > 0)
        for (let previous = 0; previous < tags; previous++)
          sum += (forward[row - tags + previous] as number) * (steps[previous * tags + tag] as number)
      const weight = Math.exp((emissions[row + tag] as number) - largest)
      weights[row + tag] = weight
      forward[row + tag] = sum * weight
      total += sum * weight
    }
    for (let tag = 0; tag < tags; tag++) forward[row + tag] = (forward[row + tag] as number) / total
    scales[position] = total
    logPartition += largest + Math.log(total)
  }

  const last = (length - 1) * tags
  let ends = 0
  for (let tag = 0; tag < tags; tag++) {
    const weight = Math.exp(crf.end[tag] as number)
    backward[last + tag] = weight
    ends += (forward[last + tag] as number) * weight
  }
  for (let tag = 0; tag < tags; tag++) backward[last + tag] = (backward[last + tag] as number) / ends
  const pairs = new Float64Array(tags * tags)
  const ahead = new Float64Array(tags)
  for (let position = length - 2; position >= 0; position--) {
    const row = position * tags
    const next = row + tags
    for (let tag = 0; tag < tags; tag++)
      ahead[tag] =
        ((weights[next + tag] as number) * (backward[next + tag] as number)) /
        (scales[position + 1] as number)
    for (let tag = 0; tag < tags; tag++) {
      let sum = 0
      for (let following = 0; following < tags; following++) {
        const weight = (steps[tag * tags + following] as number) * (ahead[following] as number)
        sum += weight
        const pair = tag * tags + following
        pairs[pair] = (pairs[pair] as number) + (forward[row + tag] as number) * weight
      }
      backward[row + tag] = sum
    }
  }
  for (let index = 0; index < forward.length; index++)
    forward[index] = (forward[index] as number) * (backward[index] as number)
  return { logPartition: logPartition + Math.log(ends), tags: forward, pairs }
}
