import type { FileStore, ModelRun, PostStore } from '../store/types.ts'

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

export interface LeftOut {
  readonly externalId: string
  readonly reason: string
}
