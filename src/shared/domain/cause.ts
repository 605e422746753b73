import type { ErrorCase } from './errorCase.ts'
import type { Span } from './span.ts'

/** Why a model gets something wrong, in a person's judgement. A project has a set of its own. */
export interface Cause {
  readonly id: string
  readonly name: string
}

/** What a rule says about a case nobody has judged: never more than a suggestion. */
export interface CauseSuggestion {
  readonly cause: string
  /** In a few words: "gold elsewhere as ORG". */
  readonly reason: string
}

/** The causes of the error analysis of VSGN, in its order. */
export const DEFAULT_CAUSES: readonly Cause[] = [
  { id: 'annotation-bias', name: 'Annotation bias' },
  { id: 'irregular-structure', name: 'Irregular structure of social media' },
  { id: 'missing-background', name: 'Missing background knowledge' },
  { id: 'other', name: 'Other' },
]

/** One key a cause: 1 to 9. */
export const MOST_CAUSES = 9

/** Names a case within its post by its two spans: the same disagreement found again is the same case. */
export function caseKey({ gold, predicted }: Pick<ErrorCase, 'gold' | 'predicted'>): string {
  const named = (span: Span | null): string => (span === null ? '' : `${span.start}-${span.end}-${span.type}`)
  return `${named(gold)}|${named(predicted)}`
}
