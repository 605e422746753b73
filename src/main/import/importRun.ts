import type { Captions } from './captions.ts'
import type { ImportJob } from './importTypes.ts'
import type { PostPlace, PostRegister } from './postRegister.ts'

/** How far a file is. */
export interface FileProgress {
  readonly name: string
  readonly counts: { readonly read: number }
}

/** What the files of one import share. */
export interface ImportRun {
  readonly job: ImportJob
  readonly labels: ReadonlySet<string>
  readonly register: PostRegister
  readonly captions: Captions | null
  /** How many posts got each caption of the captions file. */
  readonly captionUses: Map<string, number>
  /** Where each picture name was first met; empty when no folder is searched. */
  readonly pictureNames: Map<string, PostPlace>
  /** Mentions of the posts of each picture that has boxes, in lower case. */
  readonly mentions: Map<string, Set<string>>
  /** A record was refused and nothing may be stored: from here on, files are read for their problems alone. */
  spoilt: boolean
  /** Gives other work its turn; throws `cancelled` when that was asked for. */
  breathe(file?: FileProgress): Promise<void>
}
