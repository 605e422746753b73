import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import type { AsyncBuffer, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { allBytes } from './byteSource.ts'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { USUAL_COLUMNS } from './huggingfaceRow.ts'
import type { RowColumns } from './huggingfaceRow.ts'
import { namesIn } from './huggingfaceLabels.ts'
import { quoted } from './problemText.ts'

/** The four bytes at both ends of a Parquet file. */
export function isParquet(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1'
}

/** Texts must be text: what would be read as `\ufffd` was something else. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined): string | undefined => bytes && utf8.decode(bytes),
}

/** Rows of one step of reading: a row group, or a part of a large one. */
const STEP = 10_000
/** Rows handed on at once: between two batches others get their turn. */
const BATCH = 500

export interface RowBatch {
  readonly rows: readonly JsonObject[]
  /** Names of the numbers in `ner_tags`, from the features in the file; null: it has none. */
  readonly names: readonly string[] | null
}

/** The rows of a Parquet file, group by group. Throws {@link FileFault} for a file that is none or is damaged. */
export async function* parquetRows(source: ByteSource, named: RowColumns): AsyncGenerator<RowBatch> {
  const file = await bufferOf(source)
  const metadata = await sound(source, async () => withItsColumns(await parquetMetadataAsync(file)))
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name)
  const { tokens, tags } = named
  const missing = Object.entries(named).find(
    ([part, name]) => name !== USUAL_COLUMNS[part as keyof RowColumns] && !columns.includes(name),
  )
  if (!columns.includes(tokens))
    throw new FileFault(
      source.name,
      `the table has the columns ${columns.slice(0, 8).join(', ')}`,
      `${tokens} and ${tags}`,
      'Name the columns of words and tags (--columns token=NAME,tag=NAME), or choose another file',
    )
  if (missing !== undefined)
    throw new FileFault(
      source.name,
      `the table has no column ${quoted(missing[1])}`,
      `one of ${columns.slice(0, 8).join(', ')}`,
      'Name a column it has (--columns), or none',
    )
  const names = await sound(source, () => Promise.resolve(namesOf(metadata, tags)))
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    for (let from = start; from < end; from += STEP) {
      const to = Math.min(end, from + STEP)
      const rows = await sound(source, async () => {
        const found = await parquetReadObjects({
          file,
          metadata,
          compressors,
          parsers,
          rowStart: from,
          rowEnd: to,
        })
        if (found.length < to - from) throw new Error('a row group holds fewer rows than it says')
        return found
      })
      for (let at = 0; at < rows.length; at += BATCH)
        yield { rows: rows.slice(at, at + BATCH).map((row) => plain(row) as JsonObject), names }
    }
    start = end
  }
}

/**
 * The description of a table whose row groups hold each column of the schema once. Of a column that is there twice hyparquet
 * would read both and wait for one: a fault of the other would be nobody's.
 */
function withItsColumns(metadata: FileMetaData): FileMetaData {
  const root = parquetSchema(metadata)
  const names = root.children.map(({ element }) => element.name)
  const leaves = leavesOf(root)
  const inOrder = leaves.toSorted().join('\n')
  const whole = metadata.row_groups.every(
    ({ columns }) =>
      columns
        .map(({ meta_data }) => meta_data?.path_in_schema.join('.') ?? '')
        .sort()
        .join('\n') === inOrder,
  )
  if (!whole || new Set(leaves).size < leaves.length || new Set(names).size < names.length)
    throw new Error('a row group has other columns than the schema')
  return metadata
}

function leavesOf({ path, children }: SchemaTree): string[] {
  return children.length === 0 ? [path.join('.')] : children.flatMap(leavesOf)
}

async function bufferOf(source: ByteSource): Promise<AsyncBuffer> {
  const { range } = source
  if (range === undefined) {
    const bytes = await allBytes(source)
    return { byteLength: bytes.length, slice: (start, end) => ownBuffer(bytes.subarray(start, end)) }
  }
  return {
    byteLength: source.size,
    slice: async (start, end) => ownBuffer(await range(start, end ?? source.size)),
  }
}

