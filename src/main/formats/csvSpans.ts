import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { parseJson } from './jsonRecord.ts'
import { fileSpans } from './jsonlFields.ts'
import type { FileSpan } from './placedText.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** The spans in a cell: `[[start, end, type], …]`, objects with `start`, `end` and `type` or `label`, or `2-14:PER; 18-30:LOC`. */
export function csvSpans(cell: string): FileSpan[] {
  if (!cell.trimStart().startsWith('[')) return shortSpans(cell)
  const value = listIn(cell)
  const objects = value.map((item): Json => {
    if (Array.isArray(item)) {
      const [start, end, type] = item as readonly Json[]
      return { start: start ?? null, end: end ?? null, type: type ?? null }
    }
    if (item === null || typeof item !== 'object') return item
    const { label, labels, type } = item as JsonObject
    // Label Studio's table names the labels of a region in a list.
    const first = Array.isArray(labels) ? (labels as readonly Json[])[0] : null
    return { ...(item as JsonObject), type: type ?? label ?? first ?? null }
  })
  return fileSpans(objects, 'spans')
}

const EXAMPLE = '[[0, 3, "PER"]]'

/** What begins with a bracket is a list or no JSON. */
function listIn(cell: string): readonly Json[] {
  try {
    return parseJson(cell).value as readonly Json[]
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    throw new RecordFault(`in the cell \`spans\` ${error.found}`, EXAMPLE)
  }
}

function shortSpans(cell: string): FileSpan[] {
  return cell
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, start, end, type = ''] = /^\s*(\d+)-(\d+):(\S+)\s*$/u.exec(part) ?? []
      if (start === undefined || end === undefined)
        throw new RecordFault(`the cell \`spans\` holds ${quoted(part)}`, `${EXAMPLE} or 0-3:PER`)
      return { start: Number(start), end: Number(end), type, mention: null }
    })
}
