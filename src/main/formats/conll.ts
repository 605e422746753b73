import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { fromIob2, isTag, SCHEME_WORDS, schemeOf } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { COMMENT, ConllRecords, fieldsOf, isDocumentStart, tagAt } from './conllRecords.ts'
import type { Columns } from './conllRecords.ts'
import { FileFault } from './fileFault.ts'
import { lineBatches } from './lineReader.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadOptions } from './postReader.ts'
import type { WriteOptions, WrittenPost } from './postWriter.ts'
import type { StoredPost } from '../store/types.ts'
import { quoted } from './problemText.ts'
import { readSample, wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'
import { asRead, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'

const NAME = 'conll'

/** Share of lines with a tag from which a file is taken for this format, so that its bad lines can be named. */
const LEAST_TAGGED = 0.8

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

  matches(sample) {
    if (sample.lines.some((line) => line.startsWith('IMGID:') && !line.includes('\t'))) return null
    if (sample.text.startsWith('#FORMAT=') || sample.text.startsWith('\ufeff#FORMAT=')) return null
    const lines = tokenLines(sample)
    const columns = columnsOf(sample, null)
    const tagged = lines.filter((line) => isTag(tagAt(fieldsOf(line, columns), columns) ?? '')).length
    if (lines.length === 0 || tagged < lines.length * LEAST_TAGGED) return null
    const tag = columns.tag === -1 ? 'the last column' : `column ${columns.tag + 1}`
    const scheme = schemeOf(sentenceTags(sample, columns))
    const words = scheme === null ? 'tags of two schemes' : `${SCHEME_WORDS[scheme]} tags`
    return {
      certainty: tagged === lines.length ? 'sure' : 'likely',
      as: `a token a line, columns by ${columns.separator}, ${words} in ${tag}`,
    }
  },

  columnChoices(sample) {
    const { separator } = columnsOf(sample, null)
    const widths = tokenLines(sample).map((line) => fieldsOf(line, { separator, token: 0, tag: 1 }).length)
    const columned = widths.filter((width) => width > 1).length
    if (columned === 0 || columned < widths.length * LEAST_TAGGED) return null
    const numbers = Array.from({ length: Math.max(...widths) }, (_, index) => String(index + 1))
    return { parts: ['token', 'tag'], columns: [...numbers, 'last'] }
  },

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const columns = columnsOf(sample, options.columns)
    const scheme = options.scheme ?? schemeOf(sentenceTags(sample, columns))
    if (scheme === null)
      throw new FileFault(
        source.name,
        'tags with `E-` or `S-` stand beside tags with `L-` or `U-`',
        'one tag scheme in a file',
        'Name the scheme (--scheme iobes or --scheme bilou)',
      )
    const records = new ConllRecords(NAME, stemOf(source.name), columns, scheme)
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) records.push(line)
      yield records.take()
    }
    records.end()
    yield records.take()
  },

  refuses({ post, tags }, options) {
    const delimiter = separatorOf(post, options)
    const space = delimiter === ' ' ? /\s/u : /[\t\r\n]/u
    for (const [index, token] of post.tokens.entries()) {
      if (token === '') return `token ${index + 1} is empty`
      if (space.test(token))
        return `token ${index + 1}, ${quoted(token)}, holds ${delimiter === ' ' ? 'space' : 'a TAB or a line break'}`
      if (token.trim() === '') return `token ${index + 1}, ${quoted(token)}, holds nothing but space`
    }
    const tag = tags?.find((each) => each === '' || /\s/u.test(each))
    return tag === undefined ? null : `its tag ${quoted(tag)} is empty or holds space`
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
    const parts = line.split(columns.separator === 'tab' ? /(\t)/u : /( +)/u)
    // Fields and separators take turns.
    const place = columns.tag === -1 ? parts.length - 1 : columns.tag * 2
    parts[place] = labels[token] ?? 'O'
    return parts.join('')
  })
}

function tokenLines(sample: Sample): string[] {
  return wholeLines(sample).filter((line) => !isDocumentStart(line) && !COMMENT.test(line))
}

/** Tags of each sentence of a sample. */
function* sentenceTags(sample: Sample, columns: Columns): Generator<readonly string[]> {
  let tags: string[] = []
  for (const line of sample.complete ? sample.lines : sample.lines.slice(0, -1)) {
    if (line.trim() !== '' && !isDocumentStart(line)) tags.push(tagAt(fieldsOf(line, columns), columns) ?? '')
    else if (tags.length > 0) {
      yield tags
      tags = []
    }
  }
  yield tags
}

function columnsOf(sample: Sample, chosen: ReadOptions['columns']): Columns {
  const lines = tokenLines(sample)
  const tabbed = lines.filter((line) => line.includes('\t')).length
  const separator = tabbed * 2 >= lines.length ? 'tab' : 'space'
  const token = columnNumber(chosen?.['token'] ?? '1', 'token')
  if (chosen?.['tag'] !== undefined) return { separator, token, tag: columnNumber(chosen['tag'], 'tag') }
  const second = lines.filter((line) => isTag(fieldsOf(line, { separator, token, tag: 1 })[1] ?? ''))
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
