import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { metaKeys } from './commonKeys.ts'
import { FileFault } from './fileFault.ts'
import { labelNamesOf, NO_NAMES, tagNumber } from './huggingfaceLabels.ts'
import type { NamesBeside } from './huggingfaceLabels.ts'
import { huggingfacePost, ROW_PARTS, rowColumns, USUAL_COLUMNS } from './huggingfaceRow.ts'
import type { RowColumns } from './huggingfaceRow.ts'
import { markedAgain } from './markedTags.ts'
import { isParquet, parquetRows, ParquetTable } from './parquet.ts'
import { readJsonPosts } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem, ReadOptions } from './postReader.ts'
import type { RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import type { Finding } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { certaintyOf, jsonShape, readSample, sampleRecords } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'

const NAME = 'huggingface'
/** Where the layout of a post keeps what its columns were called, where that is not the usual. */
const COLUMNS = 'huggingface columns'
const JOINTS: Joints = { open: '', between: '\n', close: '\n' }

/**
 * Rows of a Hugging Face data set: `tokens` and `ner_tags`, as JSON lines or Parquet. Numbered tags are read by the names
 * that stand in the row (`label_names`), in the features of the Parquet file, in `dataset_info.json` beside it, or that the
 * person gives; without names a file of numbers is refused, for nothing in it says what they mean. Columns of other names
 * (`words`, `labels`) are read as the person names them.
 */
export const huggingface: PostFormat = {
  name: NAME,
  title: 'rows of tokens and ner_tags, of Hugging Face (JSON lines or Parquet)',
  variants: [
    {
      name: 'jsonl',
      extension: 'jsonl',
      carries: ['id', 'tokens', 'text', 'picture', 'caption', 'split', 'unlabelled', 'meta'],
    },
    {
      name: 'parquet',
      extension: 'parquet',
      carries: ['id', 'tokens', 'text', 'picture', 'caption', 'split', 'unlabelled'],
    },
  ],

  matches(sample, chosen) {
    if (isParquet(sample.bytes)) return { certainty: 'sure', as: 'a Parquet table of tokens and ner_tags' }
    const { tokens, tags } = rowColumns(chosen?.columns ?? null)
    const isRow = (record: JsonObject): boolean =>
      Array.isArray(record[tokens]) && (Array.isArray(record[tags]) || (record[tags] ?? null) === null)
    const records = sampleRecords(sample)
    const certainty = certaintyOf(records, isRow)
    return certainty !== null && records.some((record) => Array.isArray(record[tags]))
      ? { certainty, as: `rows of ${tokens} and ${tags} of Hugging Face` }
      : null
  },

  columnParts: () => ROW_PARTS,

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const columns = rowColumns(options.columns)
    const beside = await labelNamesOf(source, columns.tags, options.labelNames ?? null)
    if (!isParquet(sample.bytes)) {
      const shape = jsonShape(sample)
      yield* readJsonPosts(source, options, shape, (value, context) =>
        jsonPost(value, context, columns, beside, source.name),
      )
      return
    }
    let record = 0
    for await (const { rows, names } of parquetRows(source, columns))
      yield rows.map((row) =>
        rowItem(
          row,
          ++record,
          source.name,
          columns,
          named(options.labelNames ?? names, beside),
          options.scheme,
        ),
      )
  },

  refuses({ post }) {
    return post.tokens.includes('') ? 'it has an empty token' : null
  },

  open: (file) => (file.options.variant === 'parquet' ? new ParquetRows(file) : new JsonRows(file)),
}

function jsonPost(
  given: JsonValue,
  context: RecordContext,
  columns: RowColumns,
  names: NamesBeside,
  file: string,
): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  const { stem, record: number, line, piece, warn } = context
  const { scheme } = context.options
  const standIn = `${stem}-${number}`
  const post = withNames(file, line, names, () =>
    huggingfacePost(record, columns, names.names, { standIn, line, scheme, warn }),
  )
  const layout = { ...post.layout, ...layoutOf(NAME, 'jsonl', { ...piece, raw: piece.text }, JOINTS) }
  // Only the tags are ever written into the row again.
  const { tags } = columns
  return { ...post, layout: tags === USUAL_COLUMNS.tags ? layout : { ...layout, [COLUMNS]: { tags } } }
}

