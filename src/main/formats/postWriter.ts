import type { Span } from '../../shared/domain/span.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { StoredPost } from '../store/types.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'

/** A post with the labels that are to be written. */
export interface WrittenPost {
  readonly post: StoredPost
  /** Null: nobody has labelled the post. */
  readonly tags: readonly string[] | null
  /** What `tags` say, in the same words, and the spans inside those where the format carries `nested`. */
  readonly spans: readonly Span[]
  /** Score of each span, where a model gave it; null: gold. */
  readonly scores: readonly number[] | null
  /** The labels are the ones the post was imported with, in the same words. */
  readonly asRead: boolean
  /** The scheme its tags are to be in, where a person chose one or its file has one; missing: the format's own. */
  readonly scheme?: TagScheme
  /** Spans that the format cannot hold and the person chose to leave out; missing: there are none. */
  readonly unwritten?: readonly UnwrittenSpan[]
}

/** A span that a file does not say: one inside another, or one of a part of a token. */
export interface UnwrittenSpan {
  readonly aspect: 'nested' | 'subtokens'
  /** The span in words: `LOC "New York" inside ORG "New York Times"`. */
  readonly words: string
}

/** Choices that change how a file is written; null: the format's own. */
export interface WriteOptions {
  /** Name of one of the format's variants. */
  readonly variant: string
  readonly scheme: TagScheme | null
  readonly offsets: OffsetUnit | null
  readonly delimiter: string | null
  /** Guards cells against being run as formulas and opens with a byte-order mark, for spreadsheet programs. */
  readonly spreadsheet: boolean
}

/** What a file can hold of a post beside the labels of its words. */
export const ASPECTS = [
  'id',
  'tokens',
  'text',
  'picture',
  'caption',
  'split',
  'unlabelled',
  'scores',
  'review',
  'meta',
  /** A second column of tags, as GMNER's fine types. */
  'columns',
  /** Boxes in the picture that people drew for mentions. */
  'regions',
  /** Spans that lie inside or across others. */
  'nested',
  /** Spans that begin or end inside a token of the file. */
  'subtokens',
] as const
export type Aspect = (typeof ASPECTS)[number]

/** One of the shapes a format is written in. */
export interface Variant {
  readonly name: string
  /** Ending of its files; a file name with this ending chooses the variant. */
  readonly extension: string
  readonly carries: readonly Aspect[]
  /** It is a folder of files. */
  readonly severalFiles?: true
}

/** The half of a format that writes. */
export interface PostWriter {
  readonly name: string
  /** The first is the usual one. */
  readonly variants: readonly [Variant, ...Variant[]]
  /** Why the format cannot hold a post; null: it can. */
  refuses(written: WrittenPost, options: WriteOptions): string | null
  /** The name by which a reader of the file will look for the picture of a post; missing: the one the post states. */
  pictureName?(post: StoredPost): string
  /** Opens one file; its records are asked for in the order of the file. */
  open(file: WriterFile): RecordWriter
}

export interface WriterFile {
  readonly options: WriteOptions
  /** The first post comes from a file that opened with a byte-order mark. */
  readonly bom: boolean
  /** All posts come from one file, so that what opened and closed it fits. */
  readonly oneFile: boolean
  /** Types of the project. */
  readonly labels: readonly string[]
}

/** One file of a format that is written as several. */
export interface FileText {
  readonly file: string
  readonly text: string
}
export type Output = string | Uint8Array | readonly FileText[]

export interface RecordWriter {
  /** Content for one more record; may be held back until there is enough of it. */
  record(written: WrittenPost): Output
  /** What comes after the last record. */
  end(): Output
}
