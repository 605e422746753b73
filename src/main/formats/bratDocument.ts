import type { JsonObject } from '../../shared/domain/json.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import type { BratPair } from './bratPair.ts'
import { bratNotes } from './bratNotes.ts'
import { countersOf } from './bratOffsets.ts'
import type { Counter } from './bratOffsets.ts'
import { placeText } from './placedText.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding, Place as FilePlace } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** What the writer needs to give a document back: joints as in SourceLayout, and its lines by their places. */
export interface BratLayout extends JsonObject {
  readonly raw: string
  readonly before?: string
  readonly open?: string
  readonly close?: string
  /** Code points of this post's text. */
  readonly spans: readonly { id: string; at: number; start: number; end: number; type: string }[]
  /** Lines that are no spans; the first post keeps those of the whole document. */
  readonly others: readonly { at: number; text: string }[]
  readonly lastNumber: number
}

interface Span {
  readonly id: string
  /** Line of the annotations, from 0. */
  readonly at: number
  readonly type: string
  readonly pieces: readonly { readonly start: number; readonly end: number }[]
  readonly mention: string
}

/** A stretch of lines that no span leaves: one post. UTF-16 offsets of the document. */
interface Block {
  start: number
  end: number
}

const SPAN_WORDS = 'T1, TAB, type, start, end, TAB, mention'

/** `T1 TAB PER 2 14 TAB Kevin Durant`; of a span in pieces `0 5;8 12`. */
export const SPAN = /^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?$/su

/** Events, relations, attributes, normalisations, notes and equivalences: each has something beside its type. */
export const OTHER = /^(?:[ERAMN]\d+|#\d*|\*)\t[^\s:]+[ :]\S/u

/** The posts of a document: one a line of its text, or as many lines as a span joins. */
export function bratPosts(format: string, pair: BratPair, nested: boolean): ReadItem[] {
  const { spans, others, findings } = parsed(pair)
  const { placed, unit } = inUtf16(pair.text, spans)
  const blocks = blocksOf(
    pair.text,
    placed.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }])),
  )
  const items: ReadItem[] = [
    ...findings.map((finding): ReadItem => ({ kind: 'refused', finding })),
    ...[...bratNotes(pair, spans, others), ...unitNote(pair, unit)].map((finding): ReadItem => ({
      kind: 'note',
      finding,
    })),
  ]
  const lastNumber = spans.reduce((most, { id }) => Math.max(most, Number(id.slice(1))), 0)
  const spansOf = spansByBlock(blocks, placed)
  let from = 0
  for (const [index, block] of blocks.entries()) {
    const before = pair.text.slice(from, block.start)
    const raw = pair.text.slice(block.start, block.end)
    const own = spansOf[index] ?? []
    const joints = {
      ...(index === 0 ? { open: before } : before === '\n' ? {} : { before }),
      ...(index === blocks.length - 1 ? { close: pair.text.slice(block.end) } : {}),
    }
    items.push(
      postItem(
        format,
        pair,
        { raw, record: index + 1, start: block.start },
        own,
        {
          ...joints,
          others: index === 0 ? others : [],
          lastNumber,
        },
        nested,
      ),
    )
    from = block.end
  }
  return items
}

/** The spans of each block, in the order of their file; the first block answers for spans that have no place in any. */
function spansByBlock(blocks: readonly Block[], spans: readonly Placed[]): Placed[][] {
  const own: Placed[][] = blocks.map(() => [])
  for (const span of spans) {
    const at = span.start === null ? -1 : blockAt(blocks, span.start)
    const held = at >= 0 ? span : { ...span, start: null, end: null }
    own[Math.max(0, at)]?.push(held)
  }
  return own
}

