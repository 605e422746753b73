import type { Connection } from './openDatabase.ts'

/** What one inserted post adds to the counts of its file. */
export interface CountedPost {
  readonly split: string | null
  readonly reviewed: boolean
  readonly flagged: boolean
  readonly captioned: boolean
  /** State of the post's picture name; null: it has none. */
  readonly picture: string | null
  readonly goldSpans: number
  readonly problems: number
}

interface SplitCounts {
  posts: number
  reviewed: number
  flagged: number
  captioned: number
  pictured: number
  goldSpans: number
  problems: number
}

const ADD_TALLY = `INSERT INTO tallies VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
  ON CONFLICT (file_id, ifnull('=' || split, '')) DO UPDATE SET
    posts = posts + excluded.posts, reviewed = reviewed + excluded.reviewed, flagged = flagged + excluded.flagged,
    captioned = captioned + excluded.captioned, pictured = pictured + excluded.pictured,
    gold_spans = gold_spans + excluded.gold_spans, problems = problems + excluded.problems`
const ADD_PICTURES = `INSERT INTO picture_tallies VALUES (?, ?, ?)
  ON CONFLICT (file_id, state) DO UPDATE SET posts = posts + excluded.posts`

/**
 * The counts of one chunk of inserted posts. Changes are counted by triggers; insertion, which comes by the hundred
 * thousand, once a chunk: a trigger a row costs a third of the insertion.
 */
export class ChunkTally {
  readonly #splits = new Map<string | null, SplitCounts>()
  readonly #pictures = new Map<string, number>()

  add(post: CountedPost): void {
    let counts = this.#splits.get(post.split)
    if (counts === undefined) {
      counts = { posts: 0, reviewed: 0, flagged: 0, captioned: 0, pictured: 0, goldSpans: 0, problems: 0 }
      this.#splits.set(post.split, counts)
    }
    counts.posts++
    counts.reviewed += Number(post.reviewed)
    counts.flagged += Number(post.flagged)
    counts.captioned += Number(post.captioned)
    counts.pictured += Number(post.picture !== null)
    counts.goldSpans += post.goldSpans
    counts.problems += Number(post.problems > 0)
    if (post.picture !== null) this.#pictures.set(post.picture, (this.#pictures.get(post.picture) ?? 0) + 1)
  }

  /** Writes the counts; the caller holds the transaction of the insertion. */
  store(connection: Connection, fileId: number): void {
    for (const [split, each] of this.#splits)
      connection.run(ADD_TALLY, [
        fileId,
        split,
        each.posts,
        each.reviewed,
        each.flagged,
        each.captioned,
        each.pictured,
        each.goldSpans,
        each.problems,
      ])
    for (const [state, posts] of this.#pictures) connection.run(ADD_PICTURES, [fileId, state, posts])
  }
}
