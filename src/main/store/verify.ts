import { checkProject } from './checkProject.ts'
import type { StoreContext } from './context.ts'
import type { Damage } from './types.ts'

/** All that `checkProject` finds, at one moment, and the pages of the file and the counts kept of its posts. */
export function verifyProject(context: StoreContext): Damage[] {
  return context.connection.read(() => [
    ...damagedPages(context),
    ...[...checkProject(context)].flat(),
    ...wrongTallies(context),
  ])
}

function damagedPages({ connection }: StoreContext): Damage[] {
  return connection
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ postId: null, externalId: null, editId: null, message: row.integrity_check }))
}

/** Counts again what is kept as counts. */
function wrongTallies({ connection }: StoreContext): Damage[] {
  const wrong = connection.get<{ differences: number }>(
    `WITH
       counted AS (
         SELECT file_id, split, count(*), sum(reviewed), sum(flagged),
           sum(run_id IS NOT NULL AND run_id = (SELECT max(id) FROM model_runs)), sum(captioned),
           count(picture_id), coalesce(sum(gold_spans), 0), sum(problem_count > 0)
         FROM posts GROUP BY file_id, split),
       pictures AS (SELECT file_id, state, sum(posts) AS posts FROM picture_names GROUP BY file_id, state)
     SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM tallies))
       + (SELECT count(*) FROM (SELECT * FROM tallies EXCEPT SELECT * FROM counted))
       + (SELECT count(*) FROM (SELECT * FROM pictures WHERE posts > 0 EXCEPT SELECT * FROM picture_tallies))
       + (SELECT count(*) FROM (SELECT * FROM picture_tallies WHERE posts > 0 EXCEPT SELECT * FROM pictures))
       AS differences`,
  )
  return wrong?.differences === 0
    ? []
    : [
        {
          postId: null,
          externalId: null,
          editId: null,
          message: 'The counts of the project are not those of its posts.',
        },
      ]
}
