import { hash } from 'node:crypto'
import type { Correction } from '../../shared/domain/correction.ts'
import type { PostState } from '../../shared/domain/post.ts'
import type { Connection } from './openDatabase.ts'

/** A row of the append-only log, as stored. */
export interface LogRow {
  edit_id: string
  post_id: number
  revision: number
  before: string
  after: string
  tags_before: string | null
  tags_after: string | null
  author: string
  at: string
  model_run_id: number | null
  undoes: string | null
  repair_id: number | null
  hash: string
}

export type NewLogRow = Omit<LogRow, 'hash'>

/** The hash before the first row. */
export const CHAIN_START = ''

/** SHA-256 over the hash of the row before and everything this row says, so that no row can change unseen. */
export function chainHash(previous: string, row: NewLogRow): string {
  return hash(
    'sha256',
    JSON.stringify([
      previous,
      row.edit_id,
      row.post_id,
      row.revision,
      row.before,
      row.after,
      row.tags_before,
      row.tags_after,
      row.author,
      row.at,
      row.model_run_id,
      row.undoes,
      row.repair_id,
    ]),
  )
}

/** Appends a row; the caller holds the transaction. */
export function appendToLog(connection: Connection, row: NewLogRow): void {
  const previous = connection.get<{ hash: string }>('SELECT hash FROM corrections ORDER BY seq DESC LIMIT 1')
  connection.run(
    `INSERT INTO corrections (edit_id, post_id, revision, before, after, tags_before, tags_after, author, at,
       model_run_id, undoes, repair_id, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.edit_id,
      row.post_id,
      row.revision,
      row.before,
      row.after,
      row.tags_before,
      row.tags_after,
      row.author,
      row.at,
      row.model_run_id,
      row.undoes,
      row.repair_id,
      chainHash(previous?.hash ?? CHAIN_START, row),
    ],
  )
}

export function encodeState({ spans, status, flagged, comment, reason, cuts }: PostState): string {
  return JSON.stringify({
    spans: spans?.map(({ start, end, type }) => ({ start, end, type })) ?? null,
    status,
    flagged,
    comment,
    // No key where there is none, as in logs of before there were reasons and cuts.
    reason,
    cuts: cuts?.map(({ token, at }) => ({ token, at })),
  })
}

export function decodeState(json: string): PostState {
  return JSON.parse(json) as PostState
}

export function correctionOf(row: LogRow): Correction {
  return {
    editId: row.edit_id,
    postId: row.post_id,
    revision: row.revision,
    before: decodeState(row.before),
    after: decodeState(row.after),
    author: row.author,
    at: row.at,
    modelRunId: row.model_run_id,
    undoes: row.undoes,
  }
}
