import { FileFault } from './fileFault.ts'
import { parseJson } from './jsonRecord.ts'
import { RecordFault } from './recordFault.ts'
import { firstPieces, jsonShape } from './sample.ts'
import type { Sample } from './sample.ts'

/**
 * What is wrong with the JSON of a file that no format was recognised in, at the first of its values that cannot be read;
 * null: all that were looked at can, or the file is no JSON.
 */
export function jsonFault(sample: Sample): FileFault | null {
  if (!/^\s*[[{]/u.test(sample.text)) return null
  const { pieces, fault } =
    jsonShape(sample) === 'lines'
      ? { pieces: sample.lines.map((text, at) => ({ text, line: at + 1 })), fault: null }
      : firstPieces(sample.name, sample.text, sample.complete)
  // The last line of a sample may be cut.
  const whole = fault === null && !sample.complete ? pieces.slice(0, -1) : pieces
  for (const { text, line } of whole) {
    if (text.trim() === '') continue
    try {
      parseJson(text)
    } catch (error) {
      if (!(error instanceof RecordFault)) throw error
      return new FileFault(sample.name, error.found, error.expected, 'Correct the line', { line })
    }
  }
  return fault
}
