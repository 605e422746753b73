import type { JsonObject } from '../../shared/domain/json.ts'
import type { StoredPost } from '../store/types.ts'
import type { WrittenPost } from './postWriter.ts'

/** A record as it stood in its file, so that the writer of the same format can give the same bytes back. */
export interface SourceLayout extends JsonObject {
  readonly raw: string
  /** Which of the format's shapes the file had, where it has several. */
  readonly variant: string
  /** What stood between the record before and this one, where that is not the usual joint. */
  readonly before?: string
  /** Of the first record: what opened the file. */
  readonly open?: string
  /** Of the last record: what closed the file. */
  readonly close?: string
}

/** What stands around and between the records of a file that is written anew. */
export interface Joints {
  readonly open: string
  readonly between: string
  readonly close: string
}

/** A record between its neighbours, as a reader found it. */
export interface FoundRecord {
  readonly raw: string
  readonly record: number
  readonly before: string
  readonly after: string | null
}

export function layoutOf(
  format: string,
  variant: string,
  { raw, record, before, after }: FoundRecord,
  joints: Joints,
): JsonObject {
  const layout: SourceLayout = {
    raw,
    variant,
    ...(record === 1 ? { open: before } : before === joints.between ? {} : { before }),
    ...(after === null ? {} : { close: after }),
  }
  return { [format]: layout }
}

/** The layout a post got from a file of this format and variant; null: it comes from elsewhere. */
export function sourceLayout(post: StoredPost, format: string, variant: string): SourceLayout | null {
  const layout = (post.layout?.[format] ?? null) as SourceLayout | null
  return layout?.variant === variant ? layout : null
}

/** The record as it was read, where its labels are still the ones it had; null: it has to be written. */
export function asRead(written: WrittenPost, format: string, variant: string): string | null {
  return written.asRead ? (sourceLayout(written.post, format, variant)?.raw ?? null) : null
}

/** Puts records one behind the other, with the joints of their file where it is the only one. */
export class RecordJoiner {
  readonly #format: string
  readonly #variant: string
  readonly #oneFile: boolean
  readonly #bom: boolean
  #joints: Joints
  /** The file opens as the one its first record came from. */
  #ownOpening = false
  #last: StoredPost | null = null

  constructor(
    format: string,
    variant: string,
    joints: Joints,
    { bom, oneFile }: { readonly bom: boolean; readonly oneFile: boolean },
  ) {
    this.#format = format
    this.#variant = variant
    this.#joints = joints
    this.#oneFile = oneFile
    this.#bom = bom
  }

  record(post: StoredPost, text: string): string {
    const joint = this.#joint(post)
    this.#last = post
    return joint + text
  }

  end(): string {
    const layout = this.#last === null ? null : sourceLayout(this.#last, this.#format, this.#variant)
    return (this.#ownOpening ? layout?.close : null) ?? this.#joints.close
  }

  #joint(post: StoredPost): string {
    const layout = sourceLayout(post, this.#format, this.#variant)
    const last = this.#last
    if (last === null) return this.#opening(layout)
    const follows = last.fileId === post.fileId && last.position + 1 === post.position
    return (this.#ownOpening && follows ? layout?.before : null) ?? this.#joints.between
  }

  #opening(layout: SourceLayout | null): string {
    const own = this.#oneFile ? (layout?.open ?? null) : null
    this.#ownOpening = own !== null
    // What opened without a bracket is no list: its records stand one below the other.
    if (own?.includes('[') === false && this.#joints.open.includes('[')) this.#joints = LINES
    return (this.#bom ? '\ufeff' : '') + (own ?? this.#joints.open)
  }
}

const LINES: Joints = { open: '', between: '\n', close: '\n' }
