import type { CancelSignal } from '../../shared/api/contract.ts'
import type { Aspect } from '../formats/postWriter.ts'
import type { ExportOptions, ExportSource, LeftOut } from './exportTypes.ts'

/** The document of `export`. */
export interface ExportReport {
  readonly file: string
  readonly format: string
  readonly tweets: number
  readonly spans: number
  /** Of the file; of the manifest where the export is a folder. */
  readonly sha256: string
  readonly leftOut: readonly LeftOut[]
  /** Spans inside others that were left out, where there are any: the list that stands in a file beside the export. */
  readonly inner?: readonly LeftOut[]
}

/** The document of `export.plan`. */
export interface ExportPlan {
  readonly posts: number
  readonly spans: number
  readonly leftOut: readonly LeftOut[]
  /** Posts the format cannot hold, which keep the file from being written unless they may be left out. */
  readonly refused: readonly LeftOut[]
  /** Spans inside others that are not written, which the person chose to leave out. */
  readonly inner: readonly LeftOut[]
  /** What the file cannot hold of the posts that are written, and of how many. */
  readonly losses: readonly { readonly aspect: Aspect; readonly posts: number }[]
}

export interface ExportJob {
  readonly source: ExportSource
  /** Of the file, or of the folder of a retraining set. */
  readonly path: string
  readonly options: ExportOptions
  /** Who exports and when (ISO 8601, UTC), for the manifest of a retraining set. */
  readonly author: string
  readonly at: string
  readonly signal?: CancelSignal
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}
