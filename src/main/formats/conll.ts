import { splitTag } from '../../shared/domain/bio.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { lineBatches } from './lineReader.ts'
import type { Line } from './lineReader.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens, stemOf } from './postReader.ts'
import type { PostReader, ReadItem, ReadOptions } from './postReader.ts'
import { quoted } from './problemText.ts'
import { readSample, wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'

/** Which columns are read, both counted from 0. */
interface Columns {
  readonly separator: 'tab' | 'space'
  readonly token: number
  /** -1: the last column. */
  readonly tag: number
}

/** Share of lines with a tag from which a file is taken for this format, so that its bad lines can be named. */
const LEAST_TAGGED = 0.8

/**
 * Columns of tokens and tags, blank line between sentences, TAB or spaces between columns. The tag is the column named
 * by `columns.tag` (a number from 1, or `last`); without it the second column where every line has a tag there (as in
 * `token TAB tag TAB tag as published`), else the last (as in CoNLL-2003).
 */
export const conllReader: PostReader = {
  name: 'conll',
  title: 'CoNLL columns, a token a line',

  matches(sample) {
    if (sample.lines.some((line) => line.startsWith('IMGID:') && !line.includes('\t'))) return null
    const lines = wholeLines(sample).filter((line) => !isDocumentStart(line))
    const columns = columnsOf(sample, null)
    const tagged = lines.filter(
      (line) => splitTag(tagAt(fieldsOf(line, columns), columns) ?? '') !== null,
    ).length
    if (lines.length === 0 || tagged < lines.length * LEAST_TAGGED) return null
    const tag = columns.tag === -1 ? 'the last column' : `column ${columns.tag + 1}`
    return {
      certainty: tagged === lines.length ? 'sure' : 'likely',
      as: `a token a line, columns by ${columns.separator}, tag in ${tag}`,
    }
  },

  async *read(source, options) {
    const columns = columnsOf(await readSample(source, options.encoding), options.columns)
    const records = new ConllRecords(stemOf(source.name), columns)
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) records.push(line)
      yield records.take()
    }
    records.end()
    yield records.take()
  },
}

function columnsOf(sample: Sample, chosen: ReadOptions['columns']): Columns {
  const lines = wholeLines(sample).filter((line) => !isDocumentStart(line))
  const tabbed = lines.filter((line) => line.includes('\t')).length
  const separator = tabbed * 2 >= lines.length ? 'tab' : 'space'
  const token = columnNumber(chosen?.['token'] ?? '1', 'token')
  if (chosen?.['tag'] !== undefined) return { separator, token, tag: columnNumber(chosen['tag'], 'tag') }
  const second = lines.filter(
    (line) => splitTag(fieldsOf(line, { separator, token, tag: 1 })[1] ?? '') !== null,
  )
  return { separator, token, tag: second.length >= lines.length * LEAST_TAGGED ? 1 : -1 }
}

function columnNumber(name: string, what: string): number {
  if (name === 'last') return -1
  if (/^[1-9]\d?$/u.test(name)) return Number(name) - 1
  throw new WorkbenchError(
    'invalid-input',
    `The column ${quoted(name)} of the ${what} is not a number from 1 or the word last.`,
  )
}

function fieldsOf(line: string, columns: Columns): string[] {
  return columns.separator === 'tab' ? line.split('\t') : line.split(/ +/u)
}

function tagAt(fields: readonly string[], columns: Columns): string | undefined {
  return fields.length < 2 ? undefined : fields.at(columns.tag)
}

function isDocumentStart(text: string): boolean {
  return /^-DOCSTART-(?:[ \t]|$)/u.test(text)
}

class ConllRecords {
  readonly #stem: string
  readonly #columns: Columns
  #items: ReadItem[] = []
  #record = 0
  #lines: Line[] = []

  constructor(stem: string, columns: Columns) {
    this.#stem = stem
    this.#columns = columns
  }

  push(line: Line): void {
    if (line.fault === null && (line.text.trim() === '' || isDocumentStart(line.text))) this.end()
    // One line more than a post may have is enough to tell that it has too many.
    else if (this.#lines.length <= MOST_TOKENS) this.#lines.push(line)
  }

  end(): void {
    if (this.#lines.length === 0) return
    this.#record++
    this.#items.push(this.#item())
    this.#lines = []
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #item(): ReadItem {
    const tokens: string[] = []
    const tags: string[] = []
    for (const line of this.#lines) {
      const fields = line.fault === null ? fieldsOf(line.text, this.#columns) : []
      const token = fields[this.#columns.token]
      const tag = tagAt(fields, this.#columns)
      if (token === undefined || token === '' || tag === undefined || tag === '') return this.#refused(line)
      tokens.push(token)
      tags.push(tag)
    }
    const first = (this.#lines[0] as Line).number
    return {
      kind: 'post',
      findings: [],
      firstTokenLine: first,
      post: {
        externalId: `${this.#stem}-${this.#record}`,
        tokens,
        tags,
        ...joinTokens(tokens),
        picture: null,
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout: null,
        line: first,
      },
    }
  }

  #refused(line: Line): ReadItem {
    const { token, tag, separator } = this.#columns
    const where = tag === -1 ? 'the last column' : `column ${tag + 1}`
    return {
      kind: 'refused',
      finding: {
        severity: 'error',
        line: line.number,
        record: this.#record,
        entry: null,
        found: line.fault ?? `${quoted(line.text)} has no token and tag where they should be`,
        expected:
          line.fault === null
            ? `columns by ${separator}, the token in column ${token + 1} and the tag in ${where}`
            : null,
        advice: 'Correct the line',
      },
    }
  }
}
