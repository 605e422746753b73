/** Predicted spans whose score lies in [from, to) (the last bin holds 1 too). */
export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly predicted: number
  readonly correct: number
  /** Mean score of the spans; 0 in an empty bin. */
  readonly meanScore: number
}

export interface Reliability {
  readonly bins: readonly ReliabilityBin[]
  /** Expected calibration error, 0 to 1; null without predicted spans. */
  readonly ece: number | null
}

const BINS = 10

/**
 * How far scores can be believed: in ten bins of equal width, the mean score beside the share that is right, and
 * ECE = Σ_b n_b / N · |correct_b / n_b − meanScore_b|.
 */
export class ReliabilityTally {
  readonly #bins = Array.from({ length: BINS }, () => ({ predicted: 0, correct: 0, scores: 0 }))

  add(score: number, correct: boolean): void {
    const bin = this.#bins[Math.min(BINS - 1, Math.max(0, Math.floor(score * BINS)))]
    if (bin === undefined) return
    bin.predicted++
    bin.correct += Number(correct)
    bin.scores += score
  }

  report(): Reliability {
    const total = this.#bins.reduce((sum, bin) => sum + bin.predicted, 0)
    const gap = this.#bins.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.scores), 0)
    return {
      bins: this.#bins.map(({ predicted, correct, scores }, index) => ({
        from: index / BINS,
        to: (index + 1) / BINS,
        predicted,
        correct,
        meanScore: predicted === 0 ? 0 : scores / predicted,
      })),
      ece: total === 0 ? null : gap / total,
    }
  }
}
