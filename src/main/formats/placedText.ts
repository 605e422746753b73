import { tagsFromSpans } from '../../shared/domain/bio.ts'
import { compareSpans, innerSpans, overlaps, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { OFFSET_UNITS, TextOffsets, UNIT_WORDS } from '../../shared/domain/textOffsets.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** A span as a file states it: character offsets in the unit of the file, end exclusive. */
export interface FileSpan {
  readonly start: number
  readonly end: number
  readonly type: string
  /** The words the file says the span holds; null: it does not say. */
  readonly mention: string | null
}

/** Something odd that does not keep the record out. */
export interface Note {
  readonly found: string
  readonly advice: string
}

/** A text with its words and labels. */
export interface PlacedText {
  readonly text: string
  readonly tokens: readonly string[]
  /** UTF-16, two for each token. */
  readonly offsets: readonly number[]
  readonly tags: readonly string[] | null
  /** Where some lie inside others: all of them, by tokens. */
  readonly spans?: readonly Span[]
  readonly notes: readonly Note[]
}

export interface PlaceOptions {
  /** Unit the person chose; null: `usual`, unless the stated mentions show another. */
  readonly unit: OffsetUnit | null
  /** Unit the format is documented to count in. */
  readonly usual: OffsetUnit
  /** Whether stated mentions that fit another unit decide (`mentions`), or only the person may (`format`). */
  readonly unitBy: 'mentions' | 'format'
  /** Words the file itself states; null: the words between spaces, cut where a span begins or ends. */
  readonly tokens: { readonly tokens: readonly string[]; readonly offsets: readonly number[] } | null
  /** Spans may lie inside others. */
  readonly nested: boolean
}

/**
 * Words and IOB2 tags of a text whose labels are character offsets; `spans` null: not labelled. The unit is the one
 * chosen, else the first in which every slice is its mention. Throws {@link RecordFault} for a span that fits in no
 * unit, that fits only in one the file does not say (its labels would shift), that cuts a stated token or overlaps.
 */
export function placeText(
  text: string,
  spans: readonly FileSpan[] | null,
  options: PlaceOptions,
): PlacedText {
  const notes: Note[] = []
  const placed = spans === null ? null : withoutDoubles(slices(text, spans, options, notes), notes)
  // A word that the file itself states may be a space or hold one; a span of whole words is what it says.
  const stated = new Set(options.tokens?.offsets)
  const trimmed = (placed ?? []).map((span) =>
    stated.has(span.start) && stated.has(span.end) ? span : withoutSpace(text, span, notes),
  )
  const { tokens, offsets } = options.tokens ?? wordsOf(text, trimmed)
  if (tokens.length === 0) throw new RecordFault(`the text ${quoted(text)} has no words`, 'at least one word')
  if (placed === null) return { text, tokens, offsets, tags: null, notes }
  const ofTokens = trimmed.map((span) => tokenSpan(text, offsets, span))
  return { text, tokens, offsets, ...goldOf(tokens.length, ofTokens, options.nested), notes }
}

/**
 * The tags of spans over so many tokens, of the outermost where some lie inside others, and then all of them beside.
 * Throws {@link RecordFault} where two share a token and may not.
 */
export function goldOf(
  tokens: number,
  spans: readonly Span[],
  nested: boolean,
): { readonly tags: string[]; readonly spans?: readonly Span[] } {
  if (!nested) refuseOverlaps(spans)
  const inner = innerSpans(spans)
  const outer = spans.filter((span) => !inner.includes(span))
  const tags = tagsFromSpans(tokens, outer)
  return inner.length === 0 ? { tags } : { tags, spans: [...spans].sort(compareSpans) }
}

const SPACE = /[ \t\r\n]+/gu

/** Whether a text is nothing but what parts words. Spaces of other kinds may be words, as U+00A0 is in tweets. */
export function isGap(text: string): boolean {
  return /^[ \t\r\n]*$/u.test(text)
}

/** The words between spaces, TABs and line breaks, cut where a span begins or ends, so that each span is whole words. */
export function wordsOf(
  text: string,
  spans: readonly Pick<Span, 'start' | 'end'>[],
): { tokens: string[]; offsets: number[] } {
  const cuts = new Set(spans.flatMap(({ start, end }) => [start, end]))
  const tokens: string[] = []
  const offsets: number[] = []
  let at = 0
  const word = (start: number, end: number): void => {
    if (start === end) return
    tokens.push(text.slice(start, end))
    offsets.push(start, end)
  }
  const words = (end: number): void => {
    let from = at
    for (let cut = at + 1; cut < end; cut++)
      if (cuts.has(cut)) {
        word(from, cut)
        from = cut
      }
    word(from, end)
  }
  for (const space of text.matchAll(SPACE)) {
    words(space.index)
    at = space.index + space[0].length
  }
  words(text.length)
  return { tokens, offsets }
}

/** Spans in UTF-16 offsets of the text. A unit that the person chose is taken, with a note where another would cut no word. */
function slices(
  text: string,
  spans: readonly FileSpan[],
  { unit, usual, unitBy, tokens }: PlaceOptions,
  notes: Note[],
): Span[] {
  const counted = unit ?? usual
  const stated = spans.some(({ mention }) => mention !== null)
  const others = OFFSET_UNITS.filter((each) => each !== counted)
  try {
    const found = slicesIn(text, spans, counted)
    const fitting = stated || onWordEdges(text, found, tokens) ? null : others.find(fits)
    if (fitting === undefined || fitting === null) return found
    const cut = `the spans cut words when they are counted in ${UNIT_WORDS[counted]}`
    if (unit === null) throw shifted(cut, counted, fitting)
    notes.push({ found: cut, advice: `They are read so; in ${UNIT_WORDS[fitting]} they would cut none.` })
    return found
  } catch (error) {
    if (!(error instanceof RecordFault) || error.expected?.includes('--offsets') === true) throw error
    const fitting = others.find(fits)
    if (fitting === undefined) throw error
    // A stated mention proves the unit; without one the person has to say it.
    if (unit === null && unitBy === 'mentions' && spans.every(({ mention }) => mention !== null))
      return slicesIn(text, spans, fitting)
    throw shifted(error.found, counted, fitting)
  }

  function fits(each: OffsetUnit): boolean {
    try {
      return onWordEdges(text, slicesIn(text, spans, each), tokens)
    } catch (error) {
      if (error instanceof RecordFault) return false
      throw error
    }
  }
}

function shifted(found: string, usual: OffsetUnit, fitting: OffsetUnit): RecordFault {
  return new RecordFault(
    found,
    `offsets in ${UNIT_WORDS[usual]} (as they stand they fit --offsets ${fitting})`,
  )
}

function slicesIn(text: string, spans: readonly FileSpan[], unit: OffsetUnit): Span[] {
  const offsets = new TextOffsets(text, unit)
  return spans.map(({ start, end, type, mention }, index) => {
    const from = offsets.toUtf16(start)
    const to = offsets.toUtf16(end)
    const name = `span ${index + 1} (${typeWords(type)} ${start}-${end})`
    if (from === null || to === null || from >= to)
      throw new RecordFault(`${name} lies outside the text`, 'start before end, both inside the text')
    if (mention !== null && text.slice(from, to) !== mention)
      throw new RecordFault(
        `${name} holds ${quoted(text.slice(from, to))} and not its mention ${quoted(mention)}`,
        `offsets in ${UNIT_WORDS[unit]}`,
      )
    return { start: from, end: to, type }
  })
}

function onWordEdges(text: string, spans: readonly Span[], tokens: PlaceOptions['tokens']): boolean {
  const { offsets } = tokens ?? wordsOf(text, [])
  const edges = new Set(offsets)
  return spans.every(({ start, end }) => edges.has(start) && edges.has(end))
}

function withoutDoubles(spans: readonly Span[], notes: Note[]): Span[] {
  const kept = spans.filter((span, index) => spans.findIndex((each) => sameSpan(each, span)) === index)
  if (kept.length < spans.length)
    notes.push({
      found: `${spans.length - kept.length} of ${spans.length} spans are there twice`,
      advice: 'Each is kept once.',
    })
  return kept
}

function withoutSpace(text: string, span: Span, notes: Note[]): Span {
  const slice = text.slice(span.start, span.end)
  const lead = /^[ \t\r\n]*/u.exec(slice)?.[0].length ?? 0
  if (lead === slice.length)
    throw new RecordFault(
      `the span ${typeWords(span.type)} ${quoted(slice)} holds nothing but space`,
      'words',
    )
  const trail = /[ \t\r\n]*$/u.exec(slice)?.[0].length ?? 0
  if (lead + trail === 0) return span
  notes.push({
    found: `the span ${typeWords(span.type)} ${quoted(slice)} has space at its edge`,
    advice: 'The space is left out of it.',
  })
  return { ...span, start: span.start + lead, end: span.end - trail }
}

function tokenSpan(text: string, offsets: readonly number[], span: Span): Span {
  let start = -1
  let end = -1
  for (let token = 0; token < offsets.length / 2; token++) {
    if (offsets[token * 2] === span.start) start = token
    if (offsets[token * 2 + 1] === span.end) end = token + 1
  }
  if (start >= 0 && end > start) return { start, end, type: span.type }
  throw new RecordFault(
    `the span ${typeWords(span.type)} ${quoted(text.slice(span.start, span.end))} cuts a token`,
    'spans of whole tokens',
  )
}

/** A type in a sentence; one that could be taken for part of it stands between marks. */
function typeWords(type: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(type) ? type : quoted(type)
}

/** Throws {@link RecordFault} where two spans share a token. */
function refuseOverlaps(spans: readonly Span[]): void {
  const ordered = [...spans].sort(compareSpans)
  for (const [index, span] of ordered.entries()) {
    const next = ordered[index + 1]
    if (next !== undefined && overlaps(span, next))
      throw new RecordFault(
        `the spans ${typeWords(span.type)} and ${typeWords(next.type)} at token ${next.start + 1} overlap`,
        'flat spans, or rules of the project that let spans lie inside others',
      )
  }
}
