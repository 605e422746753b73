import { quoted } from '../../shared/domain/visibleText.ts'
import { overlaps } from '../../shared/domain/span.ts'
import type { StoredPost } from '../store/types.ts'
import { lineBatches } from './lineReader.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import type { RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { readSample } from './sample.ts'
import type { Sample } from './sample.ts'
import { asRead } from './sourceLayout.ts'
import { escapedText, escapedValue, headerOf, isWebAnno } from './webannoHeader.ts'
import { WebAnnoSentences } from './webannoSentences.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'webanno'
const HEADER =
  '#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n\n'

/**
 * WebAnno TSV of INCEpTION: `#Text=` and a row a word (`1-2 TAB 3-8 TAB Kevin TAB PER[1] TAB`), offsets in UTF-16 over the
 * whole document, `[n]` on every row of a span of several words. Versions 3.0 to 3.3 and 2 are read, 3.3 is written.
 */
export const webanno: PostFormat = {
  name: NAME,
  title: 'WebAnno TSV, of INCEpTION',
  variants: [{ name: 'tsv', extension: 'tsv', carries: ['tokens', 'text', 'nested'] }],

  matches: (sample) =>
    isWebAnno(sample) ? { certainty: 'sure', as: 'WebAnno TSV with a row a word' } : null,

  columnParts: () => ['spans'],

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const header = headerOf(source, sample, options.columns?.['spans'])
    if (/^#FORMAT=/u.test(sample.text) && !KNOWN_VERSION.test(sample.text)) yield [otherVersion(sample)]
    const choices = { unit: options.offsets ?? 'utf16', nested: options.nested ?? false } as const
    const sentences = new WebAnnoSentences(NAME, stemOf(source.name), header, choices)
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) sentences.push(line)
      yield sentences.take()
    }
    sentences.end()
    yield sentences.take()
  },

  refuses(written) {
    const { post, spans } = written
    if (post.tokens.includes('')) return 'it has an empty token'
    const lead = /^\s*/u.exec(post.text)?.[0] ?? ''
    if (lead !== '') return 'its text begins with space, and the first word must stand where the text begins'
    const span = spans.find(({ type }) => type === '*')
    return span === undefined
      ? unknownRefusal(written)
      : `the type ${quoted(span.type)} means no value in this format`
  },

  open: (file) => new WebAnnoRows(file),
}

const KNOWN_VERSION = /^#FORMAT=WebAnno TSV 3(?:\.[0-3])?\s*$/mu

function otherVersion({ lines }: Sample): ReadItem {
  return {
    kind: 'note',
    finding: {
      severity: 'warning',
      line: 1,
      record: null,
      entry: null,
      found: `the version in ${quoted(lines[0] ?? '')} is not known here`,
      expected: 'WebAnno TSV 3.0 to 3.3',
      advice: 'It is read as 3.3; compare the labels of some posts with their file.',
    },
  }
}

/** Numbers of spans are one row over the document; new ones in old rows stand above all that a document has. */
const FIRST_NEW = 1_000_000

interface Layout {
  readonly raw: string
  readonly version: number
  readonly column: number
  readonly open?: string
  readonly before?: string
  readonly close?: string
}

class WebAnnoRows implements RecordWriter {
  readonly #file: WriterFile
  #sentence = 0
  /** UTF-16 offset in the document, and the number of the last span. */
  #offset = 0
  #span = 0
  /** Sentences of one untouched file keep numbers, offsets and all. */
  #own: boolean
  #close = '\n'
  #position = 0

  constructor(file: WriterFile) {
    this.#file = file
    this.#own = file.oneFile
  }

  record(written: WrittenPost): string {
    const { post } = written
    const first = this.#sentence === 0
    const layout = this.#ownLayout(post, first)
    this.#position = post.position
    this.#close = layout?.close ?? '\n'
    this.#sentence++
    const bom = first && this.#file.bom ? '\ufeff' : ''
    const joint = first ? (layout?.open ?? HEADER) : (layout?.before ?? '\n')
    if (layout === null) return bom + joint + this.#rows(written)
    return bom + joint + this.#passed(asRead(written, NAME, 'tsv') ?? this.#relabelled(layout, written))
  }

  /** Null: the sentence is written anew, and so are all behind it, for their offsets move. */
  #ownLayout(post: StoredPost, first: boolean): Layout | null {
    const layout = (post.layout?.[NAME] ?? null) as Layout | null
    const follows = first ? layout?.open !== undefined : post.position === this.#position + 1
    this.#own = this.#own && follows && layout?.version === 3
    return this.#own ? layout : null
  }

  /** The rows of a sentence with other labels in their column, and all other columns as they are. */
  #relabelled({ raw, column }: Layout, { post, spans }: WrittenPost): string {
    const values = this.#values(post.tokens.length, spans, FIRST_NEW)
    let token = -1
    return raw.replaceAll(/[^\r\n]+/gu, (row) => {
      if (!/^\d+-\d+\t/u.test(row)) return row
      token++
      const cells = row.split('\t')
      cells[column] = values[token] ?? '_'
      return cells.join('\t')
    })
  }

  end(): string {
    return this.#close
  }

  /** Notes how far an untouched sentence reaches, for those that may have to be written anew behind it. */
  #passed(raw: string): string {
    for (const row of raw.matchAll(/(?<=^|\n)(\d+)-\d+\t\d+-(\d+)\t[^\n]*/gu)) {
      this.#sentence = Number(row[1])
      this.#offset = Number(row[2]) + 1
      for (const number of row[0].matchAll(/\[(\d+)\]/gu))
        this.#span = Math.max(this.#span, Number(number[1]))
    }
    return raw
  }

  #rows({ post, spans }: WrittenPost): string {
    const values = this.#values(post.tokens.length, spans, 0)
    const lead = post.offsets[0] ?? 0
    const at = this.#offset - lead
    const rows = post.tokens.map((token, index) => {
      const place = `${at + (post.offsets[index * 2] ?? 0)}-${at + (post.offsets[index * 2 + 1] ?? 0)}`
      return `${this.#sentence}-${index + 1}\t${place}\t${escapedText(token)}\t${values[index] ?? '_'}\t\n`
    })
    this.#offset += post.text.length + 1
    return `#Text=${escapedText(post.text)}\n${rows.join('')}`
  }

  #values(length: number, spans: WrittenPost['spans'], base: number): string[] {
    const values = Array.from({ length }, (): string[] => [])
    for (const span of spans) {
      const isStacked = spans.some((other) => other !== span && overlaps(other, span))
      const mark = span.end - span.start > 1 || isStacked ? `[${base + ++this.#span}]` : ''
      for (let token = span.start; token < span.end; token++)
        values[token]?.push(escapedValue(span.type) + mark)
    }
    return values.map((stacked) => (stacked.length === 0 ? '_' : stacked.join('|')))
  }
}
