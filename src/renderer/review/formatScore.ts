/** A probability in two decimals without the zero nobody needs: 0.536 is ".54"; what rounds to one is "1.00". */
export function formatScore(score: number): string {
  return score.toFixed(2).replace(/^0/u, '')
}
