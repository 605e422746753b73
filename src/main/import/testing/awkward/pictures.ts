import { crc32 } from 'node:zlib'
import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'
import { drawn } from './drawnPictures.ts'

const POST = 'IMGID:a_1\nAda\tB-PER\nran\tO\n\n'

/** One post whose picture is `a_1.jpg`, and a folder. */
const found = (
  what: string,
  pictures: Readonly<Record<string, Uint8Array>>,
  says: RegExp | null = null,
): AwkwardCase => ({
  what,
  file: 'posts.txt',
  content: () => POST,
  pictures: () => pictures,
  outcome: says === null ? 'accepted' : 'accepted-with-warnings',
  stored: 1,
  pictureCounts: { found: 1, missing: 0, broken: 0, refused: 0 },
  ...(says === null ? {} : { message: { line: 1, record: 1, entry: null, says } }),
})

const not = (
  state: 'missing' | 'broken' | 'refused',
  what: string,
  pictures: Readonly<Record<string, Uint8Array>>,
  says: RegExp,
): AwkwardCase => ({
  ...found(what, pictures, says),
  pictureCounts: { found: 0, [state]: 1 },
})

const cut = (bytes: Uint8Array, share: number): Uint8Array =>
  bytes.subarray(0, Math.floor(bytes.length * share))

/** With one byte changed. */
const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at] = value
  return copy
}

/** Says in its header that it is 60,000 pixels wide and high, and holds the data of a small one. */
const boastful = (): Uint8Array => {
  const copy = Buffer.from(drawn.gif)
  copy.writeUInt16LE(60_000, 6)
  copy.writeUInt16LE(60_000, 8)
  return copy
}

/** The same in a PNG: its header with a sound checksum. */
const boastfulPng = (): Uint8Array => {
  const copy = Buffer.from(drawn.png)
  copy.writeUInt32BE(60_000, 16)
  copy.writeUInt32BE(60_000, 20)
  copy.writeUInt32BE(crc32(copy.subarray(12, 29)), 29)
  return copy
}

const text = (content: string): Uint8Array => Buffer.from(content)

