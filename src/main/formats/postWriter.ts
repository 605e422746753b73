import type { Span } from '../../shared/domain/span.ts'
import type { StoredPost } from '../store/types.ts'

/** A post with the labels that are to be written. */
export interface WrittenPost {
  readonly post: StoredPost
  /** Null: nobody has labelled the post. */
  readonly tags: readonly string[] | null
  /** What `tags` say, in the same words. */
  readonly spans: readonly Span[]
  /** Score of each span, where a model gave it; null: gold. */
  readonly scores: readonly number[] | null
}

/** The half of a format that writes. */
export interface PostWriter {
  readonly name: string
  /** Why the format cannot hold a post; null: it can. */
  refuses(written: WrittenPost): string | null
  /** Opens one file; its records are asked for in the order of the file. */
  open(file: WriterFile): RecordWriter
}

export interface WriterFile {
  /** The first post comes from a file that opened with a byte-order mark. */
  readonly bom: boolean
}

export interface RecordWriter {
  /** Text of one more record. */
  record(written: WrittenPost): string
  /** What comes after the last record. */
  end(): string
}
