import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { fromIob2, isTag, SCHEME_WORDS, schemeOf } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { ConllRecords, fieldsOf, isComment, isDocumentStart, tagAt, usualWidth } from './conllRecords.ts'
import type { Columns } from './conllRecords.ts'
import { FileFault } from './fileFault.ts'
import { hasImgidHeader } from './imgidHeader.ts'
import { lineBatches } from './lineReader.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem, ReadOptions } from './postReader.ts'
import type { WriteOptions, WrittenPost } from './postWriter.ts'
import type { StoredPost } from '../store/types.ts'
import { nowhere, quoted } from './problemText.ts'
import { jsonShape, readSample, wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'
import { asRead, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'

const NAME = 'conll'

/** What a column is called: there is no header. */
const COLUMN = /^(?:[1-9]\d?|last)$/u

/** Share of lines with a tag from which a file is taken for this format, so that its bad lines can be named. */
const LEAST_TAGGED = 0.5
/** Share of lines from which the others are slips: of those with a tag in the second column, of those with columns. */
const NEARLY_ALL = 0.8

/** Two columns as in CoNLL-2002, or four as in CoNLL-2003 with `_` where we know neither part of speech nor chunk. */
const DOCUMENT: Readonly<Record<string, Joints>> = {
  '2002': { open: '', between: '\n', close: '\n' },
  '2003': { open: '-DOCSTART- -X- -X- O\n\n', between: '\n', close: '\n' },
}

/**
 * Columns of tokens and tags, blank line between sentences, TAB or spaces between columns; tags in any of IOB1, IOB2,
 * IOBES and BILOU. The tag is the column named by `columns.tag` (a number from 1, or `last`); without it the second column
 * where every line has a tag there (as in `token TAB tag TAB tag as published`), else the last (as in CoNLL-2003). Every
 * other column is kept and written back.
 */
export const conll: PostFormat = {
  name: NAME,
  title: 'CoNLL columns, a token a line',
  variants: [
    { name: '2002', extension: 'conll', carries: ['tokens'] },
    { name: '2003', extension: 'conll03', carries: ['tokens'] },
  ],

  matches(sample, chosen) {
    if (isOther(sample)) return null
    if (!Object.values(chosen?.columns ?? {}).every((column) => COLUMN.test(column))) return null
    const lines = tokenLines(sample)
    if (lines.length === 0 && sample.lines.some(isDocumentStart))
      return { certainty: 'likely', as: 'the beginning of a document and no word' }
    const columns = columnsOf(sample, chosen?.columns ?? null)
    const tagged = lines.filter((line) => isTag(tagAt(fieldsOf(line, columns), columns) ?? '')).length
    if (lines.length === 0 || tagged < lines.length * leastTagged(sample)) return null
    const places = columnWords(columns)
    const shown = schemeOf(sentenceTags(sample, columns), sample.complete)
    const words = shown === null ? 'tags of two schemes' : `${SCHEME_WORDS[shown.scheme]} tags`
    return {
      certainty: tagged === lines.length ? 'sure' : 'likely',
      as: `a token a line, columns by ${columns.separator}, ${words} in ${places}`,
    }
  },

  columnChoices(sample) {
    const { separator } = columnsOf(sample, null)
    const widths = tokenLines(sample).map((line) => fieldsOf(line, { separator }).length)
    const columned = widths.filter((width) => width > 1).length
    if (columned === 0 || columned < widths.length * NEARLY_ALL) return null
    const numbers = Array.from({ length: Math.max(...widths) }, (_, index) => String(index + 1))
    return { parts: ['token', 'tag'], columns: [...numbers, 'last'] }
  },

  columnParts: () => ['token', 'tag'],

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const columns = columnsOf(sample, options.columns)
    const chosen = options.scheme ?? null
    const shown =
      chosen === null ? schemeOf(sentenceTags(sample, columns), sample.complete) : { scheme: chosen }
    if (shown === null)
      throw new FileFault(
        source.name,
        'tags with `E-` or `S-` stand beside tags with `L-` or `U-`',
        'one tag scheme in a file',
        'Name the scheme (--scheme iobes or --scheme bilou)',
      )
    const rows = tokenLines(sample).map((line) => fieldsOf(line, columns))
    const width = options.columns === null ? usualWidth(rows) : null
    const records = new ConllRecords(NAME, stemOf(source.name), columns, shown.scheme, width)
    if (shown.or !== undefined) yield [eitherScheme(sample, shown.scheme, shown.or)]
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) records.push(line)
      yield records.take()
    }
    records.end()
    yield records.take()
  },

  refuses(written, options) {
    const { post, tags } = written
    const token = tokenFault(post, options)
    if (token !== null) return token
    const tag = tags?.find((each) => each === '' || /\s/u.test(each))
    if (tag !== undefined) return `its tag ${quoted(tag)} is empty or holds space`
    const delimiter = separatorOf(post, options)
    const mark = post.tokens.find((each) => isDocumentStart(each + delimiter))
    if (mark !== undefined) return `its token ${quoted(mark)} would be read as the beginning of a document`
    const [first = ''] =
      post.tokens[0]?.startsWith('#') === true ? recordText(written, options).split('\n') : []
    return isComment(first) ? `its first line, ${quoted(first)}, would be read as a comment` : null
  },

  open({ options, bom, oneFile }) {
    const joints = DOCUMENT[options.variant] ?? { open: '', between: '\n', close: '\n' }
    // Every file read has the layout of its lines, whatever its columns: they are kept as they are.
    const joiner = new RecordJoiner(NAME, 'columns', joints, { bom, oneFile })
    return {
      record: (written) =>
        joiner.record(written.post, asReadIn(written, options) ?? recordText(written, options)),
      end: () => joiner.end(),
    }
  },
}

