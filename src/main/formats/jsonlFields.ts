import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { compareSpans, overlaps } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import { kindOf } from './jsonRecord.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** A text that may be left out; `null` says the same. */
export function optionalText(record: JsonObject, key: string): string | null {
  const value = record[key]
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  throw new RecordFault(`\`${key}\` is ${kindOf(value)}`, 'text')
}

/** A list of texts; null where it is left out. */
export function optionalTexts(record: JsonObject, key: string): readonly string[] | null {
  const value = record[key]
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) throw new RecordFault(`\`${key}\` is ${kindOf(value)}`, 'a list of texts')
  const list = value as readonly Json[]
  for (const [index, each] of list.entries())
    if (typeof each !== 'string')
      throw new RecordFault(`item ${index + 1} of \`${key}\` is ${kindOf(each)}`, 'text')
  return list as readonly string[]
}

/** Places each token in the text, in order. `uncovered`: letters between tokens that belong to none. */
export function alignTokens(
  tokens: readonly string[],
  text: string,
): { offsets: number[]; uncovered: string | null } {
  const offsets: number[] = []
  let uncovered: string | null = null
  let at = 0
  for (const [index, token] of tokens.entries()) {
    const start = text.indexOf(token, at)
    if (start < 0)
      throw new RecordFault(
        `token ${index + 1} (${quoted(token)}) is not in the text after character ${at}`,
        'the tokens in the order of the text',
      )
    const gap = text.slice(at, start)
    if (uncovered === null && gap.trim() !== '') uncovered = gap.trim()
    offsets.push(start, start + token.length)
    at = start + token.length
  }
  const rest = text.slice(at).trim()
  return { offsets, uncovered: uncovered ?? (rest === '' ? null : rest) }
}

/** Where a text and its tokens lie. */
export interface AlignedText {
  readonly text: string
  /** UTF-16, two for each token. */
  readonly offsets: readonly number[]
}

/**
 * Spans given by character offsets as spans of tokens. Throws {@link RecordFault} where a span is not on token edges
 * or its slice is not the mention the file states: labels that have shifted must not come in.
 */
export function spansOfOffsets(
  list: Json,
  { text, offsets }: AlignedText,
  unit: 'codepoint' | 'utf16',
): Span[] {
  if (!Array.isArray(list)) throw new RecordFault(`\`spans\` is ${kindOf(list)}`, 'a list of spans')
  const characters = new TextOffsets(text)
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  for (let token = 0; token < offsets.length / 2; token++) {
    starts.set(offsets[token * 2] as number, token)
    ends.set(offsets[token * 2 + 1] as number, token + 1)
  }
  const spans = (list as readonly Json[]).map((item, index) => {
    const { start, end, type, mention } = spanFields(item, index + 1)
    const from = unit === 'utf16' ? start : characters.toUtf16(start)
    const to = unit === 'utf16' ? end : characters.toUtf16(end)
    const name = `span ${index + 1} (${type} ${start}-${end})`
    if (from === null || to === null || from >= to || to > text.length)
      throw new RecordFault(`${name} lies outside the text`, 'start before end, both inside the text')
    if (mention !== null && text.slice(from, to) !== mention)
      throw new RecordFault(
        `${name} holds ${quoted(text.slice(from, to))} and not its mention ${quoted(mention)}`,
        `offsets in ${unit === 'utf16' ? 'UTF-16 units' : 'code points'}`,
      )
    const first = starts.get(from)
    const last = ends.get(to)
    if (first === undefined || last === undefined)
      throw new RecordFault(`${name}, ${quoted(text.slice(from, to))}, cuts a token`, 'spans of whole tokens')
    return { start: first, end: last, type }
  })
  refuseOverlaps(spans)
  return spans
}

function spanFields(
  item: Json,
  number: number,
): { start: number; end: number; type: string; mention: string | null } {
  if (item === null || typeof item !== 'object' || Array.isArray(item))
    throw new RecordFault(`span ${number} is ${kindOf(item)}`, 'an object with type, start and end')
  const { start, end, type, text } = item as JsonObject
  if (typeof type !== 'string' || type === '')
    throw new RecordFault(`\`type\` of span ${number} is ${kindOf(type)}`, 'a type such as "PER"')
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
    throw new RecordFault(`\`start\` or \`end\` of span ${number} is no whole number`, 'character offsets')
  if (text !== undefined && text !== null && typeof text !== 'string')
    throw new RecordFault(`\`text\` of span ${number} is ${kindOf(text)}`, 'the mention')
  return { start: start as number, end: end as number, type, mention: text ?? null }
}

function refuseOverlaps(spans: readonly Span[]): void {
  const ordered = [...spans].sort(compareSpans)
  for (const [index, span] of ordered.entries()) {
    const next = ordered[index + 1]
    if (next !== undefined && overlaps(span, next))
      throw new RecordFault(
        `the spans ${span.type} and ${next.type} at token ${next.start + 1} overlap`,
        'flat spans, which BIO tags can hold',
      )
  }
}
