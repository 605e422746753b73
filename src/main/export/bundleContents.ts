import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import { quoted } from '../../shared/domain/visibleText.ts'
import { CAPTIONS_NAME } from '../formats/bundleManifest.ts'
import type { FileText, Variant, WrittenPost } from '../formats/postWriter.ts'
import type { PostFormat } from '../formats/postFormat.ts'

/** A picture with boxes, as the project knows it. */
interface BoxedPicture {
  readonly fileId: number
  readonly name: string
  readonly regions: readonly MentionRegion[]
}

/** Gathers, post by post, what goes into a zip beside the posts. */
export class BundleContents {
  readonly #format: PostFormat
  readonly #variant: Variant
  /** Hash of the picture of each name. */
  readonly #pictures = new Map<string, string>()
  readonly #boxes = new Map<string, BoxedPicture>()

  constructor(format: PostFormat, variant: Variant) {
    this.#format = format
    this.#variant = variant
  }

  /** Pictures by the names the written posts call them by. */
  get pictures(): ReadonlyMap<string, string> {
    return this.#pictures
  }

  /** Pictures with boxes by the names the written posts call them by. */
  get boxes(): ReadonlyMap<string, BoxedPicture> {
    return this.#boxes
  }

  /** Takes note of the picture of a post, or says why the zip cannot hold it beside those taken before. */
  take({ post }: WrittenPost): string | null {
    const { picture, fileId } = post
    if (picture === null) return null
    const name = this.#format.pictureName?.(post) ?? picture.name
    const { hash, regions } = picture
    const known = this.#pictures.get(name)
    if (hash !== null && known !== undefined && known !== hash)
      return `its picture ${quoted(name)} has the name of another picture in the zip`
    const boxed = this.#boxes.get(name)
    if (boxed !== undefined && JSON.stringify(boxed.regions) !== JSON.stringify(regions))
      return `its picture ${quoted(name)} has other boxes than a picture of that name in the zip`
    if (hash !== null) this.#pictures.set(name, hash)
    if (regions.length > 0 && boxed === undefined)
      this.#boxes.set(name, { fileId, name: picture.name, regions })
    return null
  }

  /** The caption of a post, for a file of captions, where its format has no place for one but an id to find it by. */
  captionOf({ post }: WrittenPost): readonly FileText[] {
    if (post.caption === null || !needsCaptions(this.#variant)) return []
    const line = JSON.stringify({ id: post.externalId, caption: post.caption })
    return [{ file: CAPTIONS_NAME, text: `${line}\n` }]
  }
}

function needsCaptions({ carries }: Variant): boolean {
  return carries.includes('id') && !carries.includes('caption')
}

/** What a zip carries of posts in this variant: boxes lie beside pictures, and captions where posts have ids. */
export function carriedInZip(variant: Variant): Variant['carries'] {
  const { carries } = variant
  return [
    ...carries,
    ...(needsCaptions(variant) ? (['caption'] as const) : []),
    ...(carries.includes('picture') ? (['regions'] as const) : []),
  ]
}
