import type { StoreContext } from './context.ts'
import { fileStore } from './files.ts'
import { currentRun } from './predictions.ts'
import type { ProjectOverview } from './types.ts'

interface Tally {
  split: string | null
  posts: number
  reviewed: number
  flagged: number
  predicted: number
  captioned: number
  pictured: number
  gold_spans: number
}

/** Every count of the project screen, read from the tallies: one row for each split of each file. */
export function overviewOf(context: StoreContext): ProjectOverview {
  const { connection } = context
  return connection.read(() => {
    const tallies = connection.all<Tally>(
      `SELECT split, tallies.posts, reviewed, flagged, predicted, captioned, pictured, gold_spans
       FROM tallies JOIN files ON files.id = file_id WHERE staged = 0 ORDER BY tallies.rowid`,
    )
    const total = (key: Exclude<keyof Tally, 'split'>): number =>
      tallies.reduce((sum, tally) => sum + tally[key], 0)
    const states = connection.all<{ state: string; posts: number }>(
      `SELECT state, sum(picture_tallies.posts) AS posts
       FROM picture_tallies JOIN files ON files.id = file_id WHERE staged = 0 GROUP BY state`,
    )
    const inState = (state: string): number => states.find((one) => one.state === state)?.posts ?? 0
    return {
      posts: total('posts'),
      reviewed: total('reviewed'),
      flagged: total('flagged'),
      predicted: total('predicted'),
      pictures: {
        ok: inState('ok'),
        missing: inState('missing'),
        broken: inState('broken'),
        none: total('posts') - total('pictured'),
      },
      captions: total('captioned'),
      splits: splitsOf(tallies),
      files: fileStore(context)
        .list()
        .map(({ id, name, format, posts, problems, importedAt }) => ({
          id,
          name,
          format,
          posts,
          problems,
          importedAt,
        })),
      modelRun: currentRun(context),
      reviewers: reviewersOf(context),
    }
  })
}

/** One entry a split, whichever files it came from, in the order of their import. */
function splitsOf(tallies: readonly Tally[]): ProjectOverview['splits'] {
  const splits = new Map<string | null, { name: string | null; posts: number; spans: number }>()
  for (const { split, posts, gold_spans: spans } of tallies) {
    const known = splits.get(split)
    splits.set(split, {
      name: split,
      posts: posts + (known?.posts ?? 0),
      spans: spans + (known?.spans ?? 0),
    })
  }
  return [...splits.values()]
}

/** One look into the index of authors for each of them, however long the log is. */
function reviewersOf({ connection }: StoreContext): string[] {
  const next = (after: string): string | null =>
    connection.get<{ author: string | null }>(
      'SELECT min(author) AS author FROM corrections WHERE author > ?',
      [after],
    )?.author ?? null
  const reviewers: string[] = []
  for (let author = next(''); author !== null; author = next(author)) reviewers.push(author)
  return reviewers
}
