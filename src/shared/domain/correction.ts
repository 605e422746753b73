import type { PostState } from './post.ts'

/** One entry of the append-only log; gold is a projection of it. */
export interface Correction {
  /** Made by the client; a repeat returns the first answer. */
  readonly editId: string
  readonly postId: number
  /** Revision after this correction; the first is 1. */
  readonly revision: number
  readonly before: PostState
  readonly after: PostState
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The model run whose spans were on screen; null: none. */
  readonly modelRunId: number | null
  /** Set when this correction takes another one back. */
  readonly undoes: string | null
}
