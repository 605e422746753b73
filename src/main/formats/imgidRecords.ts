import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { columnsOf, HEADER, otherTagsMeta, readTokenLine } from './imgidColumns.ts'
import type { Line } from './lineReader.ts'
import { unmarkedTags } from './markedTags.ts'
import type { UnmarkedTags } from './markedTags.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'

/** A header is `IMGID:` and an id; with a TAB behind it the same letters are a token. */
export function isHeader(text: string): boolean {
  return text.startsWith(HEADER) && !text.includes('\t')
}

/** The name of the picture that an id stands for. */
export function pictureOfId(id: string): string {
  return /\.(?:jpe?g|png|webp|gif)$/iu.test(id) ? id : `${id}.jpg`
}

/** How a record of an IMGID file differs from `header LF (token TAB tag LF)… LF`; a missing key: it does not. */
export interface ImgidLayout extends JsonObject {
  /** The header as it stands, where it is more than `IMGID:` and the id. */
  readonly header?: string
  /** Blank lines before the first record of the file. */
  readonly before?: readonly string[]
  /** Blank lines after the record; plain is one empty line. */
  readonly after?: readonly string[]
  /** Every line of the record ends in CRLF. */
  readonly crlf?: true
  /** Where endings differ, one letter for each line from `before` to `after`: l LF, c CRLF, n none. */
  readonly endings?: string
  /** A token holds a TAB. */
  readonly tab?: true
}

/** Gathers lines into records. */
export class ImgidRecords {
  readonly #label: 'coarse' | 'fine'
  readonly #scheme: TagScheme | null
  #items: ReadItem[] = []
  #record = 0
  #before: Line[] = []
  #header: Line | null = null
  #tokenLines: Line[] = []
  #after: Line[] = []

  /** `label`: which of two columns of tags is labelled by; `scheme`: the one of its tags that a person named. */
  constructor(label: 'coarse' | 'fine', scheme: TagScheme | null | undefined) {
    this.#label = label
    this.#scheme = scheme ?? null
  }

  push(line: Line): void {
    if (line.fault === null && line.text.trim() === '' && !line.text.includes('\t')) this.#blank(line)
    else if (line.fault === null && isHeader(line.text)) {
      this.#close()
      this.#header = line
    } else {
      // A line after the blank one belongs to no record; it opens one of its own, to be refused as a whole.
      if (this.#after.length > 0) this.#close()
      // One line more than a post may have is enough to tell that it has too many.
      if (this.#tokenLines.length <= MOST_TOKENS) this.#tokenLines.push(line)
    }
  }

  end(): void {
    this.#close()
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #blank(line: Line): void {
    if (this.#header === null && this.#tokenLines.length === 0) this.#before.push(line)
    else if (this.#after.length <= MOST_TOKENS) this.#after.push(line)
  }

  #close(): void {
    if (this.#header === null && this.#tokenLines.length === 0) return
    this.#record++
    this.#items.push(this.#item())
    this.#before = []
    this.#header = null
    this.#tokenLines = []
    this.#after = []
  }

  #item(): ReadItem {
    const header = this.#header
    if (header === null) return this.#headless()
    const id = header.text.slice(HEADER.length).trim()
    if (id === '')
      return this.#refused(header.number, 'the line `IMGID:` names no picture', 'IMGID: and a picture id')
    if (this.#tokenLines.length === 0)
      return this.#refused(header.number, `${quoted(id)} has no tokens`, 'lines of token, TAB, tag below it')
    const columns = columnsOf(
      this.#tokenLines.map(({ text }) => text),
      this.#label,
    )
    const tokens: string[] = []
    const tags: string[] = []
    const others: string[] = []
    for (const line of this.#tokenLines) {
      const read = readTokenLine(line, columns)
      if ('found' in read) return this.#refused(line.number, read.found, read.expected)
      tokens.push(read.token)
      tags.push(read.tag)
      if (read.other !== null) others.push(read.other)
    }
    const unmarked = unmarkedTags('imgid', tokens, tags, this.#scheme)
    const post = this.#post(header, id, tokens, unmarked.tags)
    return {
      kind: 'post',
      post: {
        ...post,
        meta: otherTagsMeta(columns, others),
        layout: unmarked.layout === null ? post.layout : { ...post.layout, ...unmarked.layout },
      },
      findings: [...this.#findings(header, id, tokens), ...this.#slips(header, unmarked.slips)],
      firstTokenLine: header.number + 1,
    }
  }

  #post(header: Line, id: string, tokens: string[], tags: readonly string[]): ImportedPost {
    return {
      externalId: id,
      tokens,
      tags,
      ...joinTokens(tokens),
      picture: pictureOfId(id),
      caption: null,
      split: null,
      status: 'unreviewed',
      meta: null,
      layout: this.#layout(header, id, tokens),
      line: header.number,
    }
  }

  #headless(): ReadItem {
    const line = this.#tokenLines[0] as Line
    return this.#refused(
      line.number,
      line.fault ?? `${quoted(line.text)} stands before any IMGID line of its own`,
      line.fault === null ? 'a line such as IMGID:17_06_1 first' : null,
    )
  }

  #findings(header: Line, id: string, tokens: readonly string[]): Finding[] {
    const findings: Finding[] = []
    const warn = (line: number, found: string, advice: string): void => {
      const place = { line, record: this.#record, entry: null }
      findings.push({ severity: 'warning', ...place, found, expected: null, advice })
    }
    if (header.text !== HEADER + id)
      warn(
        header.number,
        `the id in ${quoted(header.text)} has space around it`,
        `It is read as ${quoted(id)}.`,
      )
    for (const [index, token] of tokens.entries())
      if (/^\t|\t$/u.test(token))
        warn(
          header.number + 1 + index,
          `the token ${quoted(token)} has a TAB at its edge`,
          'It is kept as it is.',
        )
    return findings
  }

  #slips(header: Line, slips: UnmarkedTags['slips']): Finding[] {
    return slips.map(({ index, found, advice }) => ({
      severity: 'warning',
      line: header.number + 1 + index,
      record: this.#record,
      entry: null,
      found,
      expected: null,
      advice,
    }))
  }

  #layout(header: Line, id: string, tokens: readonly string[]): JsonObject | null {
    const endings = [...this.#before, header, ...this.#tokenLines, ...this.#after].map((line) => line.ending)
    const before = this.#before.map((line) => line.text)
    const after = this.#after.map((line) => line.text)
    const layout: ImgidLayout = {
      ...(header.text === HEADER + id ? {} : { header: header.text }),
      ...(before.length === 0 ? {} : { before }),
      ...(after.length === 1 && after[0] === '' ? {} : { after }),
      ...endingsLayout(endings),
      ...(tokens.some((token) => token.includes('\t')) ? { tab: true } : {}),
    }
    return Object.keys(layout).length === 0 ? null : { imgid: layout }
  }

  #refused(line: number, found: string, expected: string | null): ReadItem {
    return {
      kind: 'refused',
      finding: {
        severity: 'error',
        line,
        record: this.#record,
        entry: null,
        found,
        expected,
        advice: 'Correct the line',
      },
    }
  }
}

function endingsLayout(endings: readonly Line['ending'][]): Pick<ImgidLayout, 'crlf' | 'endings'> {
  if (endings.every((ending) => ending === '\n')) return {}
  if (endings.every((ending) => ending === '\r\n')) return { crlf: true }
  const letters = { '\n': 'l', '\r\n': 'c', '': 'n' } as const
  return { endings: endings.map((ending) => letters[ending]).join('') }
}
