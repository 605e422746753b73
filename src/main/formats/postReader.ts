import type { ImportedPost } from '../../shared/domain/post.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { ByteSource } from './byteSource.ts'
import type { FileFault } from './fileFault.ts'
import type { Finding, Place } from './problemText.ts'
import type { Sample } from './sample.ts'

/** Choices that change how a file is read; null: the reader's own, safe one. */
export interface ReadOptions {
  /** A name TextDecoder knows; null: UTF-8. */
  readonly encoding: string | null
  /** What one unit of a character offset is. */
  readonly offsets: OffsetUnit | null
  /** Which column or key holds what: for `conll` `token` and `tag`, numbers from 1 or `last`. */
  readonly columns: Readonly<Record<string, string>> | null
  readonly delimiter: string | null
  /** Of a file with tags; null: the one its marks show. */
  readonly scheme?: TagScheme | null | undefined
  /** Names of numbered tags, in order, for a file that does not state them. */
  readonly labelNames?: readonly string[] | null | undefined
  /** Spans may lie inside others; otherwise a post with such spans is refused. */
  readonly nested?: boolean | undefined
  /** Longest line that is read, in bytes. */
  readonly longestLine?: number
}

export const DEFAULT_READ_OPTIONS: ReadOptions = {
  encoding: null,
  offsets: null,
  columns: null,
  delimiter: null,
}

/** What may be said of the columns of a file before its format is known. */
export type ColumnOptions = Pick<ReadOptions, 'columns' | 'delimiter'>

/** What a reader says when it recognises a sample. */
export interface Match {
  /** `sure`: no other format looks like this; `likely`: it fits, and so may others. */
  readonly certainty: 'sure' | 'likely'
  /** What it took the file for, in words: "token TAB tag, tag in column 2". */
  readonly as: string
}

/** One record of a file: a post with what was noticed about it, or the reason why it cannot be one. */
export type ReadItem =
  | {
      readonly kind: 'post'
      readonly post: ImportedPost
      readonly findings: readonly Finding[]
      /** Line of the first token where each token has a line of its own; null: the record is one line. */
      readonly firstTokenLine: number | null
      /** The file has no lines: `post.line` is the number of the record. */
      readonly numbered?: 'record'
    }
  | { readonly kind: 'refused'; readonly finding: Finding }
  /** Holds no post and is no fault, e.g. an entry of another kind. */
  | { readonly kind: 'skipped'; readonly finding: Finding }
  /** Something about the file as a whole. */
  | { readonly kind: 'note'; readonly finding: Finding }

export type PostItem = Extract<ReadItem, { kind: 'post' }>

/** Where a post stands, for messages; `token`: or that token of it, where it has a line of its own. */
export function placeOf({ post, numbered, firstTokenLine }: PostItem, record: number, token?: number): Place {
  const line = token === undefined || firstTokenLine === null ? post.line : firstTokenLine + token
  return { line: numbered === 'record' ? null : line, record, entry: null }
}

/** What every format implements. Items come in batches so that memory stays flat and the event loop breathes. */
export interface PostReader {
  readonly name: string
  /** What the format looks like, for messages and menus. */
  readonly title: string
  /** Null: this is not the format. `chosen`: what the person said about the columns of the file. */
  matches(sample: Sample, chosen?: ColumnOptions): Match | null
  read(source: ByteSource, options: ReadOptions): AsyncIterable<readonly ReadItem[]>
  /** The parts of a post that this file lets a person name a column or key for; naming any other is refused. */
  columnParts(sample: Sample, chosen: ColumnOptions): readonly string[]
  /** What a person has to say before a file that {@link matches} does not know can be read; null: nothing would help. */
  nearMiss?(sample: Sample): FileFault | null
  /** The columns of a file and what may be in them, where a person can say which is which; null: nothing to choose. */
  columnChoices?(sample: Sample, options: ReadOptions): ColumnChoices | null
}

/** What `columns` of the options may say. */
export interface ColumnChoices {
  /** Keys of `columns`. */
  readonly parts: readonly string[]
  /** Values of `columns`: names of a header, or numbers. */
  readonly columns: readonly string[]
}

/** `tweets.txt` → `tweets`: the stem of the ids of records that have none. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/u, '')
}

/** Tokens joined by one space, with their UTF-16 offsets, for formats that hold no text. */
export function joinTokens(tokens: readonly string[]): { text: string; offsets: number[] } {
  const offsets: number[] = []
  let at = 0
  for (const token of tokens) {
    offsets.push(at, at + token.length)
    at += token.length + 1
  }
  return { text: tokens.join(' '), offsets }
}
