import type { AgreementReport, SpanAgreement } from '../../shared/domain/agreement.ts'
import type { CommonWords } from '../../shared/domain/annotatorReading.ts'
import {
  cohensKappa,
  krippendorffsAlpha,
  PairTable,
  tokenCategories,
} from '../../shared/domain/coderAgreement.ts'
import { EntityTally, scoresOf } from '../../shared/domain/entityScores.ts'
import type { EntityCounts } from '../../shared/domain/entityScores.ts'
import { sameSpans } from '../../shared/domain/span.ts'
import { Continuum } from './gamma/continuum.ts'
import { gamma } from './gamma/gamma.ts'

/** The part of the report that is told from posts both read. */
export type Agreement = Pick<
  AgreementReport,
  | 'alike'
  | 'differing'
  | 'spans'
  | 'interval95'
  | 'types'
  | 'tokens'
  | 'sameTokens'
  | 'kappa'
  | 'alpha'
  | 'gamma'
>

/**
 * Adds up how far two annotators agree, one post at a time. Spans agree when their first token, last token and type do;
 * the first annotator stands in the place of gold, which changes nothing, as F1 is the same from either side. Kappa and
 * alpha are told from the categories of tokens, O among them; gamma from spans, those that nearly agree among them.
 */
export class AgreementTally {
  readonly #spans = new EntityTally()
  readonly #tokens = new PairTable()
  readonly #continuum = new Continuum()
  #differing = 0

  /** Whether the two read this post differently. */
  add({ words, first, second }: CommonWords): boolean {
    this.#spans.add(first, second)
    this.#continuum.add(words.length, first, second)
    const others = tokenCategories(words.length, second)
    for (const [token, category] of tokenCategories(words.length, first).entries())
      this.#tokens.add(category, others[token] as string)
    const differs = !sameSpans(first, second)
    if (differs) this.#differing++
    return differs
  }

  /** Gives way every few milliseconds: gamma is measured against many annotations made by chance. */
  *report(): Generator<undefined, Agreement> {
    return {
      alike: this.#spans.posts - this.#differing,
      differing: this.#differing,
      spans: spanAgreement(this.#spans.total),
      interval95: this.#spans.interval95(),
      types: [...this.#spans.typeCounts].map(([type, counts]) => ({ type, ...spanAgreement(counts) })),
      tokens: this.#tokens.total,
      sameTokens: this.#tokens.same,
      kappa: cohensKappa(this.#tokens),
      alpha: krippendorffsAlpha(this.#tokens),
      gamma: yield* gamma(this.#continuum),
    }
  }
}

function spanAgreement(counts: EntityCounts): SpanAgreement {
  const { gold, predicted, correct } = counts
  return { first: gold, second: predicted, same: correct, f1: scoresOf(counts).f1 }
}
