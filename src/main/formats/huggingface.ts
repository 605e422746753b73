import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { FileFault } from './fileFault.ts'
import { labelNamesOf, NO_NAMES, tagNumber } from './huggingfaceLabels.ts'
import { huggingfacePost, ROW_KEYS } from './huggingfaceRow.ts'
import { isParquet, parquetRows, ParquetTable } from './parquet.ts'
import { readJsonPosts } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import type { RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { RecordFault } from './recordFault.ts'
import { jsonShape, readSample, sampleRecords } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'

const NAME = 'huggingface'
const JOINTS: Joints = { open: '', between: '\n', close: '\n' }

/**
 * Rows of a Hugging Face data set: `tokens` and `ner_tags`, as JSON lines or Parquet. Numbered tags are read by the names
 * that stand in the row (`label_names`), in the features of the Parquet file, in `dataset_info.json` beside it, or that the
 * person gives; without names a file of numbers is refused, for nothing in it says what they mean.
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

  matches(sample) {
    if (isParquet(sample.bytes)) return { certainty: 'sure', as: 'a Parquet table of tokens and ner_tags' }
    const records = sampleRecords(sample)
    const ours = records.every(
      (record) => Array.isArray(record['tokens']) && Array.isArray(record['ner_tags']),
    )
    return records.length > 0 && ours
      ? { certainty: 'sure', as: 'rows of tokens and ner_tags of Hugging Face' }
      : null
  },

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    const beside = await labelNamesOf(source, options.labelNames ?? null)
    if (!isParquet(sample.bytes)) {
      const shape = jsonShape(sample)
      yield* readJsonPosts(source, options, shape, (value, context) => jsonPost(value, context, beside))
      return
    }
    let record = 0
    for await (const { rows, names } of parquetRows(source))
      yield rows.map((row) => rowItem(row, ++record, source.name, options.labelNames ?? names ?? beside))
  },

  refuses({ post }) {
    return post.tokens.includes('') ? 'it has an empty token' : null
  },

  open: (file) => (file.options.variant === 'parquet' ? new ParquetRows(file) : new JsonRows(file)),
}

function jsonPost(given: JsonValue, context: RecordContext, names: readonly string[] | null): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  const post = huggingfacePost(record, names, `${context.stem}-${context.record}`, context.line)
  const layout = layoutOf(NAME, 'jsonl', { ...context.piece, raw: context.piece.text }, JOINTS)
  return { ...post, layout }
}

function rowItem(row: JsonObject, record: number, file: string, names: readonly string[] | null): ReadItem {
  try {
    const post = huggingfacePost(row, names, `${stemOf(file)}-${record}`, record)
    return { kind: 'post', post, findings: [], firstTokenLine: null, numbered: 'record' }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    if (error === NO_NAMES)
      throw new FileFault(file, error.found, error.expected, 'Name them (--label-names O,B-PER,…)')
    const { found, expected } = error
    const place = { line: null, record, entry: null }
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
      const before = raw['ner_tags']
      const inWords = Array.isArray(before) && before.some((tag) => typeof tag === 'string')
      if (inWords) return { ...raw, ner_tags: tags }
      return { ...raw, ner_tags: (tags ?? []).map((tag) => tagNumber(tag, label_names)), label_names }
    }
    const meta = Object.entries(post.meta ?? {}).filter(([key]) => !ROW_KEYS.includes(key))
    const row = Object.entries(rowOf(written, label_names)).filter(([, value]) => value !== null)
    return {
      ...Object.fromEntries(row),
      ...(tags === null ? {} : { label_names }),
      ...Object.fromEntries(meta),
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
