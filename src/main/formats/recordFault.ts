/** Why a record cannot be a post. Thrown and caught inside a reader, never beyond it. */
export class RecordFault extends Error {
  readonly found: string
  readonly expected: string | null

  constructor(found: string, expected: string | null = null) {
    super(found)
    this.name = 'RecordFault'
    this.found = found
    this.expected = expected
  }
}
