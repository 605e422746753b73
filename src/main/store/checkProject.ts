import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { StoreContext } from './context.ts'
import { chainHash, CHAIN_START, decodeState, encodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'
import { DIGESTED, DIGESTED_FROM, digestOf } from './postDigest.ts'
import type { DigestedRow } from './postDigest.ts'
import { stateOf } from './postRow.ts'
import { encodeSpans } from './spanCodec.ts'
import type { Damage } from './types.ts'

/** Rows of one step: a few milliseconds. */
const BATCH = 500

/**
 * Compares, a few milliseconds a step, the log with its hashes, posts with their digests, and gold with what the log and
 * the imported tags say it must be. Each step is right by itself, so that work may go on between them.
 */
export function* checkProject(context: StoreContext): Generator<readonly Damage[]> {
  yield* damagedLog(context)
  yield* damagedPosts(context)
}

type CheckedLogRow = LogRow & { readonly seq: number; readonly external_id: string | null }

function* damagedLog({ connection }: StoreContext): Generator<readonly Damage[]> {
  const batch = `SELECT corrections.*, external_id FROM corrections LEFT JOIN posts ON posts.id = post_id
    WHERE seq > ? ORDER BY seq LIMIT ${BATCH}`
  let previous = CHAIN_START
  for (let after = 0; ;) {
    const rows = connection.all<CheckedLogRow>(batch, [after])
    const last = rows.at(-1)
    if (last === undefined) return
    const damage: Damage[] = []
    for (const row of rows) {
      if (chainHash(previous, row) !== row.hash)
        damage.push({
          postId: row.post_id,
          externalId: row.external_id,
          editId: row.edit_id,
          message: `Correction ${row.edit_id} is not as it was saved: its hash does not fit.`,
        })
      previous = row.hash
    }
    yield damage
    after = last.seq
  }
}

interface CheckedRow extends DigestedRow {
  cuts: string | null
  revision: number
  spans: string | null
  after: string | null
  revisions: number
}

interface CheckedFile {
  id: number
  name: string
  posts: number
}

function* damagedPosts({ connection, labels }: StoreContext): Generator<readonly Damage[]> {
  const batch = `SELECT ${DIGESTED}, cuts, posts.revision, spans, last.after,
      (SELECT count(*) FROM corrections WHERE corrections.post_id = posts.id) AS revisions
    FROM ${DIGESTED_FROM}
      LEFT JOIN corrections AS last ON last.post_id = posts.id AND last.revision = posts.revision
    WHERE posts.id > ? ORDER BY posts.id LIMIT ${BATCH}`
  const files = connection.all<CheckedFile>('SELECT id, name, posts FROM files WHERE staged = 0')
  const found = new Map(files.map(({ id }) => [id, 0]))
  for (let after = 0; ;) {
    const rows = connection.all<CheckedRow>(batch, [after])
    const last = rows.at(-1)
    if (last === undefined) break
    for (const row of rows) found.set(row.file_id, (found.get(row.file_id) ?? 0) + 1)
    yield rows.flatMap((row) => {
      const message = wrongWith(row, labels.names)
      return message === null ? [] : [{ postId: row.id, externalId: row.external_id, editId: null, message }]
    })
    after = last.id
  }
  yield files
    .filter(({ id, posts }) => found.get(id) !== posts)
    .map(({ id, name, posts }) => ({
      postId: null,
      externalId: null,
      editId: null,
      message: `${name} was imported with ${posts} posts, but ${found.get(id) ?? 0} are there.`,
    }))
}

/** What is wrong with a post; null: nothing. */
function wrongWith(row: CheckedRow, labels: ReadonlySet<string>): string | null {
  try {
    if (digestOf(row) !== row.digest)
      return `Post ${row.external_id} is not as it was imported: its digest does not fit.`
    if (row.revisions !== row.revision)
      return `Post ${row.external_id} is at revision ${row.revision}, but its log holds ${row.revisions} corrections.`
    const follows =
      row.after === null
        ? (row.gold ?? importedSpans(row.tags, labels)) === row.spans && row.cuts === null
        : encodeState(stateOf(row)) === encodeState(decodeState(row.after))
    return follows ? null : `Gold of post ${row.external_id} is not what its tags and corrections say.`
  } catch (error) {
    // A column that is no JSON any more.
    if (!(error instanceof SyntaxError)) throw error
    return `Post ${row.external_id} cannot be read: ${error.message}.`
  }
}

function importedSpans(tags: string | null, labels: ReadonlySet<string>): string | null {
  return tags === null ? null : encodeSpans(readProjectTags(JSON.parse(tags) as string[], labels).spans)
}
