import { splitTag } from '../../shared/domain/bio.ts'
import type { Span } from '../../shared/domain/span.ts'
import { TextOffsets, UNIT_WORDS } from '../../shared/domain/textOffsets.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import type { Line } from './lineReader.ts'
import { goldOf } from './placedText.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding, Place } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { unescaped } from './webannoHeader.ts'
import type { WebAnnoHeader } from './webannoHeader.ts'

/** `1-2 TAB` of a word, `1-2.1 TAB` of a part of one, `2 TAB` of version 1. */
const ROW = /^\d+(?:-\d+(?:\.\d+)?)?\t/u

function isBetween(text: string): boolean {
  return text.trim() === '' || text.startsWith('#')
}

interface Row {
  readonly line: Line
  readonly cells: readonly string[]
}

/** Gathers the lines of a WebAnno file into sentences. */
export class WebAnnoSentences {
  readonly #format: string
  readonly #stem: string
  readonly #header: WebAnnoHeader
  /** What offsets count. */
  readonly #unit: OffsetUnit
  /** Spans may lie inside others. */
  readonly #nested: boolean
  #items: ReadItem[] = []
  #record = 0
  #before = ''
  #text: Line[] = []
  #rows: Row[] = []
  /** What the last word of the sentence before is. */
  #lastValues: readonly string[] = []
  #held: { item: Extract<ReadItem, { kind: 'post' }>; layout: Record<string, unknown> } | null = null

  constructor(
    format: string,
    stem: string,
    header: WebAnnoHeader,
    { unit, nested }: { readonly unit: OffsetUnit; readonly nested: boolean },
  ) {
    this.#nested = nested
    this.#format = format
    this.#unit = unit
    this.#stem = stem
    this.#header = header
  }

