/** Median of the pairwise ratios a[i] / b[i]: what a noisy machine cannot bend, because both ran in turn. */
export function medianRatio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, index) => value / (b[index] ?? Number.NaN)))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear interpolation between closest ranks. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((x, y) => x - y)
  const rank = (sorted.length - 1) * q
  const low = sorted[Math.floor(rank)] ?? Number.NaN
  const high = sorted[Math.ceil(rank)] ?? Number.NaN
  return low + (high - low) * (rank - Math.floor(rank))
}
