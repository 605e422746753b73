/** How a token that cannot be seen by itself is named on screen. */
export interface Glyph {
  readonly label: string
  readonly title: string
}

const NAMED: Readonly<Record<number, readonly [string, string]>> = {
  0x00a0: ['NBSP', 'no-break space'],
  0x00ad: ['SHY', 'soft hyphen'],
  0x034f: ['CGJ', 'combining grapheme joiner'],
  0x061c: ['ALM', 'Arabic letter mark'],
  0x200b: ['ZWSP', 'zero width space'],
  0x200c: ['ZWNJ', 'zero width non-joiner'],
  0x200d: ['ZWJ', 'zero width joiner'],
  0x200e: ['LRM', 'left-to-right mark'],
  0x200f: ['RLM', 'right-to-left mark'],
  0x2028: ['LSEP', 'line separator'],
  0x2029: ['PSEP', 'paragraph separator'],
  0x2060: ['WJ', 'word joiner'],
  0x20e3: ['KEYCAP', 'combining enclosing keycap'],
  0xfe0e: ['VS15', 'text variation selector'],
  0xfe0f: ['VS16', 'emoji variation selector'],
  0xfeff: ['BOM', 'zero width no-break space'],
  0x1f3fb: ['SKIN 1–2', 'skin tone modifier'],
  0x1f3fc: ['SKIN 3', 'skin tone modifier'],
  0x1f3fd: ['SKIN 4', 'skin tone modifier'],
  0x1f3fe: ['SKIN 5', 'skin tone modifier'],
  0x1f3ff: ['SKIN 6', 'skin tone modifier'],
}

/** A single half of a flag, control and format characters, marks without a letter, spaces, bare modifiers. */
const UNSEEN = /^(?:[\p{C}\p{Z}\p{M}\p{Emoji_Modifier}]+|\p{Regional_Indicator})$/u

/** A glyph for a token that shows nothing, or nothing of its own; null: the token can be read as it is. */
export function glyphOf(token: string): Glyph | null {
  if (!UNSEEN.test(token)) return null
  const points = Array.from(token, (character) => character.codePointAt(0) ?? 0)
  const codes = points.map((point) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`)
  const label = points
    .map((point, index) => NAMED[point]?.[0] ?? regionalLetter(point) ?? codes[index])
    .join(' ')
  const names = points.map((point, index) => `${codes[index] ?? ''} ${NAMED[point]?.[1] ?? ''}`.trim())
  return { label, title: names.join(', ') }
}

function regionalLetter(point: number): string | null {
  const letter = point - 0x1f1e6
  return letter >= 0 && letter < 26 ? `FLAG ${String.fromCharCode(65 + letter)}` : null
}