/** Number of the block that holds an offset; -1: none does. */
function blockAt(blocks: readonly Block[], offset: number): number {
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((blocks[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const block = blocks[low]
  return block !== undefined && block.start <= offset ? low : -1
}

interface Place {
  readonly raw: string
  readonly record: number
  readonly start: number
}

/** `holds`: what stands at the offsets of its pieces; `start` and `end` null: that is not its mention. */
type Placed = Span & { readonly start: number | null; readonly end: number | null; readonly holds: string }

function postItem(
  format: string,
  pair: BratPair,
  { raw, record, start }: Place,
  own: readonly Placed[],
  layout: Omit<BratLayout, 'raw' | 'spans'>,
  nested: boolean,
): ReadItem {
  // Most often the last label is the one that does not fit; without labels, the fault is in the text.
  const at = own.at(-1)?.at
  const place = { ...placeIn(pair, at === undefined ? null : at + 1), record }
  const findings: Finding[] = []
  try {
    const lost = own.find((span) => span.start === null)
    if (lost !== undefined) throw misplaced(lost, pair.textFile)
    const spans = own.map(({ start: from, end, type }) => ({
      start: (from ?? 0) - start,
      end: (end ?? 0) - start,
      type,
      mention: null,
    }))
    const placed = placeText(raw, spans, {
      unit: 'utf16',
      usual: 'utf16',
      unitBy: 'format',
      tokens: null,
      nested,
    })
    for (const note of placed.notes)
      findings.push({ severity: 'warning', ...place, found: note.found, expected: null, advice: note.advice })
    const points = new TextOffsets(raw)
    const { tokens, offsets, tags, spans: all } = placed
    return {
      kind: 'post',
      findings,
      firstTokenLine: null,
      numbered: 'record',
      post: {
        externalId: `${pair.stem}-${record}`,
        tokens,
        tags,
        ...(all === undefined ? {} : { spans: all }),
        text: raw,
        offsets,
        picture: null,
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout: {
          [format]: {
            ...layout,
            raw,
            spans: spans.map((span, index) => ({
              id: own[index]?.id ?? '',
              at: own[index]?.at ?? 0,
              start: points.fromUtf16(span.start) ?? 0,
              end: points.fromUtf16(span.end) ?? 0,
              type: span.type,
            })),
          },
        },
        line: record,
      },
    }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    const { found, expected, line } = error
    const faulty = line === null ? place : { ...placeIn(pair, line), record }
    return {
      kind: 'refused',
      finding: {
        severity: 'error',
        ...faulty,
        found: inText(pair, line, found),
        expected,
        advice: 'Correct the line',
      },
    }
  }
}

/** Why a span has no place in the text. */
function misplaced({ id, type, mention, pieces, holds, at }: Placed, textFile: string): RecordFault {
  const span = `${quoted(id)} (${quoted(type)})`
  if (mention === '')
    return new RecordFault(`${span} does not say which words it stands for`, SPAN_WORDS, at + 1)
  if (flat(holds) === flat(mention) && pieces.length > 1)
    return new RecordFault(
      `${span}, ${quoted(mention)}, is in ${pieces.length} pieces with other words between them`,
      'words in a row, the only ones a label can stand for here',
      at + 1,
    )
  const instead = holds === '' ? ', for its offsets lie outside the text' : ` but ${quoted(holds)}`
  return new RecordFault(
    `${span} does not hold its mention ${quoted(mention)}${instead}`,
    `offsets in code points of ${textFile}`,
    at + 1,
  )
}

/** A line of the annotations, where it is they that were given. */
function placeIn({ annotationFile, given }: BratPair, line: number | null): FilePlace {
  return { line: given === annotationFile ? line : null, record: null, entry: null }
}

/** The same line in words, where the text was given. */
function inText({ annotationFile, given }: BratPair, line: number | null, found: string): string {
  return given === annotationFile || line === null ? found : `line ${line} of ${annotationFile}: ${found}`
}

function parsed(pair: BratPair): {
  spans: Span[]
  others: { at: number; text: string }[]
  findings: Finding[]
} {
  const spans: Span[] = []
  const others: { at: number; text: string }[] = []
  const findings: Finding[] = []
  for (const [at, text] of pair.annotations.entries()) {
    if (text.trim() === '') continue
    if (OTHER.test(text)) {
      others.push({ at, text })
      continue
    }
    const parts = SPAN.exec(text)
    if (parts === null) {
      const place = placeIn(pair, at + 1)
      const what = text.startsWith('T') ? 'no span' : 'no annotation of brat'
      const found = inText(pair, at + 1, `${quoted(text)} is ${what}`)
      findings.push({ severity: 'error', ...place, found, expected: SPAN_WORDS, advice: 'Correct the line' })
      continue
    }
    const [, id = '', type = '', ranges = '', mention = ''] = parts
    const pieces = ranges.split(';').map((range) => {
      const [start = 0, end = 0] = range.split(' ').map(Number)
      return { start, end }
    })
    spans.push({ id, at, type, pieces, mention })
  }
  return { spans, others, findings }
}

/** Spans in UTF-16 offsets, counted in the first unit in which all of them hold their mentions, and that unit in words. */
function inUtf16(text: string, spans: readonly Span[]): { placed: Placed[]; unit: string | null } {
  const counted = countersOf(text).map((counter) => ({
    placed: placedIn(text, spans, counter),
    unit: counter.words,
  }))
  const fitting = counted.find(({ placed }) => placed.every(({ start }) => start !== null))
  return fitting ?? { placed: counted[0]?.placed ?? [], unit: null }
}

/** What is said of a document that counts otherwise than brat does. */
function unitNote(pair: BratPair, unit: string | null): Finding[] {
  if (unit === null) return []
  const found = inText(pair, null, `its offsets count ${unit}`)
  const expected = `code points of ${pair.textFile}`
  const advice = 'They are read so, by the words they state, and written in code points.'
  return [{ severity: 'warning', ...placeIn(pair, null), found, expected, advice }]
}

/** Pieces of a span that are parted by nothing but space are one; a real gap has no place in BIO tags. */
function placedIn(text: string, spans: readonly Span[], offsets: Counter): Placed[] {
  return spans.map((span) => {
    const pieces = span.pieces.map(
      (piece) => [offsets.toUtf16(piece.start), offsets.toUtf16(piece.end)] as const,
    )
    const start = pieces[0]?.[0] ?? null
    const end = pieces.at(-1)?.[1] ?? null
    const said = pieces.map(([from, to]) => text.slice(from ?? 0, from === null ? 0 : (to ?? 0))).join(' ')
    const whole = start === null || end === null ? '' : text.slice(start, end)
    const fits = flat(said) === flat(span.mention) && flat(whole) === flat(span.mention)
    return fits ? { ...span, start, end, holds: said } : { ...span, start: null, end: null, holds: said }
  })
}

/** brat writes a line break inside a mention as a space. */
const flat = (text: string): string => text.replaceAll(/\s/gu, ' ').replaceAll(/ +/gu, ' ')

function blocksOf(text: string, spans: readonly { start: number; end: number }[]): Block[] {
  const blocks: Block[] = []
  const ordered = [...spans].sort((a, b) => a.start - b.start)
  // How far the spans reach that begin before the end of the last block.
  let [next, reach] = [0, 0]
  for (const match of text.matchAll(/[^\r\n]+/gu)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const last = blocks.at(-1)
    for (let span = ordered[next]; last !== undefined && span !== undefined && span.start < last.end;) {
      reach = Math.max(reach, span.end)
      span = ordered[++next]
    }
    const joined = last !== undefined && reach > start
    if (match[0].trim() === '' && !joined) continue
    if (joined) last.end = end
    else blocks.push({ start, end })
  }
  return blocks
}