/**
 * Why the words of a post cannot stand in columns. Only what parts columns and lines is space here: U+00A0 and its like are
 * words of tweets. A word with a space is refused in both variants, for most readers part columns at either; lines that came
 * with one in a column by TAB stay as they are.
 */
function tokenFault(post: StoredPost, { delimiter }: WriteOptions): string | null {
  if (post.tokens[0]?.startsWith('\ufeff') === true)
    return `token 1, ${quoted(post.tokens[0])}, would be read as a byte-order mark`
  if (delimiter === null && ownLayout(post) !== null) return null
  for (const [index, token] of post.tokens.entries()) {
    if (token === '') return `token ${index + 1} is empty`
    if (/[ \t\r\n]/u.test(token))
      return `token ${index + 1}, ${quoted(token)}, holds a space, a TAB or a line break`
  }
  return null
}

/** What is said of a file in which no tag tells two schemes apart. */
function eitherScheme({ complete }: Sample, scheme: TagScheme, or: TagScheme): ReadItem {
  const where = complete ? '' : ' in its first lines'
  return {
    kind: 'note',
    finding: {
      severity: 'warning',
      ...nowhere,
      found: `entities begin with \`I-\` and none with \`B-\`${where}`,
      expected: null,
      advice: `It is read as ${SCHEME_WORDS[scheme]}, where they may (--scheme ${scheme}); --scheme ${or} keeps the tags as they are, as spans that nothing opened.`,
    },
  }
}

/** The lines a record was read from, unless another scheme or separator was asked for. */
function asReadIn(written: WrittenPost, { scheme, delimiter }: WriteOptions): string | null {
  return scheme === null && delimiter === null ? asRead(written, NAME, 'columns') : null
}

/** How the post stood in its file; null: it comes from a file of another format. */
function ownLayout(post: StoredPost): ConllLayout | null {
  const source = sourceLayout(post, NAME, 'columns')
  return source === null ? null : (source as unknown as ConllLayout)
}

/** What stands between the columns of a post: what was asked for, what its own lines have, or what is usual. */
function separatorOf(post: StoredPost, { delimiter, variant }: WriteOptions): string {
  if (delimiter !== null) return delimiter
  const own = ownLayout(post)
  if (own !== null) return own.columns.separator === 'tab' ? '\t' : ' '
  return variant === '2003' ? ' ' : '\t'
}

function recordText(written: WrittenPost, options: WriteOptions): string {
  const { post, tags } = written
  const own = ownLayout(post)
  const scheme = options.scheme ?? own?.scheme ?? 'iob2'
  const labels = fromIob2(tags ?? [], scheme)
  if (own !== null && options.delimiter === null) return relabelled(own, labels)
  const between = separatorOf(post, options)
  const filler = options.variant === '2003' ? ['_', '_'] : []
  return post.tokens
    .map((token, index) => `${[token, ...filler, labels[index] ?? 'O'].join(between)}\n`)
    .join('')
}

