import { quoted } from '../../shared/domain/visibleText.ts'
import { CAPTIONS_NAME } from '../formats/bundleManifest.ts'
import type { FileText, Variant, WrittenPost } from '../formats/postWriter.ts'
import type { PostFormat } from '../formats/postFormat.ts'

/** Gathers, post by post, what goes into a zip beside the posts. */
export class BundleContents {
  readonly #format: PostFormat
  readonly #variant: Variant
  /** Hash of the picture of each name. */
  readonly #pictures = new Map<string, string>()

  constructor(format: PostFormat, variant: Variant) {
    this.#format = format
    this.#variant = variant
  }

  /** Pictures by the names the written posts call them by. */
  get pictures(): ReadonlyMap<string, string> {
    return this.#pictures
  }

  /** Takes note of the picture of a post, or says why the zip cannot hold it beside those taken before. */
  take({ post }: WrittenPost): string | null {
    const { picture } = post
    if (picture === null || picture.hash === null) return null
    const name = this.#format.pictureName?.(post) ?? picture.name
    const known = this.#pictures.get(name)
    if (known !== undefined && known !== picture.hash)
      return `its picture ${quoted(name)} has the name of another picture in the zip`
    this.#pictures.set(name, picture.hash)
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

/** What a zip carries of posts in this variant. */
export function carriedInZip(variant: Variant): Variant['carries'] {
  return needsCaptions(variant) ? [...variant.carries, 'caption'] : variant.carries
}
