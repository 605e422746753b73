import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { FileStore, ModelRun, PictureStore, PostStore } from '../store/types.ts'

/** The part of an open project that export reads. */
export interface ExportSource {
  readonly name: string
  readonly labels: readonly { readonly name: string }[]
  readonly files: Pick<FileStore, 'list'>
  readonly posts: Pick<PostStore, 'after' | 'count' | 'externalIds'>
  readonly predictions: { current(): ModelRun | null }
  readonly pictures: Pick<PictureStore, 'get' | 'path' | 'regionSource'>
  /** Posts that are not as they were saved; they are not written. */
  readonly damaged?: readonly number[]
}

/** The choices of `export.start` and the command line. A missing key: the format's own. */
export interface ExportOptions {
  /** Name of a format, or `retrain`. */
  readonly format: string
  readonly which: 'all' | 'reviewed'
  readonly tags: 'gold' | 'predicted'
  /** Write MISC as OTHER, as Twitter-2015 does. */
  readonly miscAsOther: boolean
  /** One of the shapes of the format; missing: as the ending of the file's name says. */
  readonly variant?: string | null | undefined
  readonly scheme?: TagScheme | null | undefined
  readonly offsets?: OffsetUnit | null | undefined
  readonly delimiter?: string | null | undefined
  readonly spreadsheet?: boolean | undefined
  /** Leaves out, with a list, posts that the format cannot hold; otherwise they keep the file from being written. */
  readonly leaveOut?: boolean | undefined
  /** Leaves out spans inside others and of parts of tokens, with a list beside the file, where the format cannot hold them. */
  readonly leaveOutInner?: boolean | undefined
  /** Writes a zip of the posts, their pictures and a manifest; missing: as the ending of the file's name says. */
  readonly zip?: boolean | undefined
  /** Types by the names they are to have in the file; an empty name: they are not written. */
  readonly labels?: Readonly<Record<string, string>> | null | undefined
}

export interface LeftOut {
  readonly externalId: string
  readonly reason: string
}
