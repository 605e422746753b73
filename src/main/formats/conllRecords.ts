import { isTag, toIob2 } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { Line } from './lineReader.ts'
import { openEnds } from './openEnds.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'

/** `# sent_id = 3` and `# newdoc` of CoNLL-U, `#begin document` of CoNLL-2012. */
const COMMENT = /^# ?[^\s=]+ = |^# new(?:doc|par)\b|^#(?:begin|end) document\b/u

/**
 * A line of comment above a sentence; also `# id 5f8 domain=en` of MultiCoNER, words none of which is a tag. A token such as
 * `#` or `#a=b` has its tag beside it, and `# PER` is a token whose tag is wrong.
 */
export function isComment(text: string): boolean {
  if (!text.startsWith('#')) return false
  if (COMMENT.test(text)) return true
  const words = text.split(/[ \t]+/u)
  return text.startsWith('# ') && words.length > 2 && !words.some(isTag)
}

/** Which columns are read, both counted from 0. */
export interface Columns {
  readonly separator: 'tab' | 'space'
  readonly token: number
  /** -1: the last column. */
  readonly tag: number
}

/** The fields of a line. Separators at its end part nothing: many programs leave them there. */
export function fieldsOf(line: string, { separator }: Pick<Columns, 'separator'>): string[] {
  const whole = line.endsWith(' ') || line.endsWith('\t') ? line.replace(/[ \t]+$/u, '') : line
  return separator === 'tab' ? whole.split('\t') : whole.split(/ +/u)
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
  readonly #width: number | null
  #items: ReadItem[] = []
  #record = 0
  #before = ''
  #lines: Line[] = []
  /** A sentence that may be the last one; its successor or the end of the file says. */
  #held: { item: Extract<ReadItem, { kind: 'post' }>; layout: Record<string, string> } | null = null

  /**
   * `width`: how many columns lines of the file have, for a line with more or fewer than its sentence shifts them; null: the
   * columns that count were named.
   */
  constructor(format: string, stem: string, columns: Columns, scheme: TagScheme, width: number | null) {
    this.#format = format
    this.#stem = stem
    this.#columns = columns
    this.#scheme = scheme
    this.#width = width
  }

  push(line: Line): void {
    if (
      line.fault === null &&
      (line.text.trim() === '' || isDocumentStart(line.text) || this.#isAbove(line))
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

  #isAbove({ text }: Line): boolean {
    return this.#lines.length === 0 && isComment(text)
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
    const rows = this.#lines.map(({ text, fault }) => (fault === null ? fieldsOf(text, this.#columns) : []))
    const width = this.#width === null ? null : usualWidth(rows, this.#width)
    for (const [at, line] of this.#lines.entries()) {
      const fields = rows[at] ?? []
      const token = fields[this.#columns.token]
      const tag = tagAt(fields, this.#columns)
      if (token === undefined || token === '' || tag === undefined || tag === '') return this.#refused(line)
      if (width !== null && fields.length !== width) return this.#uneven(line, fields.length, width)
      tokens.push(token)
      tags.push(tag)
    }
    const first = (this.#lines[0] as Line).number
    return {
      kind: 'post',
      findings: [...this.#otherWidth(width, first), ...this.#openEnds(tokens, tags, first)],
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

  #openEnds(tokens: readonly string[], tags: readonly string[], first: number): Finding[] {
    return openEnds(tokens, tags, this.#scheme).map(({ index, found, advice }) =>
      this.#warning(first + index, found, advice),
    )
  }

  /** Dialects may stand in one file, but a column may also have been lost. */
  #otherWidth(width: number | null, first: number): Finding[] {
    if (width === null || width === this.#width) return []
    const found = `${columnsOf(width)} where most lines of the file have ${this.#width}`
    return [this.#warning(first, found, 'It is read in the same way.')]
  }

  #warning(line: number, found: string, advice: string): Finding {
    return {
      severity: 'warning',
      line,
      record: this.#record,
      entry: null,
      found,
      expected: null,
      advice,
    }
  }

  #uneven(line: Line, width: number, usual: number): ReadItem {
    return this.#error(
      line,
      `${quoted(line.text)} has ${columnsOf(width)}`,
      `${usual}, as the other lines of its sentence`,
      'Correct the line, or name the columns that count (--columns token=1,tag=last)',
    )
  }

  #refused(line: Line): ReadItem {
    if (line.fault !== null) return this.#error(line, line.fault, null, 'Correct the line')
    const { token, tag, separator } = this.#columns
    const where = tag === -1 ? 'the last column' : `column ${tag + 1}`
    return this.#error(
      line,
      `${quoted(line.text)} has no token and tag where they should be`,
      `columns by ${separator}, the token in column ${token + 1} and the tag in ${where}`,
      'Correct the line',
    )
  }

  #error({ number }: Line, found: string, expected: string | null, advice: string): ReadItem {
    const at = { line: number, record: this.#record, entry: null }
    return { kind: 'refused', finding: { severity: 'error', ...at, found, expected, advice } }
  }
}

function columnsOf(width: number): string {
  return width === 1 ? '1 column' : `${width} columns`
}

/** How many columns most rows have; of two widths that are as many, `preferred` or the one that comes first. */
export function usualWidth(rows: readonly (readonly string[])[], preferred = 0): number {
  const counts = new Map([[preferred, 0]])
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [usual] = [...counts].sort(([, a], [, b]) => b - a)
  return usual?.[0] ?? 0
}
