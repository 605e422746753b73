import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Finding } from './problemText.ts'
import { nowhere } from './problemText.ts'

/** Why a file as a whole cannot be read. */
export class FileFault extends WorkbenchError {
  readonly finding: Finding

  /** `advice` is an imperative without its full stop: "Name the format (--format)". */
  constructor(file: string, found: string, expected: string | null, advice: string) {
    super('refused', `${file}: ${found}${expected === null ? '' : `; expected ${expected}`}. ${advice}.`)
    this.name = 'FileFault'
    this.finding = { severity: 'error', ...nowhere, found, expected, advice }
  }
}
