import type { StoreContext } from './context.ts'
import { fileStore } from './files.ts'
import { currentRun } from './predictions.ts'
import { publishedOnly } from './postQuery.ts'
import type { ProjectOverview } from './types.ts'

interface SplitRow {
  name: string | null
  posts: number
  reviewed: number
  flagged: number
  predicted: number
  captions: number
  pictured: number
  spans: number
}

/** Every count of the project screen, read from indexes alone. */
export function overviewOf(context: StoreContext): ProjectOverview {
  const { connection } = context
  return connection.read(() => {
    const modelRun = currentRun(context)
    const splits = connection.all<SplitRow>(
      `SELECT split AS name, count(*) AS posts, sum(reviewed) AS reviewed, sum(flagged) AS flagged,
         sum(run_id IS ?) AS predicted, sum(captioned) AS captions, count(picture_id) AS pictured,
         coalesce(sum(gold_spans), 0) AS spans
       FROM posts WHERE ${publishedOnly(context.anyStaged()).sql} GROUP BY split ORDER BY min(id)`,
      [modelRun?.id ?? -1],
    )
    const states = connection.all<{ state: 'ok' | 'missing' | 'broken'; posts: number }>(
      `SELECT state, sum(posts) AS posts FROM picture_names
       WHERE file_id IN (SELECT id FROM files WHERE staged = 0) GROUP BY state`,
    )
    const inState = (state: string): number => states.find((one) => one.state === state)?.posts ?? 0
    const total = (key: Exclude<keyof SplitRow, 'name'>): number =>
      splits.reduce((sum, split) => sum + split[key], 0)
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
      splits: splits.map(({ name, posts, spans }) => ({ name, posts, spans })),
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
