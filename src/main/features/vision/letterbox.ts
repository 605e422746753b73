import { resizePicture } from '../decodeImage.ts'
import type { RgbPicture } from '../decodeImage.ts'
import type { PixelBox } from './boxes.ts'

/** A picture in the middle of a black square, in its own proportions. */
export interface Letterbox {
  readonly square: RgbPicture
  /** Pixels of the square for a pixel of the picture. */
  readonly scale: number
  /** Where the picture lies in the square. */
  readonly inner: PixelBox
}

export async function letterbox(picture: RgbPicture, size: number): Promise<Letterbox> {
  const scale = Math.min(size / picture.width, size / picture.height)
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const scaled = await resizePicture(picture, width, height)
  const left = (size - width) >> 1
  const top = (size - height) >> 1
  const pixels = new Uint8Array(size * size * 3)
  for (let row = 0; row < height; row++)
    pixels.set(
      scaled.pixels.subarray(row * width * 3, (row + 1) * width * 3),
      ((top + row) * size + left) * 3,
    )
  return {
    square: { width: size, height: size, pixels },
    scale,
    inner: { left, top, right: left + width, bottom: top + height },
  }
}

/** A box of the square as a box of the picture. */
export function unboxed({ left, top, right, bottom }: PixelBox, { scale, inner }: Letterbox): PixelBox {
  return {
    left: (left - inner.left) / scale,
    top: (top - inner.top) / scale,
    right: (right - inner.left) / scale,
    bottom: (bottom - inner.top) / scale,
  }
}

/** A part of a picture; it must lie within. */
export function cropPicture(
  picture: RgbPicture,
  left: number,
  top: number,
  width: number,
  height: number,
): RgbPicture {
  const pixels = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * picture.width + left) * 3
    pixels.set(picture.pixels.subarray(from, from + width * 3), row * width * 3)
  }
  return { width, height, pixels }
}
