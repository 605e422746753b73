import { toIob2, unopened } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { Line } from './lineReader.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'

/** `# sent_id = 3` of CoNLL-U relatives. A token such as `#` or `#a=b` has its tag beside it. */
export const COMMENT = /^# ?[^\s=]+ = /u

/** What becomes of a tag that goes on with an entity nobody opened. */
export const UNOPENED = 'It is read as the beginning of one.'

/** Which columns are read, both counted from 0. */
export interface Columns {
  readonly separator: 'tab' | 'space'
  readonly token: number
  /** -1: the last column. */
  readonly tag: number
}

export function fieldsOf(line: string, columns: Columns): string[] {
  return columns.separator === 'tab' ? line.split('\t') : line.split(/ +/u)
}

export function tagAt(fields: readonly string[], columns: Columns): string | undefined {
  return fields.length < 2 ? undefined : fields.at(columns.tag)
}

/** Label Studio writes no blank line behind it, so it is a line of its own wherever it stands. */
export function isDocumentStart(text: string): boolean {
  return /^-DOCSTART-(?:[ \t]|$)/u.test(text)
}

/** Gathers lines into sentences, each with the lines it was read from. */
export class ConllRecords {
  readonly #format: string
  readonly #stem: string
  readonly #columns: Columns
  readonly #scheme: TagScheme
  #items: ReadItem[] = []
  #record = 0
  #before = ''
  #lines: Line[] = []
  /** A sentence that may be the last one; its successor or the end of the file says. */
  #held: { item: Extract<ReadItem, { kind: 'post' }>; layout: Record<string, string> } | null = null

  constructor(format: string, stem: string, columns: Columns, scheme: TagScheme) {
    this.#format = format
    this.#stem = stem
    this.#columns = columns
    this.#scheme = scheme
  }

  push(line: Line): void {
    if (
      line.fault === null &&
      (line.text.trim() === '' || isDocumentStart(line.text) || this.#isComment(line))
    ) {
      this.#close()
      this.#before += line.text + line.ending
      // One line more than a post may have is enough to tell that it has too many.
    } else if (this.#lines.length <= MOST_TOKENS) this.#lines.push(line)
  }

  end(): void {
    this.#close()
    if (this.#held !== null) this.#held.layout['close'] = this.#before
    this.#release()
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #isComment({ text }: Line): boolean {
    return this.#lines.length === 0 && COMMENT.test(text)
  }

  #close(): void {
    if (this.#lines.length === 0) return
    this.#record++
    const before = this.#before
    this.#before = ''
    const item = this.#item()
    this.#lines = []
    this.#release()
    if (item.kind !== 'post') {
      this.#items.push(item)
      return
    }
    const layout = item.post.layout?.[this.#format] as unknown as Record<string, string>
    if (this.#record === 1) layout['open'] = before
    else if (before !== '\n') layout['before'] = before
    this.#held = { item, layout }
  }

  #release(): void {
    if (this.#held !== null) this.#items.push(this.#held.item)
    this.#held = null
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
      findings: this.#unopened(tokens, tags, first),
      firstTokenLine: first,
      post: {
        externalId: `${this.#stem}-${this.#record}`,
        tokens,
        tags: toIob2(tags, this.#scheme),
        ...joinTokens(tokens),
        picture: null,
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout: {
          [this.#format]: {
            variant: 'columns',
            raw: this.#lines.map(({ text, ending }) => text + ending).join(''),
            scheme: this.#scheme,
            columns: { ...this.#columns },
          },
        },
        line: first,
      },
    }
  }

  #unopened(tokens: readonly string[], tags: readonly string[], first: number): Finding[] {
    return unopened(tags, this.#scheme).map((index) => ({
      severity: 'warning',
      line: first + index,
      record: this.#record,
      entry: null,
      found: `${quoted(tags[index] ?? '')} of ${quoted(tokens[index] ?? '')} goes on with an entity that nothing opened`,
      expected: null,
      advice: UNOPENED,
    }))
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
