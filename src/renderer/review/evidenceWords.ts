import type { PictureExplanation, Reading, SpanEvidence } from '../../shared/domain/explanation.ts'
import { formatScore } from '../components/numbers.ts'

/** Neighbours and regions that are named at most. */
const NAMED = 4
/** What a region puts in place of patches, below which it is not named. */
const LEAST_SHARE = 0.01

/** "LOC .58", "No entity .91". */
export function readingWords({ type, score }: Reading): string {
  return `${type ?? 'No entity'} ${formatScore(score)}`
}

/** M of the tokens together: for each patch the mean of their shares, which sum to 1; null: there is no alignment. */
export function meanAlignment(picture: PictureExplanation | null): readonly number[] | null {
  const [first, ...others] = picture?.alignment ?? []
  if (first === undefined) return null
  return first.map((share, patch) => {
    const sum = others.reduce((total, shares) => total + (shares[patch] ?? 0), share)
    return sum / (1 + others.length)
  })
}

/** Where the tokens look: "most at the upper left, .12 of it (even would be .02)". */
export function lookWords({ rows, columns }: PictureExplanation, shares: readonly number[]): string {
  const most = shares.reduce((best, share, patch) => (share > (shares[best] ?? 0) ? patch : best), 0)
  const place = placeName(Math.floor(most / columns), most % columns, rows, columns)
  return `most at the ${place}, ${formatScore(shares[most] ?? 0)} (evenly spread: ${formatScore(1 / (rows * columns))})`
}

function placeName(row: number, column: number, rows: number, columns: number): string {
  const third = (index: number, count: number): 0 | 1 | 2 => {
    const place = (index + 0.5) / count
    return place < 1 / 3 ? 0 : place < 2 / 3 ? 1 : 2
  }
  const upright = ['upper', '', 'lower'][third(row, rows)] ?? ''
  const across = ['left', '', 'right'][third(column, columns)] ?? ''
  const names = [upright, across].filter((name) => name !== '')
  return names.length === 0 ? 'centre' : names.length === 2 ? names.join(' ') : `${names.join('')} middle`
}

/** Regions by what they put in place of patches: "person .31, the whole picture .12"; null: none does. */
export function regionWords({ regions, picture }: SpanEvidence): string | null {
  const named = regions
    .map(({ label }, index) => ({
      name: label ?? 'the whole picture',
      share: picture?.regionGate[index] ?? 0,
    }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, NAMED)
  return named.length === 0
    ? null
    : named.map(({ name, share }) => `${name} ${formatScore(share)}`).join(', ')
}

/** Words outside the tokens that the text graph ties to them, strongest first; null: none. */
export function neighbourWords(
  { neighbours, captionWords, start, end }: SpanEvidence,
  tokens: readonly string[],
): string | null {
  const strongest = new Map<string, number>()
  for (const { kind, index, weight } of neighbours) {
    if (kind === 'token' && index >= start && index < end) continue
    const word = kind === 'token' ? tokens[index] : captionWords[index]
    if (word === undefined) continue
    const name = kind === 'token' ? word : `${word} (caption)`
    strongest.set(name, Math.max(weight, strongest.get(name) ?? 0))
  }
  const named = [...strongest].sort(([, a], [, b]) => b - a).slice(0, NAMED)
  return named.length === 0
    ? null
    : named.map(([name, weight]) => `${name} ${formatScore(weight)}`).join(', ')
}

/** The mean of g over the tokens, and which stream it leans to; null: the model has no graphs. */
export function gateWords({ fusionGate }: SpanEvidence): string | null {
  if (fusionGate === null || fusionGate.length === 0) return null
  const gate = fusionGate.reduce((sum, value) => sum + value, 0) / fusionGate.length
  return `${formatScore(gate)}, ${gate >= 0.5 ? 'more from text and picture fused' : 'more from the graphs'}`
}
