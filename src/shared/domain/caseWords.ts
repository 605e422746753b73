import type { EdgeKind } from './edgeKind.ts'
import type { ErrorCase, ErrorKind } from './errorCase.ts'
import type { SliceGroup, SliceName } from './slice.ts'

/** Kinds in the order people read them, with their words. */
export const KIND_WORDS: Readonly<Record<ErrorKind, string>> = {
  missed: 'Missed',
  'wrong-type': 'Wrong type',
  spurious: 'Spurious',
  'wrong-boundary': 'Wrong edge',
}

export const EDGE_WORDS: Readonly<Record<EdgeKind, string>> = {
  'too-long': 'Too long',
  'too-short': 'Too short',
  split: 'Split',
  merged: 'Merged',
  shifted: 'Shifted',
}

export const SLICE_WORDS: Readonly<Record<SliceName, string>> = {
  surface: 'Names',
  length: 'Length',
  form: 'Writing',
  emoji: 'Emoji',
  picture: 'Picture',
  caption: 'Caption',
  split: 'Split',
  score: 'Score',
}

const GROUP_WORDS: Readonly<Partial<Record<string, string>>> = {
  'surface seen': 'Seen names',
  'surface unseen': 'Unseen names',
  'length 1': '1 token',
  'length 2': '2 tokens',
  'length 3': '3 tokens',
  'length 4+': '4 tokens or more',
  'form hashtag': 'Hashtags',
  'form handle': 'Handles',
  'form all-capitals': 'All capitals',
  'form capitalised': 'Capitalised',
  'form lower-case': 'Lower case',
  'form other': 'Other writing',
  'emoji with': 'With emoji',
  'emoji without': 'No emoji',
  'picture with': 'With picture',
  'picture without': 'No picture',
  'caption with': 'With caption',
  'caption without': 'No caption',
  'split train': 'Split train',
  'split dev': 'Split dev',
  'split valid': 'Split valid',
  'split test': 'Split test',
  'split other': 'Another split',
  'split none': 'No split',
  'score none': 'Not predicted',
}

/** A probability with two decimals and no zero before them: ".54", "1.00". */
export function scoreWords(score: number): string {
  return score.toFixed(2).replace(/^0/u, '')
}

/** "Unseen names", "2 tokens", "Score .80 to .90". */
export function groupWords({ by, group }: SliceGroup): string {
  const known = GROUP_WORDS[`${by} ${group}`]
  if (known !== undefined || by !== 'score') return known ?? group
  return `Score ${scoreWords(Number(group))} to ${scoreWords(Number(group) + 0.1)}`
}

/** One case in a line: "Oracle Arena: gold ORG · model LOC .71". Where the edges differ, the words of both are given. */
export function caseLine(
  { kind, edge, gold, predicted }: Pick<ErrorCase, 'edge' | 'gold' | 'predicted'> & { readonly kind: string },
  tokens: readonly string[],
): string {
  const words = (span: { readonly start: number; readonly end: number }): string =>
    tokens.slice(span.start, span.end).join(' ')
  const score = predicted !== null && 'score' in predicted ? ` ${scoreWords(predicted.score)}` : ''
  const model = predicted === null ? '' : `${predicted.type}${score}`
  if (gold === null) return predicted === null ? '' : `Only the model: ${words(predicted)} ${model}`
  if (predicted === null) return `Missed: ${words(gold)} ${gold.type}`
  if (kind === 'correct') return `Right: ${words(gold)} ${model}`
  return kind === 'wrong-boundary'
    ? `Gold ${words(gold)} ${gold.type} · model ${words(predicted)} ${model}${edge === null ? '' : ` · ${EDGE_WORDS[edge].toLowerCase()}`}`
    : `${words(gold)}: gold ${gold.type} · model ${model}`
}