  push(line: Line): void {
    const { text } = line
    // Between its rows a sentence has nothing else: what stands there is a row that lost its number.
    const isRow = line.fault !== null || ROW.test(text) || (this.#rows.length > 0 && !isBetween(text))
    if (isRow) {
      if (this.#rows.length <= MOST_TOKENS) this.#rows.push({ line, cells: text.split('\t') })
      return
    }
    if (this.#rows.length > 0) this.#close()
    if (/^#(?:Text|text)=/u.test(text)) this.#text.push(line)
    else this.#before += text + line.ending
  }

  end(): void {
    if (this.#rows.length > 0) this.#close()
    if (this.#held !== null) this.#held.layout['close'] = this.#before
    this.#release()
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #release(): void {
    if (this.#held !== null) this.#items.push(this.#held.item)
    this.#held = null
  }

  #close(): void {
    this.#record++
    const item = this.#item()
    const before = this.#before
    this.#release()
    if (item.kind === 'post') {
      const layout = item.post.layout?.[this.#format] as unknown as Record<string, unknown>
      if (this.#record === 1) layout['open'] = before
      else if (before !== '\n') layout['before'] = before
      this.#held = { item, layout }
    } else this.#items.push(item)
    this.#before = ''
    this.#text = []
    this.#rows = []
  }

  #item(): ReadItem {
    const first = this.#rows[0] as Row
    const place = { line: first.line.number, record: this.#record, entry: null }
    const findings: Finding[] = []
    try {
      const words = this.#rows.filter(({ cells }) => !cells[0]?.includes('.'))
      if (words.length < this.#rows.length)
        findings.push({
          severity: 'warning',
          ...place,
          found: `rows that speak of parts of words: ${this.#rows.length - words.length}`,
          expected: null,
          advice: 'A label stands for whole words here; those of parts stay in the file alone.',
        })
      const tokens = words.map(({ line, cells }) => this.#token(line, cells))
      const spans = this.#header.version === 3 ? this.#spans(words, place, findings) : null
      const { text, offsets } = this.#placed(words, tokens)
      return {
        kind: 'post',
        findings,
        firstTokenLine: null,
        post: {
          externalId: `${this.#stem}-${this.#record}`,
          tokens,
          ...(spans === null ? { tags: this.#oldTags(words) } : goldOf(tokens.length, spans, this.#nested)),
          text,
          offsets,
          picture: null,
          caption: null,
          split: null,
          status: 'unreviewed',
          meta: null,
          layout: {
            [this.#format]: {
              variant: 'tsv',
              raw: [...this.#text, ...this.#rows.map(({ line }) => line)]
                .map(({ text: each, ending }) => each + ending)
                .join(''),
              column: this.#header.column,
              version: this.#header.version,
            },
          },
          line: first.line.number,
        },
      }
    } catch (error) {
      if (!(error instanceof RecordFault)) throw error
      const { found, expected } = error
      const line = error.line ?? place.line
      return {
        kind: 'refused',
        finding: { severity: 'error', ...place, line, found, expected, advice: 'Correct the line' },
      }
    }
  }

  #token(line: Line, cells: readonly string[]): string {
    const { number } = line
    if (line.fault !== null) throw new RecordFault(line.fault, null, number)
    const token = cells[this.#header.version === 3 ? 2 : 1]
    const expected = `the token and, in column ${this.#header.column + 1}, its type`
    if (!ROW.test(line.text))
      throw new RecordFault(`${quoted(line.text)} does not begin with its number`, '1-2, TAB', number)
    if (token === '') throw new RecordFault(`${quoted(line.text)} has no token`, expected, number)
    if (token === undefined || cells.length <= this.#header.column)
      throw new RecordFault(`${quoted(line.text)} has ${cells.length} columns`, expected, number)
    const [width, others] = [widthOf(cells), widthOf(this.#rows[0]?.cells ?? [])]
    if (width !== others)
      throw new RecordFault(
        `${quoted(line.text)} has ${width} columns`,
        `${others}, as the first row of its sentence`,
        number,
      )
    return unescaped(token)
  }

  /** Text and offsets as the file states them; joined words where it does not, or where it contradicts itself. */
  #placed(words: readonly Row[], tokens: readonly string[]): { text: string; offsets: readonly number[] } {
    const joined = joinTokens(tokens)
    if (this.#text.length === 0 || this.#header.version === 2) return joined
    const text = this.#text.map((line) => unescaped(line.text.slice('#Text='.length))).join('\n')
    const ranges = words.map(({ cells }) => (cells[1] ?? '').split('-').map(Number))
    const units = new TextOffsets(text, this.#unit)
    const lead = units.fromUtf16(text.indexOf(tokens[0] ?? '')) ?? 0
    const base = (ranges[0]?.[0] ?? 0) - lead
    const offsets = ranges
      .flatMap(([start = 0, end = 0]) => [start - base, end - base])
      .map((offset) => units.toUtf16(offset) ?? -1)
    for (const [index, token] of tokens.entries())
      if (text.slice(offsets[index * 2], offsets[index * 2 + 1]) !== token)
        throw new RecordFault(
          `the word ${quoted(token)} is not at ${quoted(words[index]?.cells[1] ?? '')} of ${quoted(text)}`,
          `offsets in ${UNIT_WORDS[this.#unit]} of the text`,
          words[index]?.line.number,
        )
    return { text, offsets }
  }

  #spans(words: readonly Row[], place: Place, findings: Finding[]): Span[] {
    const open = new Map<string, OpenSpan>()
    const spans: OpenSpan[] = []
    for (const [index, { cells }] of words.entries()) {
      const cell = cells[this.#header.column] ?? '_'
      const values = cell.split(/(?<!\\)\|/u)
      if (index === 0) findings.push(...this.#goneOn(values, place))
      if (index === words.length - 1) this.#lastValues = values
      if (cell === '_' || cell === '') continue
      for (const value of values)
        if (addValue(value, index, open, spans))
          findings.push({
            severity: 'warning',
            ...place,
            line: words[index]?.line.number ?? place.line,
            found: `${quoted(value)} has the number of a span that ended before`,
            expected: null,
            advice: 'It is read as a span of its own.',
          })
    }
    return spans
  }

  /** Spans of the sentence before whose numbers stand at the first word of this one. */
  #goneOn(values: readonly string[], place: Place): Finding[] {
    const both = values.filter((value) => value.endsWith(']') && this.#lastValues.includes(value))
    return both.map((value) => ({
      severity: 'warning',
      ...place,
      found: `${quoted(value)} goes on from the sentence before`,
      expected: null,
      advice: 'A sentence is a post, so that its span is parted in two.',
    }))
  }

  /** Version 2 has IOB2 tags in its column. */
  #oldTags(words: readonly Row[]): string[] {
    return words.map(({ cells }) => {
      const cell = cells[this.#header.column] ?? '_'
      if (cell === '_' || cell === 'O' || cell === '') return 'O'
      const [first = ''] = cell.split('|')
      return splitTag(first) === null ? `B-${first}` : first
    })
  }
}

/** Columns of a row; the TAB that ends it opens none. */
function widthOf(cells: readonly string[]): number {
  return cells.at(-1) === '' ? cells.length - 1 : cells.length
}

/** One value of a cell: it opens a span at a row, or goes on with the span of its number. True: that one ended before. */
function addValue(value: string, row: number, open: Map<string, OpenSpan>, spans: OpenSpan[]): boolean {
  const [, name = '', number] = /^(.*?)(?:\[(\d+)\])?$/su.exec(value) ?? []
  const type = name === '*' ? 'ENTITY' : unescaped(name)
  if (type === '' || type === '_') return false
  const known = number === undefined ? undefined : open.get(number)
  if (known?.end === row && known.type === type) {
    known.end = row + 1
    return false
  }
  const span = { start: row, end: row + 1, type }
  if (number !== undefined) open.set(number, span)
  spans.push(span)
  return known !== undefined
}

interface OpenSpan {
  start: number
  end: number
  type: string
}
