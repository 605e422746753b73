/** Which posts are held against each other: those both reviewed, or also those whose labels came with their file. */
export const AGREEMENT_POSTS = ['reviewed', 'labelled'] as const
export type AgreementPosts = (typeof AGREEMENT_POSTS)[number]

/** What became of a post that two annotators read differently; `other`: a third reading was written. */
export const SETTLEMENTS = ['open', 'first', 'second', 'other'] as const
export type Settlement = (typeof SETTLEMENTS)[number]

/** Posts of the two sides, none left out: what was compared and what was not. */
export interface AgreementCoverage {
  /** Of this project. */
  readonly first: number
  /** Of the second annotator. */
  readonly second: number
  /** Of both, by id and words; and those among them whose ids differ, found by words that stand once on either side. */
  readonly matched: number
  readonly byWords: number
  /** The same id with other words. */
  readonly otherWords: number
  readonly onlyFirst: number
  readonly onlySecond: number
  /** Of the matched posts, by who read them. Those both read are what every figure is about. */
  readonly bothRead: number
  readonly onlyFirstRead: number
  readonly onlySecondRead: number
  readonly neitherRead: number
}

/** Spans of one type, or of all. `f1` is 2 · same / (first + second), a fraction, the same whichever side is asked. */
export interface SpanAgreement {
  readonly first: number
  readonly second: number
  readonly same: number
  readonly f1: number
}

/** How far two annotators agree, as they did before anything was settled. */
export interface AgreementReport {
  /** What of this project's posts counts as read, and what of the other's: a file may not say what was reviewed. */
  readonly posts: { readonly first: AgreementPosts; readonly second: AgreementPosts }
  readonly coverage: AgreementCoverage
  /** Posts both read: with the same spans, and with others. */
  readonly alike: number
  readonly differing: number
  readonly spans: SpanAgreement
  /** 95 % bootstrap interval of `spans.f1` over posts; null without posts. */
  readonly interval95: readonly [number, number] | null
  /** By name of the type. */
  readonly types: readonly ({ readonly type: string } & SpanAgreement)[]
  /** Tokens of the posts both read, and those to which both gave the same category. */
  readonly tokens: number
  readonly sameTokens: number
  /** Null: not defined. */
  readonly kappa: number | null
  readonly alpha: number | null
  readonly gamma: number | null
  /** Types of the second annotator that the project does not have. */
  readonly unknownTypes: readonly string[]
}
