import type { StoreContext } from './context.ts'
import { fileStore } from './files.ts'
import { publishedOnly } from './postQuery.ts'
import { currentRun } from './predictions.ts'
import type { ProjectOverview } from './types.ts'

interface Counts {
  posts: number
  reviewed: number
  flagged: number
  predicted: number
  captions: number
  pictured: number
  spans: number
}

interface SplitCounts extends Counts {
  split: string | null
  /** Smallest id: splits are listed in the order in which they were imported. */
  first: number
}

// Grouped and picked as the indexes `posts_overview` and `picture_names_state` are built, so that both are walked
// once from end to end, no row is visited and nothing is sorted.
const SPLITS = (published: string): string =>
  `SELECT split, min(id) AS first, count(*) AS posts, sum(reviewed) AS reviewed, sum(flagged) AS flagged,
     sum(run_id IS ?) AS predicted, sum(captioned) AS captions, count(picture_id) AS pictured,
     coalesce(sum(gold_spans), 0) AS spans
   FROM posts WHERE ${published} GROUP BY file_id, split`
const PICTURES = `SELECT state, sum(posts) AS posts FROM picture_names
  WHERE +file_id NOT IN (SELECT id FROM files WHERE staged = 1) GROUP BY state`

/** Every count of the project screen. */
export function overviewOf(context: StoreContext): ProjectOverview {
  const { connection } = context
  return connection.read(() => {
    const modelRun = currentRun(context)
    const groups = connection.all<SplitCounts>(SPLITS(publishedOnly(context.anyStaged()).sql), [
      modelRun?.id ?? -1,
    ])
    const total = (key: keyof Counts): number => groups.reduce((sum, group) => sum + group[key], 0)
    const states = connection.all<{ state: string; posts: number }>(PICTURES)
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
      captions: total('captions'),
      splits: splitsOf(groups),
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
      modelRun,
    }
  })
}

/** One entry a split, whichever files it came from. */
function splitsOf(groups: readonly SplitCounts[]): ProjectOverview['splits'] {
  const splits = new Map<string | null, { name: string | null; posts: number; spans: number }>()
  for (const { split, posts, spans } of [...groups].sort((a, b) => a.first - b.first)) {
    const known = splits.get(split)
    splits.set(split, {
      name: split,
      posts: posts + (known?.posts ?? 0),
      spans: spans + (known?.spans ?? 0),
    })
  }
  return [...splits.values()]
}
