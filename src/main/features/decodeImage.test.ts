import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePicture, inspectPicture, resizePicture } from './decodeImage.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-image-'))
})
afterAll(() => rm(folder, { recursive: true }))

const red = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#f00' } })

async function inspected(name: string, bytes: Uint8Array) {
  await writeFile(join(folder, name), bytes)
  return inspectPicture(join(folder, name))
}

describe('inspectPicture', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'reads %s by content, whatever the name',
    async (format) => {
      const bytes = await red(40, 30).toFormat(format).toBuffer()
      expect(await inspected('picture.txt', bytes)).toEqual({
        state: 'ok',
        hash: createHash('sha256').update(bytes).digest('hex'),
        format,
        width: 40,
        height: 30,
        bytes: bytes.length,
      })
    },
  )

  it('gives the size a person sees: EXIF rotation applied, one frame of an animation', async () => {
    const turned = await red(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await inspected('turned.jpg', turned)).toMatchObject({ width: 30, height: 40 })
    const frames = [await red(20, 10).png().toBuffer(), await red(20, 10).negate().png().toBuffer()]
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(2)
    expect(await inspected('moving.gif', animation)).toMatchObject({ width: 20, height: 10 })
  })

  it('calls a picture that breaks off broken, and an empty file', async () => {
    const noise = await sharp(Buffer.from(Array.from({ length: 30_000 }, (_, n) => (n * 7919) % 251)), {
      raw: { width: 100, height: 100, channels: 3 },
    })
      .jpeg()
      .toBuffer()
    expect(await inspected('cut.jpg', noise.subarray(0, noise.length / 2))).toMatchObject({ state: 'broken' })
    expect(await inspected('empty.jpg', new Uint8Array())).toMatchObject({ state: 'broken' })
  })

  it('does not open SVG, TIFF or text', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="50"><rect width="9" height="9"/></svg>'
    expect(await inspected('drawing.jpg', Buffer.from(svg))).toMatchObject({ state: 'broken' })
    expect(await inspected('scan.jpg', await red(40, 40).tiff().toBuffer())).toMatchObject({
      state: 'broken',
    })
    expect(await inspected('text.jpg', Buffer.from('not a picture'))).toMatchObject({ state: 'broken' })
  })

  it('refuses a picture of more than 50 million pixels', async () => {
    const large = await red(8000, 7000).png({ compressionLevel: 9 }).toBuffer()
    expect(await inspected('large.png', large)).toEqual({
      state: 'broken',
      reason: 'it has more than 50 million pixels',
    })
  })

  it('rejects only where the file cannot be read', async () => {
    await expect(inspectPicture(join(folder, 'none.jpg'))).rejects.toThrow('ENOENT')
  })
})

describe('decodePicture', () => {
  it('gives RGB within the longest side, transparent parts white, grey as three channels', async () => {
    const clear = await sharp({ create: { width: 8, height: 4, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    const picture = await decodePicture(clear, 4)
    expect(picture).toMatchObject({ width: 4, height: 2 })
    expect([...picture.pixels]).toEqual(Array(24).fill(255))
    expect(await resizePicture(picture, 2, 3)).toMatchObject({ width: 2, height: 3 })
    expect(await decodePicture(clear, 100)).toMatchObject({ width: 8, height: 4 })
    const grey = await sharp(Buffer.from([10, 200]), { raw: { width: 2, height: 1, channels: 1 } })
      .png()
      .toBuffer()
    expect([...(await decodePicture(grey)).pixels]).toEqual([10, 10, 10, 200, 200, 200])
  })
})
