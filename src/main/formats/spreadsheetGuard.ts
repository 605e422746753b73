/** Cells that a spreadsheet would run (OWASP ASVS 5, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/u
/** Names that a spreadsheet takes for numbers and saves as others: `2,02607E+15`, 7 for `007`, 16051 for `16_05_1`. */
const NUMBER = /^(?:\d{12,}|0\d+|\d+(?:_\d+)+)$/u
/** What stands before a cell, so that it is text and nothing else. */
const MARK = "'"

/** A cell of words that no spreadsheet runs. */
export function guardedText(cell: string): string {
  return FORMULA.test(cell) ? MARK + cell : cell
}

/**
 * The cell of an id or of a picture's name, which {@link nameOfCell} reads as it was. For a spreadsheet those that it would
 * run or take for numbers are marked; one that has such a mark of its own is marked once more wherever it is written.
 */
export function cellOfName(name: string, spreadsheet: boolean): string {
  const bare = unmarked(name)
  return isGuarded(bare) && (spreadsheet || bare !== name) ? MARK + name : name
}

/** The id or picture name in a cell. */
export function nameOfCell(cell: string): string {
  const bare = unmarked(cell)
  return bare !== cell && isGuarded(bare) ? cell.slice(MARK.length) : cell
}

function unmarked(cell: string): string {
  return cell.replace(/^'+/u, '')
}

function isGuarded(bare: string): boolean {
  return FORMULA.test(bare) || NUMBER.test(bare)
}
