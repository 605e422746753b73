import type { StoreContext } from './context.ts'
import { chainHash, CHAIN_START, decodeState, encodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { stateOf } from './postRow.ts'
import { encodeSpans } from './spanCodec.ts'
import type { Damage } from './types.ts'

/** Compares the log with its hashes, and gold with what the log and the imported tags say it must be. */
export function verifyProject(context: StoreContext): Damage[] {
  return context.connection.read(() => [
    ...damagedPages(context),
    ...damagedLog(context),
    ...damagedGold(context),
    ...wrongTallies(context),
  ])
}

function damagedPages({ connection }: StoreContext): Damage[] {
  return connection
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ postId: null, editId: null, message: row.integrity_check }))
}

function damagedLog({ connection }: StoreContext): Damage[] {
  const damage: Damage[] = []
  let previous = CHAIN_START
  for (const row of connection.all<LogRow>('SELECT * FROM corrections ORDER BY seq')) {
    if (chainHash(previous, row) !== row.hash)
      damage.push({
        postId: row.post_id,
        editId: row.edit_id,
        message: `Correction ${row.edit_id} is not as it was saved: its hash does not fit.`,
      })
    previous = row.hash
  }
  return damage
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
    : [{ postId: null, editId: null, message: 'The counts of the project are not those of its posts.' }]
}

interface CheckedRow {
  id: number
  reviewed: number
  flagged: number
  comment: string
  reason: string | null
  cuts: string | null
  revision: number
  spans: string | null
  tags: string | null
  gold: string | null
  after: string | null
  revisions: number
}

function damagedGold({ connection, labels }: StoreContext): Damage[] {
  const damage: Damage[] = []
  const batch = `SELECT posts.id, reviewed, flagged, comment, reason, cuts, posts.revision, spans, tags, gold, after,
      (SELECT count(*) FROM corrections WHERE corrections.post_id = posts.id) AS revisions
    FROM posts JOIN post_content ON post_content.post_id = posts.id
      LEFT JOIN corrections ON corrections.post_id = posts.id AND corrections.revision = posts.revision
    WHERE posts.id > ? ORDER BY posts.id LIMIT 1000`
  let rows = connection.all<CheckedRow>(batch, [0])
  while (rows.length > 0) {
    for (const row of rows) {
      const found = (message: string): void => void damage.push({ postId: row.id, editId: null, message })
      if (row.revisions !== row.revision)
        found(
          `Post ${row.id} is at revision ${row.revision}, but its log holds ${row.revisions} corrections.`,
        )
      else if (
        row.after === null
          ? (row.gold ?? importedSpans(row.tags, labels.names)) !== row.spans
          : !follows(row, row.after)
      )
        found(`Gold of post ${row.id} is not what its tags and corrections say.`)
    }
    rows = connection.all<CheckedRow>(batch, [rows.at(-1)?.id ?? 0])
  }
  return damage
}

function importedSpans(tags: string | null, labels: ReadonlySet<string>): string | null {
  return tags === null ? null : encodeSpans(readProjectTags(JSON.parse(tags) as string[], labels).spans)
}

function follows(row: CheckedRow, after: string): boolean {
  return encodeState(stateOf(row)) === encodeState(decodeState(after))
}
