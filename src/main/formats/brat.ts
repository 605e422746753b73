import { quoted } from '../../shared/domain/visibleText.ts'
import { bratPosts, OTHER, SPAN } from './bratDocument.ts'
import type { BratLayout } from './bratDocument.ts'
import { readBratPair } from './bratPair.ts'
import { wordsAreFound } from './commonKeys.ts'
import type { PostFormat } from './postFormat.ts'
import type { FileText, RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import { wholeLines } from './sample.ts'
import { writtenSpans } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'brat'

/**
 * brat standoff: `x.txt` with a post a line, and beside it `x.ann` with `T1 TAB PER 2 14 TAB mention` (code points of the
 * whole text). Lines that a span joins are one post. Lines of other kinds (relations, notes) are kept with their file.
 */
export const brat: PostFormat = {
  name: NAME,
  title: 'standoff annotations (.ann beside .txt), of brat',
  variants: [
    { name: 'standoff', extension: 'ann', carries: ['text', 'nested', 'subtokens'], severalFiles: true },
  ],

  matches(sample) {
    const lines = wholeLines(sample)
    // An empty .ann is a document without labels.
    const named = /\.ann$/iu.test(sample.name)
    const empty = sample.complete && lines.length === 0 && named
    const as = 'annotations of brat, its text in the .txt file beside it'
    const isAnnotation = (line: string): boolean => SPAN.test(line) || OTHER.test(line)
    if (empty || (lines.length > 0 && lines.every(isAnnotation))) return { certainty: 'sure', as }
    if (sample.annotated) return { certainty: 'likely', as: 'a text with annotations of brat beside it' }
    // Taken for one by its name, so that the lines that are none can be told.
    return named ? { certainty: 'likely', as } : null
  },

  columnParts: () => [],

  async *read(source, options) {
    const pair = await readBratPair(source, options.encoding)
    yield bratPosts(NAME, pair, options.nested ?? false)
  },

  refuses(written) {
    const { post } = written
    if (/[\r\n]/u.test(post.text)) return 'its text holds a line break, which is where another post begins'
    const blank = post.text.trim() === ''
    if (blank) return 'its text holds nothing but space'
    if (!wordsAreFound(post, written.spans))
      return 'its words are not parted by space, and a document of brat has no words'
    const span = written.spans.find(({ type }) => /\s/u.test(type))
    return span === undefined ? unknownRefusal(written) : `its type ${quoted(span.type)} holds space`
  },

  open: (file) => new BratFiles(file),
}

/** An annotation and where it stood in its file; new ones stand behind all others. */
interface Line {
  readonly at: number
  readonly text: string
}

class BratFiles implements RecordWriter {
  readonly #file: WriterFile
  /** Annotations are numbered as in the one file they came from; else anew. */
  readonly #keepsIds: boolean
  readonly #types = new Set<string>()
  readonly #gathered: Line[] = []
  /** Code points written so far, and the number of the last span. */
  #offset = 0
  #number = 0
  #position = 0
  #close = '\n'

  constructor(file: WriterFile) {
    this.#file = file
    this.#keepsIds = file.oneFile
    for (const label of file.labels) this.#types.add(label)
  }

  record(written: WrittenPost): readonly FileText[] {
    const { post } = written
    const layout = this.#keepsIds ? ((post.layout?.[NAME] ?? null) as BratLayout | null) : null
    const first = this.#position === 0
    const joint = this.#joint(post.position, layout)
    this.#position = post.position
    const text = layout?.raw ?? post.text
    const start = this.#offset + length(joint)
    const lines = this.#lines(written, layout, start)
    this.#offset = start + length(text)
    this.#close = layout?.close ?? '\n'
    const bom = first && this.#file.bom ? '\ufeff' : ''
    if (this.#keepsIds) this.#gathered.push(...lines)
    const ann = this.#keepsIds ? '' : lines.map((line) => `${line.text}\n`).join('')
    return [
      { file: 'posts.txt', text: bom + joint + text },
      { file: 'posts.ann', text: ann },
    ]
  }

  #joint(position: number, layout: BratLayout | null): string {
    if (this.#position === 0) return layout?.open ?? ''
    return (position === this.#position + 1 ? layout?.before : null) ?? '\n'
  }

  end(): readonly FileText[] {
    const lines = this.#gathered.sort((a, b) => a.at - b.at).map(({ text }) => `${text}\n`)
    const conf = ['[entities]', ...this.#types, '', '[relations]', '', '[events]', '', '[attributes]', '']
    return [
      { file: 'posts.txt', text: this.#close },
      { file: 'posts.ann', text: lines.join('') },
      { file: 'annotation.conf', text: conf.join('\n') },
    ]
  }

  #lines(written: WrittenPost, layout: BratLayout | null, start: number): Line[] {
    const known = [...(layout?.spans ?? [])]
    const lines = writtenSpans(written, 'codepoint').map((span): Line => {
      this.#types.add(span.type)
      const place = `${span.type} ${start + span.start} ${start + span.end}`
      const at = known.findIndex(
        (each) => each.start === span.start && each.end === span.end && each.type === span.type,
      )
      const [same] = at < 0 ? [] : known.splice(at, 1)
      if (same !== undefined) return { at: same.at, text: `${same.id}\t${place}\t${span.mention}` }
      return { at: Infinity, text: `T${this.#nextNumber(layout)}\t${place}\t${span.mention}` }
    })
    // What speaks of a span that is gone would point at nothing.
    const gone = known.map(({ id }) => id)
    const kept = (layout?.others ?? []).filter(
      ({ text }) => !gone.some((id) => new RegExp(`\\b${id}\\b`, 'u').test(text)),
    )
    return [...lines, ...kept]
  }

  #nextNumber(layout: BratLayout | null): number {
    this.#number = Math.max(this.#number, layout?.lastNumber ?? 0) + 1
    return this.#number
  }
}

function length(text: string): number {
  return new TextOffsets(text).fromUtf16(text.length) ?? 0
}