export const pictures: AwkwardGroup = {
  what: 'a folder of pictures',
  cases: [
    found('a JPEG of the stated name', { 'a_1.jpg': drawn.jpeg }),
    found('a PNG of the stated name: content decides', { 'a_1.jpg': drawn.png }),
    found('a WebP of the stated name', { 'a_1.jpg': drawn.webp }),
    found('a GIF of the stated name', { 'a_1.jpg': drawn.gif }),
    found('another extension', { 'a_1.webp': drawn.webp }),
    found('the stated name before another extension', {
      'a_1.png': text('no picture'),
      'a_1.jpg': drawn.jpeg,
    }),
    found('turned by EXIF', { 'a_1.jpg': drawn.turned }),
    found('an animation: its first frame', { 'a_1.gif': drawn.moving }),
    found('all transparent', { 'a_1.png': drawn.transparent }),
    found('in a folder of the folder', { 'nested/deep/a_1.jpg': drawn.jpeg }),
    found('an animated WebP: its first frame', { 'a_1.webp': drawn.movingWebp }),
    found('a JPEG that comes in passes', { 'a_1.jpg': drawn.progressive }),
    found('interlaced', { 'a_1.png': drawn.interlaced }),
    found('grey', { 'a_1.jpg': drawn.grey }),
    found('of four inks', { 'a_1.jpg': drawn.inks }),
    found('of sixteen bits a colour', { 'a_1.png': drawn.deep }),
    found('with other bytes behind it', { 'a_1.jpg': Buffer.concat([drawn.jpeg, Buffer.alloc(5000, 7)]) }),
    found('a PNG that lacks its last bytes, all of it drawn', { 'a_1.png': drawn.png.subarray(0, -8) }),
    not(
      'refused',
      'a JPEG 2000',
      { 'a_1.jpg': Buffer.from('0000000c6a5020200d0a870a', 'hex') },
      /holds something else, not a JPEG, PNG, WebP or GIF/u,
    ),
    not(
      'refused',
      'an icon of Windows',
      { 'a_1.jpg': Buffer.from('00000100010010100000', 'hex') },
      /holds something else/u,
    ),
    not(
      'refused',
      'a HEIC of a telephone',
      { 'a_1.jpg': Buffer.from('00000018667479706865696300000000', 'hex') },
      /an AVIF, HEIC or video file/u,
    ),
    not('missing', 'a folder named as the picture', { 'a_1.jpg/x.txt': text('x') }, /was not found/u),
    found('other files beside it', { 'a_1.jpg': drawn.jpeg, 'notes.txt': text('x'), 'b_2.jpg': drawn.png }),
    found(
      'other letter case',
      { 'A_1.JPG': drawn.jpeg },
      /the file is named `A_1\.JPG`, in other letter case/u,
    ),
    found('two pixels wide', { 'a_1.png': drawn.tiny }, /only 2 × 2 pixels\. It is shown as it is/u),
    not('missing', 'an empty folder', {}, /`a_1\.jpg` was not found in .*The post is shown without it/u),
    not('missing', 'a name that only begins alike', { 'a_10.jpg': drawn.jpeg }, /was not found/u),
    not('missing', 'a picture whose extension is doubled', { 'a_1.jpg.jpg': drawn.jpeg }, /was not found/u),
    not('broken', 'an empty file', { 'a_1.jpg': new Uint8Array() }, /is broken: it is empty/u),
    not(
      'broken',
      'a JPEG cut in half',
      { 'a_1.jpg': cut(drawn.jpeg, 0.6) },
      /is broken: it does not decode/u,
    ),
    not('broken', 'a PNG cut in half', { 'a_1.png': cut(drawn.png, 0.5) }, /is broken: it does not decode/u),
    not(
      'broken',
      'a WebP cut in half',
      { 'a_1.webp': cut(drawn.webp, 0.5) },
      /is broken: it does not decode/u,
    ),
    not(
      'broken',
      'a PNG with a flipped byte',
      { 'a_1.png': changed(drawn.png, 60, 0x55) },
      /is broken: it does not decode/u,
    ),
    not(
      'broken',
      'only the first bytes of a JPEG',
      { 'a_1.jpg': drawn.jpeg.subarray(0, 3) },
      /is broken: it does not decode/u,
    ),
    not(
      'broken',
      'only the signature of a PNG',
      { 'a_1.png': drawn.png.subarray(0, 8) },
      /is broken: it does not decode/u,
    ),
    not('broken', 'a GIF cut in half', { 'a_1.gif': cut(drawn.gif, 0.5) }, /is broken: it does not decode/u),
    not(
      'broken',
      'a PNG that says it is 60,000 pixels wide',
      { 'a_1.png': boastfulPng() },
      /is broken: it has more than 50 million pixels/u,
    ),
    not(
      'broken',
      'a GIF that says it is 60,000 pixels wide',
      { 'a_1.gif': boastful() },
      /is broken: it has more than 50 million pixels/u,
    ),
    not(
      'refused',
      'an SVG drawing named .jpg',
      { 'a_1.jpg': text('<svg xmlns="http://www.w3.org/2000/svg"/>') },
      /was not taken: it holds an SVG drawing/u,
    ),
    not(
      'refused',
      'an SVG after an XML line',
      { 'a_1.jpg': text('<?xml version="1.0"?><svg/>') },
      /holds an SVG drawing/u,
    ),
    not(
      'refused',
      'a web page, as a download that failed leaves it',
      { 'a_1.jpg': text('<!DOCTYPE html><title>404</title>') },
      /holds a web page/u,
    ),
    not('refused', 'a PDF', { 'a_1.jpg': text('%PDF-1.7\n') }, /holds a PDF/u),
    not('refused', 'a TIFF', { 'a_1.jpg': drawn.tiff }, /holds a TIFF picture/u),
    not('refused', 'a BMP', { 'a_1.jpg': text('BM      ') }, /holds a BMP picture/u),
    not(
      'refused',
      'an AVIF',
      { 'a_1.jpg': text('\0\0\0\u001cftypavif') },
      /holds an AVIF, HEIC or video file/u,
    ),
    not(
      'refused',
      'text',
      { 'a_1.jpg': text('a picture of a desk') },
      /holds something else, not a JPEG, PNG, WebP or GIF/u,
    ),
    {
      ...found(
        'one picture under five names',
        Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`a_${n}.jpg`, drawn.jpeg])),
      ),
      content: () => [1, 2, 3, 4, 5].map((n) => `IMGID:a_${n}\nAda${n}\tB-PER\n\n`).join(''),
      outcome: 'accepted-with-warnings',
      stored: 5,
      pictureCounts: { found: 5 },
      message: { line: 1, says: /has the bytes of 4 others\. It looks like a placeholder/u },
    },
    {
      ...found('a name that would leave the folder', { 'a_1.jpg': drawn.jpeg }),
      file: 'posts.jsonl',
      content: () => '{"tokens":["Ada"],"image":"../../etc/a_1.jpg"}\n',
      outcome: 'accepted',
    },
    {
      ...not('missing', 'a web address for a name', { 'a_1.jpg': drawn.jpeg }, /was not found/u),
      file: 'posts.jsonl',
      content: () => '{"tokens":["Ada"],"image":"https://example.org/b.jpg?size=2"}\n',
    },
  ],
}
