// Everything a person cannot see on screen: controls, format characters (zero-width joiners, direction marks, BOM),
// lone surrogates, private use, every space but the plain one, and variation selectors.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}|\p{Variation_Selector}/gu

/** Spells out the characters that cannot be seen: `U+00A0`. */
export function spellOut(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}

/** A value as messages quote it: cut at 40 characters, invisible ones spelt out, between backticks. */
export function quoted(value: string, longest = 40): string {
  // Cutting code units first keeps a value of a gigabyte from being split into characters.
  const characters = Array.from(value.slice(0, longest * 2 + 2))
  const cut = characters.length > longest || value.length > longest * 2 + 2
  const shown = spellOut((cut ? characters.slice(0, longest) : characters).join(''))
  return `\`${shown}${cut ? '…' : ''}\``
}
