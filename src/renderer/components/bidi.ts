/** Where a run of words of one direction begins and ends. */
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
    mark(edges, index, end)
    index = end
  }
  return edges
}

export interface BidiLine {
  /** Of the first word that has one. */
  readonly direction: 'ltr' | 'rtl'
  /** Runs of the other direction. */
  readonly edges: readonly BidiEdge[]
}

/**
 * How a line is laid out whose words are boxes of their own: no letters join them, so that every run which does not go
 * the way of the line has to be isolated. A run from left to right takes in the signs between its words.
 */
export function bidiLine(tokens: readonly string[]): BidiLine {
  const first = tokens.find((token) => isRightToLeft(token) || LEFT_TO_RIGHT.test(token))
  if (!isRightToLeft(first)) return { direction: 'ltr', edges: bidiEdges(tokens) }
  const edges = new Array<BidiEdge>(tokens.length).fill(null)
  for (let index = 0; index < tokens.length; index++) {
    if (!LEFT_TO_RIGHT.test(tokens[index] ?? '')) continue
    let end = index
    for (let next = index + 1; next < tokens.length && !isRightToLeft(tokens[next]); next++)
      if (LEFT_TO_RIGHT.test(tokens[next] ?? '')) end = next
    mark(edges, index, end)
    index = end
  }
  return { direction: 'rtl', edges }
}

function mark(edges: BidiEdge[], start: number, end: number): void {
  edges[start] = end === start ? 'both' : 'start'
  if (end > start) edges[end] = 'end'
}

/** Whether a word is of a script written from right to left. */
export function isRightToLeft(token: string | undefined): boolean {
  return token !== undefined && RIGHT_TO_LEFT.test(token) && !LEFT_TO_RIGHT.test(token)
}