/** hyparquet takes the whole buffer behind an array. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

async function sound<T>(source: ByteSource, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof FileFault || !(error instanceof Error)) throw error
    throw new FileFault(
      source.name,
      'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? 'the table holds texts that are no UTF-8'
        : 'the file is no sound Parquet file',
      'PAR1 at both ends and columns that can be unpacked',
      'Write it anew from where it came',
    )
  }
}

/** The features that `datasets` keeps under the key `huggingface`. */
function namesOf({ key_value_metadata: pairs }: FileMetaData, column: string): readonly string[] | null {
  const text = pairs?.find(({ key }) => key === 'huggingface')?.value
  if (text === undefined) return null
  if (text.includes('\ufffd')) throw new Error('the features hold bytes that are no text')
  try {
    return namesIn(JSON.parse(text) as Json, column)
  } catch {
    return null
  }
}

/** Values as JSON has them; whole numbers too large for it become text, bytes are left out. */
function plain(value: unknown): Json {
  if (value === null || value === undefined || value instanceof Uint8Array) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, plain)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
}

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'OPTIONAL',
})

/** A list in the three levels that Parquet prescribes now. */
const list = (name: string, element: Omit<SchemaElement, 'name' | 'repetition_type'>): SchemaElement[] => [
  { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', ...element },
]

const COLUMNS = ['id', 'tokens', 'ner_tags', 'text', 'image', 'caption', 'split'] as const

const SCHEMA: SchemaElement[] = [
  { name: 'schema', num_children: COLUMNS.length },
  text('id'),
  ...list('tokens', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
  ...list('ner_tags', { type: 'INT64' }),
  text('text'),
  text('image'),
  text('caption'),
  text('split'),
]

/** Few enough that whoever waits while one is packed or unpacked hardly notices: an import in which posts are reviewed. */
const ROW_GROUP = 500

/** Writes rows as a Parquet file, a row group at a time. */
export class ParquetTable {
  readonly #bytes = new ByteWriter()
  readonly #kvMetadata: { key: string; value: string }[] = []
  readonly #writer = new ParquetWriter({
    writer: this.#bytes,
    schema: SCHEMA,
    kvMetadata: this.#kvMetadata,
    createdBy: 'VSGN Workbench',
  })
  #rows: JsonObject[] = []

  /** Bytes that are ready to be written; often none. */
  row(row: JsonObject): Uint8Array {
    this.#rows.push(row)
    if (this.#rows.length < ROW_GROUP) return new Uint8Array(0)
    this.#group()
    return this.#taken()
  }

  /** The rest of the file. `names`: what the numbers in `ner_tags` mean. */
  end(names: readonly string[]): Uint8Array {
    this.#group()
    this.#kvMetadata.push({
      key: 'huggingface',
      value: JSON.stringify({ info: { features: features(names) } }),
    })
    void this.#writer.finish()
    return this.#taken()
  }

  #group(): void {
    if (this.#rows.length === 0) return
    const columnData = COLUMNS.map((name) => ({
      name,
      data: this.#rows.map((row): unknown =>
        name === 'ner_tags' && Array.isArray(row[name])
          ? (row[name] as readonly number[]).map(BigInt)
          : row[name],
      ),
    }))
    this.#rows = []
    void this.#writer.write({ columnData, rowGroupSize: ROW_GROUP })
  }

  #taken(): Uint8Array {
    const bytes = Uint8Array.from(this.#bytes.getBytes())
    // Offsets go on counting; the buffer begins anew.
    this.#bytes.index = 0
    return bytes
  }
}

/** As `datasets` writes `Features` (here in the form its versions before 4 can read as well). */
function features(names: readonly string[]): JsonObject {
  const string: JsonObject = { dtype: 'string', _type: 'Value' }
  return {
    id: string,
    tokens: { feature: string, _type: 'Sequence' },
    ner_tags: { feature: { names, _type: 'ClassLabel' }, _type: 'Sequence' },
    text: string,
    image: string,
    caption: string,
    split: string,
  }
}
