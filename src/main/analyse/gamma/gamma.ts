import { seededRandom } from '../../../shared/domain/seededRandom.ts'
import { leastDisorder } from './alignedUnits.ts'
import type { Continuum } from './continuum.ts'
import { swapped } from './units.ts'
import type { Units } from './units.ts'

/** Random annotations that are always made, and the most: very few units never come to the precision. */
const LEAST_SAMPLES = 30
const MOST_SAMPLES = 1000
/** Wanted of the mean disorder of chance: its 95 % interval within 2 % of it. */
const PRECISION = 0.02
const SEED = 1

/**
 * Gamma of two annotators (Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41(3)): γ = 1 − δ_o / δ_e. δ_o is
 * the disorder of the best alignment of their units, and δ_e the mean of it over annotations made by chance: each takes the
 * units of one of the two as they are, cut at a random word, the two parts swapped. Gives way every few milliseconds.
 * Returns null where one of the two has no unit, or chance cannot but agree: γ is then not defined.
 */
export function* gamma(continuum: Continuum): Generator<undefined, number | null> {
  const { length } = continuum
  const [first, second] = continuum.annotators()
  if (first.count === 0 || second.count === 0) return null
  const random = seededRandom(SEED)
  const byChance = (): Units =>
    swapped(random() < 0.5 ? first : second, Math.floor(random() * length), length)
  let [samples, sum, squares] = [0, 0, 0]
  for (let wanted = LEAST_SAMPLES; samples < wanted;) {
    const disorder = yield* meanDisorder(byChance(), byChance())
    yield
    samples++
    sum += disorder
    squares += disorder ** 2
    if (samples === LEAST_SAMPLES) {
      const mean = sum / samples
      if (mean === 0) return null
      const deviation = Math.sqrt(Math.max(0, squares - samples * mean ** 2) / (samples - 1))
      wanted = Math.min(
        MOST_SAMPLES,
        Math.max(wanted, Math.ceil(((1.96 * deviation) / mean / PRECISION) ** 2)),
      )
    }
  }
  return 1 - (yield* meanDisorder(first, second)) / (sum / samples)
}

/** δ: the disorder of the best alignment over the mean number of units of an annotator. */
function* meanDisorder(first: Units, second: Units): Generator<undefined, number> {
  return (yield* leastDisorder(first, second)) / ((first.count + second.count) / 2)
}
