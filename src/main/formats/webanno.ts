import { quoted } from '../../shared/domain/visibleText.ts'
import { lineBatches } from './lineReader.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { readSample } from './sample.ts'
import { asRead } from './sourceLayout.ts'
import { escapedText, escapedValue, headerOf, isWebAnno } from './webannoHeader.ts'
import { WebAnnoSentences } from './webannoSentences.ts'

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
  variants: [{ name: 'tsv', extension: 'tsv', carries: ['tokens', 'text'] }],

  matches: (sample) =>
    isWebAnno(sample) ? { certainty: 'sure', as: 'WebAnno TSV with a row a word' } : null,

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const header = headerOf(source, sample, options.columns?.['spans'])
    const sentences = new WebAnnoSentences(NAME, stemOf(source.name), header)
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) sentences.push(line)
      yield sentences.take()
    }
    sentences.end()
    yield sentences.take()
  },

  refuses({ post, spans }) {
    if (post.tokens.includes('')) return 'it has an empty token'
    const lead = /^\s*/u.exec(post.text)?.[0] ?? ''
    if (lead !== '') return 'its text begins with space, and the first word must stand where the text begins'
    const span = spans.find(({ type }) => type === '*')
    return span === undefined ? null : `the type ${quoted(span.type)} means no value in this format`
  },

  open: (file) => new WebAnnoRows(file),
}

interface Layout {
  readonly raw: string
  readonly version: number
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
    const layout = (post.layout?.[NAME] ?? null) as Layout | null
    const first = this.#sentence === 0
    const follows = first ? layout?.open !== undefined : post.position === this.#position + 1
    // One sentence left out or changed renumbers all that follow.
    this.#own = this.#own && follows && layout !== null && layout.version === 3
    this.#position = post.position
    const raw = this.#own ? asRead(written, NAME, 'tsv') : null
    this.#own = raw !== null
    const bom = first && this.#file.bom ? '\ufeff' : ''
    const joint = first
      ? raw === null
        ? HEADER
        : (layout?.open ?? HEADER)
      : raw === null
        ? '\n'
        : (layout?.before ?? '\n')
    this.#close = raw === null ? '\n' : (layout?.close ?? '\n')
    this.#sentence++
    return bom + joint + (raw === null ? this.#rows(written) : this.#passed(raw))
  }

  end(): string {
    return this.#close
  }

  /** Notes how far an untouched sentence reaches, for those that may have to be written anew behind it. */
  #passed(raw: string): string {
    for (const row of raw.matchAll(/^(\d+)-\d+\t\d+-(\d+)\t.*$/gmu)) {
      this.#sentence = Number(row[1])
      this.#offset = Number(row[2]) + 1
      for (const number of row[0].matchAll(/\[(\d+)\]/gu))
        this.#span = Math.max(this.#span, Number(number[1]))
    }
    return raw
  }

  #rows({ post, spans }: WrittenPost): string {
    const values = new Array<string>(post.tokens.length).fill('_')
    for (const { start, end, type } of spans) {
      const mark = end - start > 1 ? `[${++this.#span}]` : ''
      for (let token = start; token < end; token++) values[token] = escapedValue(type) + mark
    }
    const lead = post.offsets[0] ?? 0
    const at = this.#offset - lead
    const rows = post.tokens.map((token, index) => {
      const place = `${at + (post.offsets[index * 2] ?? 0)}-${at + (post.offsets[index * 2 + 1] ?? 0)}`
      return `${this.#sentence}-${index + 1}\t${place}\t${escapedText(token)}\t${values[index] ?? '_'}\t\n`
    })
    this.#offset += post.text.length + 1
    return `#Text=${escapedText(post.text)}\n${rows.join('')}`
  }
}
