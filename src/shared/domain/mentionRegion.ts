import type { Span } from './span.ts'

/** Where people drew a mention in a picture, in pixels from the upper left corner. */
export interface MentionRegion {
  /** The words of the mention, one space apart. */
  readonly mention: string
  /** [left, top, right, bottom] */
  readonly box: readonly [left: number, top: number, right: number, bottom: number]
}

/**
 * The spans each region stands for: those with its words, else with its words in other letter case. Worked out from the
 * words each time, so that a correction that moves a span's ends takes its regions along, or lets them go.
 */
export function spansOfRegions(
  regions: readonly MentionRegion[],
  spans: readonly Span[],
  tokens: readonly string[],
): number[][] {
  const words = spans.map(({ start, end }) => mentionWords(tokens.slice(start, end)))
  return regions.map(({ mention }) => {
    const sought = mentionWords([mention])
    const exact = places(words, (each) => each === sought)
    const folded = sought.toLowerCase()
    return exact.length > 0 ? exact : places(words, (each) => each.toLowerCase() === folded)
  })
}

/** Tokens as the name of a region writes them. */
export function mentionWords(tokens: readonly string[]): string {
  return tokens.join(' ').trim().replaceAll(/\s+/gu, ' ')
}

function places(words: readonly string[], fits: (word: string) => boolean): number[] {
  return words.flatMap((each, index) => (fits(each) ? [index] : []))
}
