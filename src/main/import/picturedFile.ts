import type { BoxFolder } from './boxFolder.ts'
import type { FindingList } from './importReport.ts'
import type { PictureFolder } from './pictureFolder.ts'

/** A file whose posts get pictures and boxes. */
export interface PicturedFile {
  readonly name: string
  /** Null: nothing of it was staged. */
  readonly fileId: number | null
  /** Its posts are in the project already: what they have of either stays. */
  readonly stored: boolean
  /** Where its pictures are looked for; null: nowhere. */
  readonly pictures: PictureFolder | null
  /** Where boxes of its pictures are looked for; null: nowhere. */
  readonly boxes: BoxFolder | null
  readonly findings: FindingList
}
