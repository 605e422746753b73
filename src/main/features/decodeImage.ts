import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Sharp } from 'sharp'

// The only file that imports sharp. It runs in the picture process: a crafted file may take that process down, not ours.

/** What a full look at a picture file tells. */
export type PictureInspection =
  | {
      readonly state: 'ok'
      /** SHA-256 of the file in hex. */
      readonly hash: string
      readonly format: 'jpeg' | 'png' | 'webp' | 'gif'
      /** Pixels after EXIF rotation. */
      readonly width: number
      readonly height: number
      /** Of the file. */
      readonly bytes: number
    }
  | { readonly state: 'broken'; readonly reason: string }

/** Pixels of a picture, row by row, red green blue. */
export interface RgbPicture {
  readonly width: number
  readonly height: number
  /** 3 × width × height bytes. */
  readonly pixels: Uint8Array
}

const MOST_PIXELS = 50_000_000
const TOO_LARGE = `it has more than ${MOST_PIXELS / 1_000_000} million pixels`
const TIME_LIMIT_SECONDS = 5
const FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const

sharp.cache(false)
sharp.concurrency(1)
// Everything libvips can read but the four formats stays shut, SVG with its outside references above all.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})

/**
 * Decodes a picture whole (its first frame) and tells what it is. A file that does not decode, breaks off, is none of
 * the four formats or has more than 50 million pixels is `broken`. Rejects only where the file cannot be read.
 */
export async function inspectPicture(path: string): Promise<PictureInspection> {
  const file = await readFile(path)
  try {
    const format = await formatOf(file)
    if (format === null) return { state: 'broken', reason: 'it is not a JPEG, PNG, WebP or GIF picture' }
    if (format === 'gif' && screenPixels(file) > MOST_PIXELS) return { state: 'broken', reason: TOO_LARGE }
    const { info } = await opened(file).raw().toBuffer({ resolveWithObject: true })
    const hash = createHash('sha256').update(file).digest('hex')
    return { state: 'ok', hash, format, width: info.width, height: info.height, bytes: file.length }
  } catch (error) {
    return { state: 'broken', reason: reasonOf(error) }
  }
}

/**
 * The first frame of a picture as RGB, upright, transparent parts white; made smaller, in its own proportions, where a
 * side is longer than `longestSide`. Rejects where it does not decode.
 */
export async function decodePicture(file: Uint8Array, longestSide?: number): Promise<RgbPicture> {
  const picture = opened(file).flatten({ background: '#fff' }).toColourspace('srgb')
  if (longestSide !== undefined)
    picture.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
  return rawPicture(picture)
}

/** A picture at another size; its proportions follow. */
export async function resizePicture(
  { width, height, pixels }: RgbPicture,
  toWidth: number,
  toHeight: number,
): Promise<RgbPicture> {
  if (width === toWidth && height === toHeight) return { width, height, pixels }
  return rawPicture(
    sharp(pixels, { raw: { width, height, channels: 3 } }).resize(toWidth, toHeight, { fit: 'fill' }),
  )
}

async function rawPicture(picture: Sharp): Promise<RgbPicture> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: rgb(data, info.channels) }
}

function opened(file: Uint8Array): Sharp {
  return sharp(file, { failOn: 'warning', limitInputPixels: MOST_PIXELS, pages: 1 })
    .autoOrient()
    .timeout({ seconds: TIME_LIMIT_SECONDS })
}

async function formatOf(file: Uint8Array): Promise<(typeof FORMATS)[number] | null> {
  const { format } = await sharp(file, { limitInputPixels: MOST_PIXELS, pages: 1 }).metadata()
  return FORMATS.find((each) => each === format) ?? null
}

/** Of the canvas of a GIF, which a browser makes and libvips does not look at. */
function screenPixels(gif: Buffer): number {
  return gif.readUInt16LE(6) * gif.readUInt16LE(8)
}

function rgb(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data
  const pixels = new Uint8Array((data.length / channels) * 3)
  for (let at = 0; at < pixels.length; at++) pixels[at] = data[Math.floor(at / 3) * channels] as number
  return pixels
}

/** The decoder's own words are for developers. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit/iu.test(message)) return TOO_LARGE
  if (/timeout/iu.test(message)) return `decoding it took longer than ${TIME_LIMIT_SECONDS} seconds`
  return 'it does not decode: it breaks off or is damaged'
}
