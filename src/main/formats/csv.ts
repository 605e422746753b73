import type { Json } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { StoredPost } from '../store/types.ts'
import { wordsAreFound } from './commonKeys.ts'
import {
  columnsOf,
  csvRows,
  dialectOf,
  looksLikeTable,
  partsOf,
  tableChoices,
  unknownColumns,
} from './csvRows.ts'
import type { CsvRow, Dialect } from './csvRows.ts'
import { csvSpans } from './csvSpans.ts'
import { CsvSentences } from './csvSentences.ts'
import { markedAgain } from './markedTags.ts'
import { placeText } from './placedText.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem, ReadOptions } from './postReader.ts'
import type { RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { readSample } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'
import { cellOfName, guardedText, nameOfCell } from './spreadsheetGuard.ts'
import { spanRefusal, writtenSpans } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'csv'
const POST_COLUMNS = ['id', 'text', 'image', 'caption', 'split', 'spans'] as const
const TOKEN_COLUMNS = ['sentence_id', 'token', 'tag'] as const

/**
 * Tables of two shapes: a post a row (`id,text,image,caption,split,spans`, spans as JSON `[[start, end, type], …]` in code
 * points) or a token a row (`sentence_id,token,tag`). RFC 4180 with any separator. Other column names are read only as the
 * person names them. For spreadsheets, cells that would run as formulas, and names that
 * would become numbers, are guarded by an apostrophe.
 */
export const csv: PostFormat = {
  name: NAME,
  title: 'a table with a row a post or a row a token',
  variants: [
    {
      name: 'posts',
      extension: 'csv',
      carries: ['id', 'text', 'picture', 'caption', 'split', 'unlabelled', 'nested', 'subtokens'],
    },
    {
      name: 'posts-tsv',
      extension: 'tsv',
      carries: ['id', 'text', 'picture', 'caption', 'split', 'unlabelled', 'nested', 'subtokens'],
    },
    { name: 'tokens', extension: 'tokens.csv', carries: ['id', 'tokens'] },
    { name: 'tokens-tsv', extension: 'tokens.tsv', carries: ['id', 'tokens'] },
  ],

  matches(sample, chosen) {
    const columns = chosen?.columns ?? null
    // Numbers name columns of files without a header as well; names are found in a header or nowhere.
    const named =
      columns !== null && !Object.values(columns).every((column) => /^(?:\d+|last)$/u.test(column))
    const dialect = dialectOf(sample, chosen?.delimiter ?? null, named ? columns : null)
    if (dialect === null) return null
    const what = dialect.shape === 'posts' ? 'a row a post' : 'a row a token'
    return {
      certainty: 'sure',
      as: `${what}, columns ${dialect.header.join(', ')} by ${words(dialect.delimiter)}`,
    }
  },

  nearMiss: (sample) => (looksLikeTable(sample) ? unknownColumns(sample) : null),

  columnChoices: (sample, { delimiter }) => tableChoices(sample, delimiter),

  columnParts: partsOf,

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const dialect = columnsOf(sample, options)
    const rows = csvRows(source, options, dialect)
    yield* dialect.shape === 'posts'
      ? readPosts(rows, dialect, options, stemOf(source.name))
      : readSentences(rows, new CsvSentences(stemOf(source.name), dialect, options.scheme))
  },

  refuses(written, { variant, offsets }) {
    if (variant.startsWith('tokens')) return written.post.tokens.includes('') ? 'it has an empty token' : null
    if (!wordsAreFound(written.post, written.spans))
      return 'its words are not parted by space, and a row a post has no column for words (a row a token has)'
    return unknownRefusal(written) ?? spanRefusal(written, offsets ?? 'codepoint')
  },

  open: (file) => (file.options.variant.startsWith('tokens') ? new TokenRows(file) : new PostRows(file)),
}

function words(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : `\`${delimiter}\``
}

async function* readPosts(
  rows: AsyncIterable<readonly CsvRow[]>,
  dialect: Dialect,
  options: ReadOptions,
  stem: string,
): AsyncGenerator<readonly ReadItem[]> {
  let record = 0
  for await (const batch of rows)
    yield batch.map((row): ReadItem => {
      record++
      const place = { line: row.line, record, entry: null }
      try {
        const { post, findings } = postOf(row, record, dialect, options, stem)
        return {
          kind: 'post',
          post,
          findings: findings.map(({ found, advice }): Finding => ({
            severity: 'warning',
            ...place,
            found,
            expected: null,
            advice,
          })),
          firstTokenLine: null,
        }
      } catch (error) {
        if (!(error instanceof RecordFault)) throw error
        const { found, expected } = error
        return {
          kind: 'refused',
          finding: { severity: 'error', ...place, found, expected, advice: 'Correct the row' },
        }
      }
    })
}

function postOf(
  row: CsvRow,
  record: number,
  { places, header }: Dialect,
  options: ReadOptions,
  stem: string,
): { post: ImportedPost; findings: readonly { found: string; advice: string }[] } {
  const cell = (name: string): string | null => {
    const value = row.cells[places[name] ?? -1]
    return value === undefined || value === '' ? null : value
  }
  if (row.cells.length !== header.length)
    throw new RecordFault(`the row has ${row.cells.length} cells`, `${header.length}, as the header has`)
  const text = cell('text')
  if (text === null) throw new RecordFault('the cell `text` is empty', 'the text of the post')
  const stated = cell('spans')
  const placed = placeText(text, stated === null ? null : csvSpans(stated), {
    unit: options.offsets,
    usual: 'codepoint',
    unitBy: 'format',
    tokens: null,
    nested: options.nested ?? false,
  })
  const { notes, ...words } = placed
  const name = (part: string): string | null => {
    const value = cell(part)
    return value === null ? null : nameOfCell(value)
  }
  const id = name('id') ?? `${stem}-${record}`
  const known = new Set(Object.values(places))
  const others = header.flatMap((name, index): [string, Json][] => {
    const value = row.cells[index] ?? ''
    return known.has(index) || value === '' ? [] : [[name, value]]
  })
  return {
    findings: CUT_NUMBER.test(id) ? [...notes, cutNumber(id)] : notes,
    post: {
      externalId: id,
      ...words,
      picture: name('image'),
      caption: cell('caption'),
      split: cell('split'),
      status: 'unreviewed',
      meta: others.length === 0 ? null : Object.fromEntries(others),
      layout: layoutOf(
        NAME,
        `posts ${header.length}`,
        { raw: row.raw, record, before: row.before, after: row.after },
        { open: '', between: '', close: '' },
      ),
      line: row.line,
    },
  }
}

