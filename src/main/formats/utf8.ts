import { isUtf8 } from 'node:buffer'
import { quoted } from './problemText.ts'

/** ` (byte 0xE9 after `caf`)`: what a person needs to find the place in a line that is not UTF-8. */
export function badByte(bytes: Buffer): string {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isUtf8Prefix(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  const at = bytes[wholeCharacters(bytes.subarray(0, good))]
  if (at === undefined) return ''
  const before = bytes.subarray(0, wholeCharacters(bytes.subarray(0, good))).toString('utf8')
  const hex = at.toString(16).toUpperCase().padStart(2, '0')
  return ` (byte 0x${hex}${before === '' ? ' at its start' : ` after ${quoted(before.slice(-20))}`})`
}

/** Valid UTF-8 up to a last character that may be cut. */
function isUtf8Prefix(bytes: Buffer): boolean {
  return isUtf8(bytes.subarray(0, wholeCharacters(bytes)))
}

/** Length of UTF-8 without a last character that is cut. */
export function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return bytes.length
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return back < needed ? bytes.length - back : bytes.length
  }
  return bytes.length
}