interface ConllLayout {
  readonly raw: string
  readonly scheme: TagScheme
  readonly columns: Columns
}

/** The lines of a record with other tags in their column. */
function relabelled({ raw, columns }: ConllLayout, labels: readonly string[]): string {
  let token = -1
  return raw.replaceAll(/[^\r\n]+/gu, (line) => {
    token++
    const rest = /[ \t]*$/u.exec(line)?.[0] ?? ''
    const parts = line
      .slice(0, line.length - rest.length)
      .split(columns.separator === 'tab' ? /(\t)/u : /( +)/u)
    // Fields and separators take turns.
    const place = columns.tag === -1 ? parts.length - 1 : columns.tag * 2
    parts[place] = labels[token] ?? 'O'
    return parts.join('') + rest
  })
}

/** Of another format, whatever its lines look like: words inside a text of JSON may look like columns. */
function isOther(sample: Sample): boolean {
  if (hasImgidHeader(sample) || sample.text.startsWith('#FORMAT=') || isBinary(sample)) return true
  return /^[[{]/u.test(sample.text) && jsonShape(sample) === 'lines'
}

/** In a table words that look like tags may stand at the ends of lines. */
function leastTagged({ name }: Sample): number {
  return /\.csv$/iu.test(name) ? 1 : LEAST_TAGGED
}

function tokenLines(sample: Sample): string[] {
  return wholeLines(sample).filter((line) => !isDocumentStart(line) && !isComment(line))
}

/** Bytes of no text: such as have no place in UTF-8, beside controls that no text has. */
function isBinary({ text }: Sample): boolean {
  return text.includes('\ufffd') && /[^\P{Cc}\t\r\n]/u.test(text)
}

/** The lines of each sentence of a sample. */
function* sentences(sample: Sample): Generator<readonly string[]> {
  let lines: string[] = []
  for (const line of sample.complete ? sample.lines : sample.lines.slice(0, -1)) {
    if (line.trim() !== '' && !isDocumentStart(line)) lines.push(line)
    else if (lines.length > 0) {
      yield lines
      lines = []
    }
  }
  yield lines
}

function* sentenceTags(sample: Sample, columns: Columns): Generator<readonly string[]> {
  for (const lines of sentences(sample))
    yield lines.map((line) => tagAt(fieldsOf(line, columns), columns) ?? '')
}

function columnsOf(sample: Sample, chosen: ReadOptions['columns']): Columns {
  const lines = tokenLines(sample)
  const tabbed = lines.filter((line) => line.includes('\t')).length
  const separator = tabbed * 2 >= lines.length ? 'tab' : 'space'
  const second = lines.filter((line) => isTag(fieldsOf(line, { separator })[1] ?? '')).length
  const tag = second >= lines.length * NEARLY_ALL ? 1 : -1
  const first = tag === -1 && countsTokens(sample, separator) ? '2' : '1'
  return {
    separator,
    token: columnNumber(chosen?.['token'] ?? first, 'token'),
    tag: chosen?.['tag'] === undefined ? tag : columnNumber(chosen['tag'], 'tag'),
  }
}

/** The first column numbers the tokens of each sentence, as in CoNLL-U and CoNLL-2009. */
function countsTokens(sample: Sample, separator: Columns['separator']): boolean {
  const numbers = [...sentences(sample)].map((lines) =>
    lines.filter((line) => !isComment(line)).map((line) => fieldsOf(line, { separator })),
  )
  const counted = numbers.every((rows) =>
    rows.every((row, at) => row.length > 2 && row[0] === String(at + 1)),
  )
  return counted && numbers.some((rows) => rows.length > 1)
}

/** `column 2`, and where the tokens are where they are not in the first. */
function columnWords({ token, tag }: Columns): string {
  const place = tag === -1 ? 'the last column' : `column ${tag + 1}`
  return token === 0 ? place : `${place} and tokens in column ${token + 1}`
}

function columnNumber(name: string, what: string): number {
  if (name === 'last') return -1
  if (COLUMN.test(name)) return Number(name) - 1
  throw new WorkbenchError(
    'invalid-input',
    `The column ${quoted(name)} of the ${what} is not a number from 1 or the word last.`,
  )
}
