import type { Span } from '../../shared/domain/span.ts'
import type { FileStore, ModelRun, PostStore, StoredPost } from '../store/types.ts'

/** The part of an open project that export reads. */
export interface ExportSource {
  readonly name: string
  readonly labels: readonly { readonly name: string }[]
  readonly files: Pick<FileStore, 'list'>
  readonly posts: Pick<PostStore, 'after' | 'count'>
  readonly predictions: { current(): ModelRun | null }
}

/** The choices of `export.start` and the command line. */
export interface ExportOptions {
  readonly format: 'imgid' | 'jsonl' | 'retrain'
  readonly which: 'all' | 'reviewed'
  readonly tags: 'gold' | 'predicted'
  /** Write MISC as OTHER, as Twitter-2015 does. */
  readonly miscAsOther: boolean
}

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

export interface LeftOut {
  readonly externalId: string
  readonly reason: string
}

/** What every format's writer implements. A new format is a file and a line in `formats.ts`. */
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
