import type { BundleReading } from '../formats/bundleManifest.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import type { Finding } from '../formats/problemText.ts'
import type { BoxFolder } from './boxFolder.ts'
import type { PictureFolder } from './pictureFolder.ts'

/** Bytes to import, with what came along with them. */
export interface ImportSource extends ByteSource {
  /** Pictures of the same zip. */
  readonly pictures?: PictureFolder
  /** Boxes of those pictures; missing: there are none in the zip. */
  readonly boxes?: BoxFolder
  /** What was noticed before the first byte was read. */
  readonly noticed?: readonly Finding[]
  /** How its bundle says that it has to be read. */
  readonly reading?: BundleReading
}
