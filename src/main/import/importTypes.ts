import type { CancelSignal } from '../../shared/api/contract.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { CaptionStore, FileStore, PictureStore, PostStore, PredictionStore } from '../store/types.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import type { BoxFolder } from './boxFolder.ts'
import type { ImportSource } from './importSource.ts'
import type { RecordLists } from './recordLists.ts'
import type { PictureFolder } from './pictureFolder.ts'
import type { PostReader } from '../formats/postReader.ts'

/** The part of an open project that import writes to. */
export interface ImportTarget {
  readonly labels: readonly LabelDefinition[]
  readonly files: FileStore
  readonly posts: Pick<PostStore, 'insert' | 'after'>
  readonly pictures: PictureStore
  readonly captions: Pick<CaptionStore, 'fill'>
  readonly predictions: Pick<PredictionStore, 'setUnseen'>
}

/** How files of posts are read, for an import as for a training. */
export interface Reading {
  /** A reader's name, or `auto`. */
  readonly format: string
  readonly offsets: OffsetUnit | null
  readonly columns: Readonly<Record<string, string>> | null
  readonly delimiter: string | null
  readonly encoding: string | null
  readonly scheme?: TagScheme | null | undefined
  readonly labelNames?: readonly string[] | null | undefined
}

/** By what the content of a file shows. */
export const DEFAULT_READING: Reading = {
  format: 'auto',
  offsets: null,
  columns: null,
  delimiter: null,
  encoding: null,
}

/** The choices of `import.start` and the command line. */
export interface ImportOptions extends Reading {
  /** Puts every post in this split; null: what the post says, else what the file's name says. */
  readonly split: string | null
  /** Stores the good records of a file that holds bad ones; false: all or nothing. */
  readonly skipBad: boolean
  /** Types of the file by the names they are to have in the project; an empty name: it is no label. */
  readonly labels?: Readonly<Record<string, string>> | null | undefined
  /** Spans may lie inside others, as the project has it. */
  readonly nested?: boolean | undefined
}

export const DEFAULT_IMPORT_OPTIONS: ImportOptions = { ...DEFAULT_READING, split: null, skipBad: false }

export interface ImportProgress {
  readonly done: number
  readonly total: number
  readonly unit: 'bytes' | 'pictures'
  readonly note: string
}

export interface ImportJob {
  readonly target: ImportTarget
  readonly sources: readonly ImportSource[]
  readonly options: ImportOptions
  readonly captions: ByteSource | null
  /** Null: no folder was given; pictures stay missing. */
  readonly pictures: PictureFolder | null
  /** Boxes of pictures; missing: no folder was given. */
  readonly boxes?: BoxFolder
  readonly signal?: CancelSignal
  /** Hears what becomes of every record. */
  readonly lists?: Pick<RecordLists, 'add' | 'settle'>
  readonly onProgress?: (progress: ImportProgress) => void
  /** What is read; default: every format the program knows. */
  readonly readers?: readonly PostReader[]
}
