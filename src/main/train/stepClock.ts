/** Tells when to report and how long the rest will take at the pace of this run. */
export class StepClock {
  readonly #started = performance.now()
  readonly #firstStep: number
  readonly #totalSteps: number
  #reported = 0

  constructor(firstStep: number, totalSteps: number) {
    this.#firstStep = firstStep
    this.#totalSteps = totalSteps
  }

  /** At most once a second. */
  isDue(): boolean {
    const now = performance.now()
    if (now - this.#reported < 1000) return false
    this.#reported = now
    return true
  }

  /** Null before the first step of this run. */
  secondsLeft(step: number): number | null {
    const done = step - this.#firstStep
    if (done === 0) return null
    const elapsed = (performance.now() - this.#started) / 1000
    return Math.round((elapsed / done) * (this.#totalSteps - step))
  }
}
