import { crc32 } from 'node:zlib'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { decodeState } from './correctionLog.ts'
import type { Bindable, Connection } from './openDatabase.ts'

/** What an import said of a post, in the order and the words in which it is stored. */
export type ImportedColumns = readonly [
  fileId: number,
  split: string | null,
  externalId: string,
  pictureName: string | null,
  reviewed: number,
  flagged: number,
  comment: string,
  reason: string | null,
  tokens: string,
  text: string | null,
  offsets: string | null,
  caption: string | null,
  tags: string | null,
  gold: string | null,
  meta: string | null,
  layout: string | null,
  line: number,
]

/**
 * A checksum of what an import said of a post: SQLite notices a broken page, but not a byte that still reads as a word or
 * a tag. Corrections are not in it, they have their own chain. CRC-32, because it is to find what a disk did, not what
 * a person did, and an import can spare no more: a change of up to 32 bits in a row is always found.
 */
export function postDigest(columns: ImportedColumns): number {
  let said = ''
  // JSON spells both signs out, so that no two posts say the same.
  for (const column of columns) said += column === null ? '\u0001\u0000' : `${column}\u0000`
  return crc32(said)
}

export interface DigestedRow {
  id: number
  file_id: number
  split: string | null
  external_id: string
  picture_name: string | null
  reviewed: number
  flagged: number
  comment: string
  reason: string | null
  /** The state before the first correction, which is the imported one; null: there is no correction. */
  imported: string | null
  tokens: string
  text: string | null
  offsets: string | null
  caption: string | null
  tags: string | null
  gold: string | null
  meta: string | null
  layout: string | null
  line: number
  digest: number
}

export const DIGESTED = `posts.id, posts.file_id, split, external_id, picture_names.name AS picture_name, reviewed, flagged,
  comment, reason, first.before AS imported, tokens, text, offsets, caption, tags, gold, meta, layout, line, digest`
/** Posts whose content is lost are rows as well. */
export const DIGESTED_FROM = `posts
  LEFT JOIN post_content ON post_content.post_id = posts.id
  LEFT JOIN picture_names ON picture_names.id = posts.picture_id
  LEFT JOIN corrections AS first ON first.post_id = posts.id AND first.revision = 1`

/** What the digest of a stored post must be. */
export function digestOf(row: DigestedRow): number {
  const state =
    row.imported === null
      ? ([row.reviewed, row.flagged, row.comment, row.reason] as const)
      : stateIn(row.imported)
  return postDigest([
    row.file_id,
    row.split,
    row.external_id,
    row.picture_name,
    ...state,
    row.tokens,
    row.text,
    row.offsets,
    row.caption,
    row.tags,
    row.gold,
    row.meta,
    row.layout,
    row.line,
  ])
}

function stateIn(before: string): readonly [number, number, string, string | null] {
  const { status, flagged, comment, reason } = decodeState(before)
  return [Number(status === 'reviewed'), Number(flagged), JSON.stringify(comment), reason ?? null]
}

/**
 * Changes columns of `post_content`, and the digest with them; a damaged post is refused, which the new digest would
 * pass off as sound. The caller holds the transaction.
 */
export function changeContent(
  connection: Connection,
  postId: number,
  set: string,
  values: readonly Bindable[],
): void {
  const read = (): DigestedRow | undefined =>
    connection.get<DigestedRow>(`SELECT ${DIGESTED} FROM ${DIGESTED_FROM} WHERE posts.id = ?`, [postId])
  const before = read()
  if (before === undefined || digestOf(before) !== before.digest)
    throw new WorkbenchError(
      'storage',
      `Post ${before?.external_id ?? postId} is not as it was saved: the disk has changed it. Nothing was changed; restore a snapshot (Data, Snapshots).`,
      { postId },
    )
  connection.run(`UPDATE post_content SET ${set} WHERE post_id = ?`, [...values, postId])
  storeDigest(connection, read())
}

/** Takes what is stored of a post as what it should be. */
export function storeDigest(connection: Connection, row: DigestedRow | undefined): void {
  if (row !== undefined)
    connection.run('UPDATE post_content SET digest = ? WHERE post_id = ?', [digestOf(row), row.id])
}
