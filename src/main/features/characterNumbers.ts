const ASCII = 128

/**
 * The first `read` characters of a word as numbers below `rows`, 0 behind the last: ASCII by its code, all others by
 * the remainder of theirs.
 */
export function characterNumbers(
  word: string,
  { read, rows }: { readonly read: number; readonly rows: number },
): Int32Array {
  const numbers = new Int32Array(read)
  for (const [index, character] of Array.from(word).slice(0, read).entries()) {
    const code = character.codePointAt(0) ?? 0
    numbers[index] = Math.max(1, code < Math.min(ASCII, rows) ? code : code % rows)
  }
  return numbers
}