/** Numbers without names are no fault of their row: the whole file waits for them. */
function withNames(
  file: string,
  line: number | null,
  { broken }: NamesBeside,
  build: () => ImportedPost,
): ImportedPost {
  try {
    return build()
  } catch (error) {
    if (error !== NO_NAMES) throw error
    const { found, expected } = NO_NAMES
    const why = broken === null ? found : `${found}, for ${broken} beside the file is no sound JSON`
    throw new FileFault(file, why, expected, 'Name them (--label-names O,B-PER,…)', { line })
  }
}

function named(names: readonly string[] | null | undefined, beside: NamesBeside): NamesBeside {
  return { ...beside, names: names ?? beside.names }
}

function rowItem(
  row: JsonObject,
  record: number,
  file: string,
  columns: RowColumns,
  names: NamesBeside,
  scheme: ReadOptions['scheme'],
): ReadItem {
  const place = { line: null, record, entry: null }
  const findings: Finding[] = []
  const warn = (found: string, advice: string): void => {
    findings.push({ severity: 'warning', ...place, found, expected: null, advice })
  }
  try {
    const standIn = `${stemOf(file)}-${record}`
    const post = withNames(file, null, names, () =>
      huggingfacePost(row, columns, names.names, { standIn, line: record, scheme, warn }),
    )
    return { kind: 'post', post, findings, firstTokenLine: null, numbered: 'record' }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    const { found, expected } = error
    return {
      kind: 'refused',
      finding: { severity: 'error', ...place, found, expected, advice: 'Correct the row' },
    }
  }
}

/** One row for both shapes. `ner_tags` is -100, a training mask, where a word has a mark that is no tag. */
function rowOf({ post, tags }: WrittenPost, names: readonly string[]): JsonObject {
  return {
    id: post.externalId,
    tokens: post.tokens,
    ner_tags: tags === null ? null : tags.map((tag) => tagNumber(tag, names)),
    text: post.text,
    image: post.picture?.name ?? null,
    caption: post.caption,
    split: post.split,
  }
}

/** `O`, then `B-` and `I-` of each type of the project; types it does not know come behind, as they are met. */
function namesOf(labels: readonly string[]): string[] {
  return ['O', ...labels.flatMap((label) => [`B-${label}`, `I-${label}`])]
}

function withTypes(names: string[], { tags }: WrittenPost): readonly string[] {
  for (const tag of tags ?? [])
    if (/^[BI]-/u.test(tag) && !names.includes(tag)) names.push(`B-${tag.slice(2)}`, `I-${tag.slice(2)}`)
  return names
}

class JsonRows implements RecordWriter {
  readonly #joiner: RecordJoiner
  readonly #names: string[]

  constructor({ labels, bom, oneFile }: WriterFile) {
    this.#names = namesOf(labels)
    this.#joiner = new RecordJoiner(NAME, 'jsonl', JOINTS, { bom, oneFile })
  }

  record(written: WrittenPost): string {
    return this.#joiner.record(
      written.post,
      asRead(written, NAME, 'jsonl') ?? JSON.stringify(this.#row(written)),
    )
  }

  end(): string {
    return this.#joiner.end()
  }

  #row(written: WrittenPost): JsonObject {
    const { post, tags } = written
    const source = sourceLayout(post, NAME, 'jsonl')
    const label_names = withTypes(this.#names, written)
    if (source !== null) {
      const raw = JSON.parse(source.raw) as JsonObject
      const key = ((post.layout?.[COLUMNS] ?? USUAL_COLUMNS) as Pick<RowColumns, 'tags'>).tags
      const before = raw[key]
      const inWords = Array.isArray(before) && before.some((tag) => typeof tag === 'string')
      if (inWords) return { ...raw, [key]: markedAgain(written, NAME) }
      return { ...raw, [key]: (tags ?? []).map((tag) => tagNumber(tag, label_names)), label_names }
    }
    const row = Object.entries(rowOf(written, label_names)).filter(([, value]) => value !== null)
    return {
      ...Object.fromEntries(row),
      ...(tags === null ? {} : { label_names }),
      ...metaKeys(post),
    }
  }
}

class ParquetRows implements RecordWriter {
  readonly #table: ParquetTable
  readonly #names: string[]

  constructor({ labels }: WriterFile) {
    this.#names = namesOf(labels)
    this.#table = new ParquetTable()
  }

  record(written: WrittenPost): Uint8Array {
    return this.#table.row(rowOf(written, withTypes(this.#names, written)))
  }

  end(): Uint8Array {
    return this.#table.end(this.#names)
  }
}
