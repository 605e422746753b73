/** Why a record cannot be a post. Thrown and caught inside a reader, never beyond it. */
export class RecordFault extends Error {
  readonly found: string
  readonly expected: string | null
  /** The line at fault, of a record of several; null: that at which the record begins. */
  readonly line: number | null

  constructor(found: string, expected: string | null = null, line: number | null = null) {
    super(found)
    this.name = 'RecordFault'
    this.found = found
    this.expected = expected
    this.line = line
  }
}
