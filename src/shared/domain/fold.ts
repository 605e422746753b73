/** Text as it is searched: any case, one Unicode form. Applied to what is stored and to what is looked for. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFC').toWellFormed()
}

/** What a search looks through: the text of a post and its caption. */
export function foldPost(text: string, caption: string | null): string {
  return fold(caption === null ? text : `${text}\n${caption}`)
}

/** The words of a search; each must begin a word of the text or the caption. How an emoji is to be drawn is no part of it. */
export function searchWords(text: string): string[] {
  return [...new Set(fold(text).replaceAll('\ufe0f', '').split(/\s+/u))].filter((word) => word !== '')
}

/**
 * Characters that are words of their own: emoji, halves of flags, and letters of scripts written without spaces. A
 * variation selector belongs to what it follows.
 */
const OWN_WORD =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\ufe0f?/gu

/** Folded text with a space on both sides of every character that is a word of its own, for the search index. */
export function separateWords(folded: string): string {
  return folded.replace(OWN_WORD, (character) => ` ${character.replace('\ufe0f', '')} `)
}
