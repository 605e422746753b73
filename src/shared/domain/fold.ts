/** Text as it is searched: any case, one Unicode form. Applied to what is stored and to what is looked for. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFC').toWellFormed()
}

/** What a search looks through: the text of a post and its caption. */
export function foldPost(text: string, caption: string | null): string {
  return fold(caption === null ? text : `${text}\n${caption}`)
}

/** The words of a search; each must occur somewhere in the text or the caption. */
export function searchWords(text: string): string[] {
  return [...new Set(fold(text).split(/\s+/u))].filter((word) => word !== '')
}
