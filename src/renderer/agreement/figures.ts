import type { AgreementReport } from '../../shared/domain/agreement.ts'
import { percentage } from '../../shared/domain/entityScores.ts'
import { formatCount, formatPercentage } from '../components/numbers.ts'
import type { Agreement } from './agreements.ts'

/** One figure with what it is, as the page and the saved table have it. */
export interface Figure {
  readonly name: string
  /** Null: not defined. */
  readonly value: string | null
  readonly interval: readonly [string, string] | null
  readonly meaning: string
}

/** F1 and shares as percentages, the others as they are printed in the field. */
export function figuresOf({ report }: Pick<Agreement, 'report'>): readonly Figure[] {
  const { spans, interval95, kappa, alpha, gamma, tokens, sameTokens } = report
  const range = interval95 === null ? null : ([share(interval95[0]), share(interval95[1])] as const)
  return [
    {
      name: 'Span F1',
      value: spans.first + spans.second === 0 ? null : share(spans.f1),
      interval: range,
      meaning: 'Spans with the same first word, last word and type: 2 · same / (first + second)',
    },
    {
      name: 'Cohen’s kappa',
      value: kappa === null ? null : kappa.toFixed(3),
      interval: null,
      meaning: 'Type of each word, or none, beyond chance; each with their own shares of types',
    },
    {
      name: 'Krippendorff’s alpha',
      value: alpha === null ? null : alpha.toFixed(3),
      interval: null,
      meaning: 'The same, as nominal data with the shares of both together',
    },
    {
      name: 'Gamma',
      value: gamma === null ? null : gamma.toFixed(3),
      interval: null,
      meaning: 'Best alignment of spans beyond chance: an edge that is a little off counts a little',
    },
    {
      name: 'Words read alike',
      value: tokens === 0 ? null : share(sameTokens / tokens),
      interval: null,
      meaning: 'Share of words given the same type, or none by both; chance included',
    },
  ]
}

export function share(fraction: number): string {
  return formatPercentage(percentage(fraction))
}

/** Where every post of both sides went, with its count. */
export function coverageOf({
  first,
  second,
  report: { coverage, posts },
}: Pick<Agreement, 'first' | 'second' | 'report'>): readonly (readonly [words: string, posts: number])[] {
  const read = READ_WORDS[posts.first]
  return [
    [`Compared: ${read} by both`, coverage.bothRead],
    [`${sentence(read)} by ${first} alone`, coverage.onlyFirstRead],
    [`${sentence(READ_WORDS[posts.second])} by ${second} alone`, coverage.onlySecondRead],
    [`${sentence(read)} by neither`, coverage.neitherRead],
    ['Same id, other words', coverage.otherWords],
    ['Only in this project', coverage.onlyFirst],
    [`Only with ${second}`, coverage.onlySecond],
  ]
}

/** What has to be known to read the counts; empty: nothing. */
export function coverageNotes({
  second,
  report: { coverage, posts, unknownTypes },
}: Pick<Agreement, 'second' | 'report'>): readonly string[] {
  const { byWords } = coverage
  return [
    ...(posts.first === 'reviewed' && posts.second === 'labelled'
      ? [`What ${second} exported does not say what was reviewed: all labelled posts of it count.`]
      : []),
    ...(byWords === 0 ? [] : [`${formatCount(byWords)} matched by their words alone: their ids differ.`]),
    ...(unknownTypes.length === 0
      ? []
      : [`This project has no type ${unknownTypes.join(', ')}: such spans cannot be taken over.`]),
  ]
}

const READ_WORDS: Readonly<Record<AgreementReport['posts']['first'], string>> = {
  reviewed: 'reviewed',
  labelled: 'labelled',
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
