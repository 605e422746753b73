/** The element a token is drawn in. */
export function tokenId(index: number): string {
  return `token-${String(index)}`
}

/**
 * The token nearest to `from` on the line above (-1) or below (1) it, as the text is broken on screen; null when
 * there is no such line.
 */
export function tokenOnLine(from: number, direction: 1 | -1): number | null {
  const start = document.getElementById(tokenId(from))?.getBoundingClientRect()
  if (start === undefined) return null
  const centre = start.left + start.width / 2
  let best: { readonly index: number; readonly line: number; readonly distance: number } | null = null
  for (let index = from + direction; ; index += direction) {
    const box = document.getElementById(tokenId(index))?.getBoundingClientRect()
    if (box === undefined) break
    const line = Math.round(box.top)
    if (Math.abs(box.top - start.top) < box.height / 2) continue
    if (best !== null && Math.abs(line - best.line) >= box.height / 2) break
    const distance = Math.abs(box.left + box.width / 2 - centre)
    if (best === null || distance < best.distance) best = { index, line, distance }
  }
  return best?.index ?? null
}
