import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import type { PictureFindings } from '../../shared/domain/pictureFindings.ts'

export interface StoredPicture {
  /** SHA-256 of the file in hex; the file is `media/<hash>.<extension of format>`. */
  readonly hash: string
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif'
  /** Pixels after EXIF rotation. */
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** A picture as the posts of a file call it. */
export interface NamedPicture {
  readonly name: string
  /** Null: it is missing or broken. */
  readonly hash: string | null
  /** Whether it has boxes. */
  readonly boxed: boolean
}

export interface PictureStore {
  /** Registers a picture whose file is already in `media/`; a known hash is left as it is. */
  add(picture: StoredPicture): void
  /** Says what a file's picture name stands for; all its posts of that name follow. */
  attach(
    fileId: number,
    name: string,
    found: { readonly state: 'ok'; readonly hash: string } | { readonly state: 'missing' | 'broken' },
  ): void
  /** Says which boxes people drew in a picture of a file; `source`: the bytes they were read from. */
  attachRegions(
    fileId: number,
    name: string,
    found: { readonly regions: readonly MentionRegion[]; readonly source: Uint8Array | null },
  ): void
  /** The bytes the boxes of a picture were read from; null: there are none. */
  regionSource(fileId: number, name: string): Uint8Array | null
  get(hash: string): StoredPicture | null
  /** Distinct picture names of a file (staged or not) in alphabetical order, after a name, for batches. */
  names(fileId: number, after: string, limit: number): NamedPicture[]
  /** Absolute path of the file of a picture. */
  path(picture: StoredPicture): string
  /** Keeps what the detectors of a recipe saw, instead of what was kept for the picture before. */
  saveFindings(hash: string, recipe: string, findings: PictureFindings): void
  /** What these detectors saw; null: they have not looked at it. */
  findings(hash: string, recipe: string): PictureFindings | null
}