/** A long number as a spreadsheet writes it back. */
const CUT_NUMBER = /^\d(?:[.,]\d+)?E\+\d+$/u

function cutNumber(id: string): { found: string; advice: string } {
  return {
    found: `the id ${quoted(id)} is a long number that a spreadsheet has cut`,
    advice: 'It is kept as it stands; save the table anew with its ids as text.',
  }
}

async function* readSentences(
  rows: AsyncIterable<readonly CsvRow[]>,
  sentences: CsvSentences,
): AsyncGenerator<readonly ReadItem[]> {
  for await (const batch of rows) {
    for (const row of batch) sentences.push(row)
    yield sentences.take()
  }
  sentences.end()
  yield sentences.take()
}

/** The columns of ids and of picture names. */
const NAMES: ReadonlySet<string> = new Set(['id', 'image', 'sentence_id'])

/** A row with a cell for each of `columns`; `quoteAll`: each in quotes. */
function row(
  columns: readonly string[],
  cells: readonly string[],
  { options }: WriterFile,
  quoteAll: boolean,
): string {
  const { spreadsheet } = options
  const delimiter = delimiterOf(options.variant, options.delimiter)
  const written = cells.map((cell, index) => {
    const isName = NAMES.has(columns[index] ?? '')
    const safe = isName ? cellOfName(cell, spreadsheet) : spreadsheet ? guardedText(cell) : cell
    const needed = quoteAll || safe.includes(delimiter) || /["\r\n]|^\s|\s$/u.test(safe)
    return needed ? `"${safe.replaceAll('"', '""')}"` : safe
  })
  return `${written.join(delimiter)}\r\n`
}

function delimiterOf(variant: string, chosen: string | null): string {
  return chosen ?? (variant.endsWith('tsv') ? '\t' : ',')
}

/** What a table opens with: a byte-order mark for programs that need one, and its header. */
function opening(file: WriterFile, columns: readonly string[]): Joints {
  return { open: row(columns, columns, file, false), between: '', close: '' }
}

class PostRows implements RecordWriter {
  readonly #file: WriterFile
  #joiner: RecordJoiner | null = null
  /** The rows of the file that is written have the columns, and may have the bytes, of the one that was read. */
  #own = false

  constructor(file: WriterFile) {
    this.#file = file
  }

  record(written: WrittenPost): string {
    const { post } = written
    const shape = (post.layout?.[NAME] as { variant?: string } | undefined)?.variant ?? ''
    this.#joiner ??= this.#opened(post, shape)
    const own = this.#own ? asRead(written, NAME, shape) : null
    return this.#joiner.record(post, own ?? this.#row(written))
  }

  #opened(first: StoredPost, shape: string): RecordJoiner {
    const { bom, oneFile, options } = this.#file
    const header = oneFile ? sourceLayout(first, NAME, shape)?.open : undefined
    const asItWas = options.delimiter === null && !options.spreadsheet
    this.#own = asItWas && header?.includes(delimiterOf(options.variant, null)) === true
    return new RecordJoiner(NAME, this.#own ? shape : '', opening(this.#file, POST_COLUMNS), {
      bom: bom || options.spreadsheet,
      oneFile,
    })
  }

  end(): string {
    return this.#joiner?.end() ?? ''
  }

  #row(written: WrittenPost): string {
    const { post, tags } = written
    const { offsets, spreadsheet } = this.#file.options
    const spans = writtenSpans(written, offsets ?? 'codepoint')
    // Spans are offsets of the text as it stands in the file.
    const mark = spreadsheet ? guardedText(post.text).length - post.text.length : 0
    const cells = {
      id: post.externalId,
      text: post.text,
      image: post.picture?.name ?? '',
      caption: post.caption ?? '',
      split: post.split ?? '',
      spans:
        tags === null
          ? ''
          : JSON.stringify(spans.map(({ start, end, type }) => [start + mark, end + mark, type])),
    }
    return row(
      POST_COLUMNS,
      POST_COLUMNS.map((name) => cells[name]),
      this.#file,
      false,
    )
  }
}

class TokenRows implements RecordWriter {
  readonly #file: WriterFile
  #begun = false

  constructor(file: WriterFile) {
    this.#file = file
  }

  record(written: WrittenPost): string {
    const { post } = written
    const tags = markedAgain(written, NAME)
    const { bom, options } = this.#file
    const mark = bom || options.spreadsheet ? '\ufeff' : ''
    const opened = this.#begun ? '' : mark + opening(this.#file, TOKEN_COLUMNS).open
    this.#begun = true
    // Quoted one and all: unquoted, pandas and Excel read the words NA, null and True as values.
    return (
      opened +
      post.tokens
        .map((token, index) =>
          row(TOKEN_COLUMNS, [post.externalId, token, tags?.[index] ?? 'O'], this.#file, true),
        )
        .join('')
    )
  }

  end(): string {
    return ''
  }
}
