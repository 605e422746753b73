import { percentage, scoresOf } from '../../shared/domain/entityScores.ts'
import { SLICE_NAMES, SLICES } from '../../shared/domain/slice.ts'
import type { SliceName } from '../../shared/domain/slice.ts'
import { groupOf } from './caseItems.ts'
import type { CaseItem } from './caseItems.ts'
import type { ReadPost } from './comparedPosts.ts'
import type { Surfaces } from './surfaces.ts'

/** Scores are percentages with two decimals. */
export interface GroupScores {
  readonly group: string
  readonly gold: number
  readonly predicted: number
  readonly correct: number
  /** Disagreements filed under the group: by the gold span, or the predicted one where there is no gold. */
  readonly errors: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export interface SliceReport {
  readonly by: SliceName
  /** In the order of SLICES; groups nothing is in are left out. */
  readonly groups: readonly GroupScores[]
}

type Counts = Record<'gold' | 'predicted' | 'correct' | 'errors', number>

/** Counts every group of every slice. Gold and predicted spans are each counted in their own group. */
export class SliceTally {
  readonly #groups = new Map<string, Counts>()

  add(item: CaseItem, post: ReadPost, surfaces: Surfaces): void {
    for (const by of SLICE_NAMES) {
      const place = this.#counts(by, groupOf(by, item, post, surfaces))
      if (item.kind === 'correct') place.correct++
      else place.errors++
      if (item.gold !== null) place.gold++
      // What is right has one place: the same span on both sides.
      if (item.kind === 'correct') place.predicted++
      else if (item.predicted !== null)
        this.#counts(by, groupOf(by, item, post, surfaces, 'predicted')).predicted++
    }
  }

  report(): SliceReport[] {
    return SLICE_NAMES.map((by) => ({
      by,
      groups: SLICES[by].flatMap((group) => {
        const counts = this.#groups.get(`${by} ${group}`)
        if (counts === undefined) return []
        const { precision, recall, f1 } = scoresOf(counts)
        return [
          {
            group,
            ...counts,
            precision: percentage(precision),
            recall: percentage(recall),
            f1: percentage(f1),
          },
        ]
      }),
    }))
  }

  #counts(by: SliceName, group: string): Counts {
    const key = `${by} ${group}`
    const known = this.#groups.get(key)
    if (known !== undefined) return known
    const fresh = { gold: 0, predicted: 0, correct: 0, errors: 0 }
    this.#groups.set(key, fresh)
    return fresh
  }
}
