/** A place inside a token of the file where a person split it, so that a part of it can be labelled. */
export interface Cut {
  /** Index of the token in the file. */
  readonly token: number
  /** UTF-16 offset in the token, inside of it. */
  readonly at: number
}

export function sameCuts(a: readonly Cut[], b: readonly Cut[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ token, at }, index) => token === b[index]?.token && at === b[index].at))
  )
}

export function compareCuts(a: Cut, b: Cut): number {
  return a.token - b.token || a.at - b.at
}

/** A word of a post: UTF-16 offsets `from` to `to` of a token of the file. */
export interface Piece {
  readonly token: number
  readonly from: number
  readonly to: number
}

/** The words of tokens that are cut so, in order. */
export function piecesOf(tokens: readonly string[], cuts: readonly Cut[]): Piece[] {
  const pieces: Piece[] = []
  let next = 0
  for (const [token, text] of tokens.entries()) {
    let from = 0
    for (let cut = cuts[next]; cut?.token === token; cut = cuts[++next]) {
      pieces.push({ token, from, to: cut.at })
      from = cut.at
    }
    pieces.push({ token, from, to: text.length })
  }
  return pieces
}
