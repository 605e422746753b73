import sharp from 'sharp'
import type { Sharp } from 'sharp'

const flat = (width: number, height: number, background = '#a35'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } })

const frames = [await flat(48, 40).png().toBuffer(), await flat(48, 40, '#53a').png().toBuffer()]

/** Pictures of our own, drawn when the tests begin. */
export const drawn = {
  png: await flat(48, 40).png().toBuffer(),
  jpeg: await flat(48, 40, '#3a5').jpeg().toBuffer(),
  webp: await flat(48, 40, '#35a').webp().toBuffer(),
  gif: await flat(48, 40, '#aa5').gif().toBuffer(),
  /** Lies on its side; EXIF says how to turn it. */
  turned: await flat(48, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  moving: await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer(),
  movingWebp: await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer(),
  progressive: await flat(48, 40).jpeg({ progressive: true }).toBuffer(),
  interlaced: await flat(48, 40).png({ progressive: true }).toBuffer(),
  tiny: await flat(2, 2).png().toBuffer(),
  transparent: await sharp({ create: { width: 48, height: 40, channels: 4, background: '#0000' } })
    .png()
    .toBuffer(),
  grey: await flat(48, 40).greyscale().jpeg().toBuffer(),
  inks: await flat(48, 40).toColourspace('cmyk').jpeg().toBuffer(),
  deep: await flat(48, 40).toColourspace('rgb16').png().toBuffer(),
  tiff: await flat(48, 40).tiff().toBuffer(),
} as const
