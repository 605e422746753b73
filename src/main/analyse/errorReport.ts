import type { CancelSignal } from '../../shared/api/contract.ts'
import { EntityTally, percentage } from '../../shared/domain/entityScores.ts'
import type { EntityScores } from '../../shared/domain/entityScores.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { ComparedPost, PostSource, Which } from './comparedPosts.ts'

/** One cell of the confusion matrix; null stands for "none". */
export interface ConfusionCell {
  readonly gold: string | null
  readonly predicted: string | null
  readonly count: number
}

/** Gold against the current model run. Scores are percentages with two decimals. */
export interface ErrorReport {
  readonly posts: number
  readonly gold: number
  readonly predicted: number
  readonly correct: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** 95 % bootstrap interval of F1 over posts; null when no post has both readings. */
  readonly interval95: readonly [number, number] | null
  readonly kinds: Readonly<Record<ErrorKind, number>>
  readonly types: readonly {
    readonly type: string
    readonly precision: number
    readonly recall: number
    readonly f1: number
    readonly support: number
  }[]
  readonly confusion: readonly ConfusionCell[]
}

/** Compares every post that has both readings and adds up what is found. */
export async function errorReport(
  source: PostSource,
  which: Which,
  signal?: CancelSignal,
): Promise<ErrorReport> {
  const tally = new ErrorTally()
  for await (const post of comparedPosts(source, which, signal)) tally.add(post)
  return tally.report()
}

/**
 * The sums of a report. In the confusion matrix every gold span stands in the row of its type once and every
 * predicted span in the column of its type once, so rows add up to gold and columns to predicted; a span of the right
 * type with a wrong edge therefore stands on the diagonal.
 */
export class ErrorTally {
  readonly #entities = new EntityTally()
  readonly #kinds: Record<ErrorKind, number> = {
    missed: 0,
    spurious: 0,
    'wrong-type': 0,
    'wrong-boundary': 0,
  }
  readonly #cells = new Map<string, { gold: string | null; predicted: string | null; count: number }>()

  add({ gold, predicted, comparison }: ComparedPost): void {
    this.#entities.add(gold, predicted)
    for (const { type } of comparison.correct) this.#count(type, type)
    for (const found of comparison.cases) {
      this.#kinds[found.kind]++
      this.#count(found.gold?.type ?? null, found.predicted?.type ?? null)
    }
  }

  report(): ErrorReport {
    const interval = this.#entities.interval95()
    const { precision, recall, f1 } = percentages(this.#entities.micro)
    return {
      posts: this.#entities.posts,
      ...this.#entities.total,
      precision,
      recall,
      f1,
      interval95: interval === null ? null : [percentage(interval[0]), percentage(interval[1])],
      kinds: { ...this.#kinds },
      types: [...this.#entities.types].map(([type, scores]) => ({ type, ...percentages(scores) })),
      confusion: [...this.#cells.values()].sort(
        (a, b) => byName(a.gold, b.gold) || byName(a.predicted, b.predicted),
      ),
    }
  }

  #count(gold: string | null, predicted: string | null): void {
    const key = JSON.stringify([gold, predicted])
    const cell = this.#cells.get(key) ?? { gold, predicted, count: 0 }
    cell.count++
    this.#cells.set(key, cell)
  }
}

function percentages({ precision, recall, f1, support }: EntityScores): EntityScores {
  return { precision: percentage(precision), recall: percentage(recall), f1: percentage(f1), support }
}

/** By name, "none" last. */
function byName(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
