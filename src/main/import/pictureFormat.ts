/** Picture formats the program shows, told by their first bytes; a name proves nothing. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif'

export const PICTURE_EXTENSIONS = ['jpg', 'jpeg', 'png', 'webp', 'gif'] as const

/** First bytes that tell a format. */
export const HEAD_BYTES = 256

/** Null: none of the four. */
export function pictureFormat(head: Uint8Array): PictureFormat | null {
  const text = Buffer.from(head.subarray(0, 12)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'webp' : null
}

/** What a file that is none of the four seems to be, for the message. */
export function otherContent(head: Uint8Array): string {
  if (head.length === 0) return 'is empty'
  const text = Buffer.from(head).toString('latin1').trimStart()
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)/u.test(text)) return 'holds an SVG drawing'
  if (/^\s*<(?:!doctype|html)/iu.test(text)) return 'holds a web page'
  if (text.startsWith('%PDF')) return 'holds a PDF'
  if (text.startsWith('BM')) return 'holds a BMP picture'
  if (text.startsWith('II*') || text.startsWith('MM\0*')) return 'holds a TIFF picture'
  if (text.slice(4, 8) === 'ftyp') return 'holds an AVIF, HEIC or video file'
  return 'holds something else'
}
