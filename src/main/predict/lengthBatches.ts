/**
 * Cuts posts into batches of similar length: a batch is padded to its longest post, so mixed lengths waste work.
 * Posts of equal length keep their order.
 */
export function lengthBatches<P extends { readonly tokens: readonly string[] }>(
  posts: readonly P[],
  size: number,
): P[][] {
  const sorted = posts.toSorted((a, b) => a.tokens.length - b.tokens.length)
  const batches: P[][] = []
  for (let start = 0; start < sorted.length; start += size) batches.push(sorted.slice(start, start + size))
  return batches
}
