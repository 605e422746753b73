import type { CancelSignal } from '../../shared/api/contract.ts'
import { EntityTally, percentage } from '../../shared/domain/entityScores.ts'
import type { EntityScores } from '../../shared/domain/entityScores.ts'
import { EDGE_KINDS } from '../../shared/domain/edgeKind.ts'
import type { EdgeKind } from '../../shared/domain/edgeKind.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { itemsOf, placeOf } from './caseItems.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { ComparedPost, PostSource, Which } from './comparedPosts.ts'
import { ReliabilityTally } from '../../shared/domain/reliability.ts'
import type { Reliability } from '../../shared/domain/reliability.ts'
import { SliceTally } from './sliceTally.ts'
import type { SliceReport } from './sliceTally.ts'
import { countSurfaces } from './surfaces.ts'
import type { Surfaces } from './surfaces.ts'

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
  /** The cases of `wrong-boundary`, by how the edges differ. */
  readonly edges: Readonly<Record<EdgeKind, number>>
  readonly types: readonly {
    readonly type: string
    readonly precision: number
    readonly recall: number
    readonly f1: number
    readonly support: number
    /** Cases filed under the type: of the gold span, or of the predicted one where there is no gold. */
    readonly kinds: Readonly<Record<ErrorKind, number>>
  }[]
  readonly confusion: readonly ConfusionCell[]
  readonly slices: readonly SliceReport[]
  readonly reliability: Reliability
}

/** Compares every post that has both readings and adds up what is found. */
export async function errorReport(
  source: PostSource,
  which: Which,
  signal?: CancelSignal,
): Promise<ErrorReport> {
  const tally = new ErrorTally(await countSurfaces(source.every, signal))
  for await (const post of comparedPosts(source, which, signal)) tally.add(post)
  return tally.report()
}

/**
 * The sums of a report. In the confusion matrix every gold span stands in the row of its type once and every
 * predicted span in the column of its type once, so rows add up to gold and columns to predicted; a span of the right
 * type with a wrong edge therefore stands on the diagonal.
 */
export class ErrorTally {
  readonly #surfaces: Surfaces
  readonly #entities = new EntityTally()
  readonly #kinds = zeros(ERROR_KINDS)
  readonly #edges = zeros(EDGE_KINDS)
  readonly #kindsOfType = new Map<string, Record<ErrorKind, number>>()
  readonly #slices = new SliceTally()
  readonly #reliability = new ReliabilityTally()
  readonly #cells = new Map<string, { gold: string | null; predicted: string | null; count: number }>()

  constructor(surfaces: Surfaces) {
    this.#surfaces = surfaces
  }

  add(compared: ComparedPost): void {
    this.#entities.add(compared.gold, compared.predicted)
    for (const item of itemsOf(compared)) {
      this.#countCell(item.gold?.type ?? null, item.predicted?.type ?? null)
      this.#slices.add(item, compared.post, this.#surfaces)
      if (item.predicted !== null && 'score' in item.predicted)
        this.#reliability.add(item.predicted.score, item.kind === 'correct')
      if (item.kind === 'correct') continue
      this.#kinds[item.kind]++
      this.#kindsOf(placeOf(item).type)[item.kind]++
      if (item.edge !== null) this.#edges[item.edge]++
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
      edges: { ...this.#edges },
      types: [...this.#entities.types].map(([type, scores]) => ({
        type,
        ...percentages(scores),
        kinds: { ...this.#kindsOf(type) },
      })),
      confusion: [...this.#cells.values()].sort(
        (a, b) => byName(a.gold, b.gold) || byName(a.predicted, b.predicted),
      ),
      slices: this.#slices.report(),
      reliability: this.#reliability.report(),
    }
  }

  #kindsOf(type: string): Record<ErrorKind, number> {
    const known = this.#kindsOfType.get(type) ?? zeros(ERROR_KINDS)
    this.#kindsOfType.set(type, known)
    return known
  }

  #countCell(gold: string | null, predicted: string | null): void {
    const key = JSON.stringify([gold, predicted])
    const cell = this.#cells.get(key) ?? { gold, predicted, count: 0 }
    cell.count++
    this.#cells.set(key, cell)
  }
}

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>
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
