import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Finding, Place } from './problemText.ts'
import { nowhere, placeWords } from './problemText.ts'

/** Why a file as a whole cannot be read. */
export class FileFault extends WorkbenchError {
  readonly file: string
  readonly finding: Finding

  /** `advice` is an imperative without its full stop: "Name the format (--format)". `place`: where in the file, or in a zip. */
  constructor(
    file: string,
    found: string,
    expected: string | null,
    advice: string,
    place: Partial<Place> = {},
  ) {
    const finding: Finding = { severity: 'error', ...nowhere, ...place, found, expected, advice }
    const where = placeWords(file, finding)
    super('refused', `${where}: ${found}${expected === null ? '' : `; expected ${expected}`}. ${advice}.`)
    this.name = 'FileFault'
    this.file = file
    this.finding = finding
  }
}
