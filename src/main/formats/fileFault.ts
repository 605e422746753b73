import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { spellOut } from '../../shared/domain/visibleText.ts'
import type { Finding } from './problemText.ts'
import { nowhere } from './problemText.ts'

/** Why a file as a whole cannot be read. */
export class FileFault extends WorkbenchError {
  readonly file: string
  readonly finding: Finding

  /** `advice` is an imperative without its full stop: "Name the format (--format)". `entry`: the place inside a zip. */
  constructor(
    file: string,
    found: string,
    expected: string | null,
    advice: string,
    entry: string | null = null,
  ) {
    const place = entry === null ? file : `${file}, ${spellOut(entry)}`
    super('refused', `${place}: ${found}${expected === null ? '' : `; expected ${expected}`}. ${advice}.`)
    this.name = 'FileFault'
    this.file = file
    this.finding = { severity: 'error', ...nowhere, entry, found, expected, advice }
  }
}
