import type { AgreementReport, Settlement } from '../../shared/domain/agreement.ts'
import type { AnnotatorReading } from '../../shared/domain/annotatorReading.ts'

export interface NewAgreement {
  /** What the two annotators are called. */
  readonly first: string
  readonly second: string
  /** Name of the project or file that the second's readings came from. */
  readonly source: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface StoredAgreement extends NewAgreement {
  readonly id: number
  readonly report: AgreementReport
  /** Posts the two read differently, and those of them that nobody has settled. */
  readonly differing: number
  readonly left: number
}

/** Both readings of a post as they were when the annotators were compared. */
export interface BothReadings {
  readonly postId: number
  readonly first: AnnotatorReading
  readonly second: AnnotatorReading
}

/** A post in the list of those the two read differently. */
export interface Difference extends BothReadings {
  readonly settlement: Settlement
  /** Its place in the list, from 0. */
  readonly position: number
  /** Its neighbours in the list; null: there is none. */
  readonly previous: number | null
  readonly next: number | null
}

/**
 * Comparisons with second annotators. Readings of the second stand here alone and are no part of a post. A post counts as
 * settled once gold says something other than the first reading, or a correction said that the first reading is right;
 * taken back, it is open again.
 */
export interface AgreementStore {
  /** Nobody sees a comparison before it is finished; those that never were are forgotten. */
  begin(agreement: NewAgreement): number
  add(id: number, posts: readonly BothReadings[]): void
  finish(id: number, report: AgreementReport): void
  /** Newest first. */
  list(): StoredAgreement[]
  /** Posts on which the two differ. */
  count(id: number): number
  /** Posts of the list in file order. */
  page(
    id: number,
    offset: number,
    limit: number,
  ): { readonly postId: number; readonly settlement: Settlement }[]
  /** Throws `not-found` for a post that is not in the list. */
  post(id: number, postId: number): Difference
  /** Null: the post is not in the list. */
  settlement(id: number, postId: number): Settlement | null
  /** The next post after this one that is not settled, else the first of all; null: all are settled. */
  nextOpen(id: number, postId: number): number | null
  /** The correction that said the first reading is right; null: none did. */
  keep(id: number, postId: number, editId: string | null): void
  /** Forgets the comparison and the readings of the second; what was settled stays. */
  forget(id: number): void
}
