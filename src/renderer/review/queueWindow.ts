/** How tall a list may be: Chromium draws no element beyond 2^25 pixels, Firefox none beyond some 1.8 · 10^7. */
export const MOST_PIXELS = 2 ** 24

/**
 * The first row of the part of a long list in which a row is shown with as many before as after it, where there are so
 * many. A row a quarter of a part further on has the same.
 */
export function windowStart(row: number, total: number, most: number): number {
  const step = Math.max(1, Math.floor(most / 4))
  const before = Math.floor(row / step) * step - 2 * step
  return Math.max(0, Math.min(before, total - most))
}
