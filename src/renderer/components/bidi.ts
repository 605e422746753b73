/** Where a run of right-to-left words begins and ends. */
export type BidiEdge = 'start' | 'end' | 'both' | null

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hangul}]/u

/**
 * Marks runs of right-to-left tokens, to be isolated from what stands around them. The run is isolated as a whole,
 * not token by token, so that a name of two words keeps its order; and whatever spans are drawn over it, nothing
 * changes place.
 */
export function bidiEdges(tokens: readonly string[]): BidiEdge[] {
  const edges = new Array<BidiEdge>(tokens.length).fill(null)
  for (let index = 0; index < tokens.length; index++) {
    if (!isRightToLeft(tokens[index])) continue
    let end = index
    while (isRightToLeft(tokens[end + 1])) end += 1
    edges[index] = end === index ? 'both' : 'start'
    if (end > index) edges[end] = 'end'
    index = end
  }
  return edges
}

/** Whether a word is of a script written from right to left. */
export function isRightToLeft(token: string | undefined): boolean {
  return token !== undefined && RIGHT_TO_LEFT.test(token) && !LEFT_TO_RIGHT.test(token)
}
