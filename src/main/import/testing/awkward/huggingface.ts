import { parquetWriteBuffer } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet'
import { ParquetTable } from '../../../formats/parquet.ts'
import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('train.jsonl')
const tokens = ['Ada', 'ran']
const line = (record: object | string): string =>
  (typeof record === 'string' ? record : JSON.stringify(record)) + '\n'
const ADA = line({ id: '0', tokens, ner_tags: ['B-PER', 'O'] })
/** After a good line, so that the message must name the second. */
const second = (more: object): string =>
  ADA + line({ id: '1', tokens: ['Oslo'], ner_tags: ['B-LOC'], ...more })
const bad = { line: 2, record: 2 }
const names = { label_names: ['O', 'B-PER', 'I-PER'] }

export const huggingface: AwkwardGroup = {
  what: 'rows of Hugging Face',
  cases: [
    accepted('tags in words', ADA, 1),
    accepted('numbers with their names', line({ tokens, ner_tags: [1, 0], ...names }), 1),
    accepted('numbers with names that were given', line({ tokens, ner_tags: [1, 0] }), 1, {
      options: { labelNames: names.label_names },
    }),
    accepted('a byte-order mark', `\ufeff${ADA}`, 1),
    accepted('a row nobody labelled', second({ ner_tags: null }), 2, { options: { format: 'huggingface' } }),
    accepted('a picture in the row', second({ image: { bytes: null, path: 'a.jpg' } }), 2),
    accepted('a column it does not know', second({ pos_tags: [3] }), 2),
    warned(
      'the mask of training',
      second({ tokens: ['Os', 'lo'], ner_tags: ['B-LOC', -100] }),
      2,
      /`-100` stands as a tag/u,
      bad,
    ),
    rejected(
      'numbers without names',
      line({ tokens, ner_tags: [1, 0] }),
      /the tags are numbers and no names of them are stated.*--label-names/u,
      { line: 1 },
    ),
    rejected(
      'a number beyond the names',
      second({ ner_tags: [9], ...names }),
      /tag 1 is the number 9; expected 0 to 2/u,
      bad,
    ),
    rejected('half a number', second({ ner_tags: [0.5], ...names }), /tag 1 is the number 0\.5/u, bad),
    rejected('a number below nothing', second({ ner_tags: [-1], ...names }), /tag 1 is the number -1/u, bad),
    rejected('fewer tags than tokens', second({ tokens }), /`ner_tags` holds 1 where `tokens` holds 2/u, bad),
    rejected('null among the tags', second({ ner_tags: [null] }), /tag 1 is null/u, bad),
    rejected('an empty token', second({ tokens: [''] }), /token 1 is empty/u, bad),
    rejected('a number among the tokens', second({ tokens: [5] }), /item 1 of `tokens` is a number/u, bad),
    rejected('no tokens', second({ tokens: [], ner_tags: [] }), /`tokens` is empty/u, bad),
    rejected('tokens that are text', second({ tokens: 'Oslo' }), /`tokens` is a string/u, {
      ...bad,
      options: { format: 'huggingface' },
    }),
    rejected('tags that are text', second({ ner_tags: 'B-LOC' }), /`ner_tags` is a string/u, {
      ...bad,
      options: { format: 'huggingface' },
    }),
    rejected(
      'a token that is not in the text',
      second({ text: 'Bergen' }),
      /token 1 \(`Oslo`\) is not in the text/u,
      bad,
    ),
  ],
}

interface Rows {
  readonly tokens: readonly (readonly string[] | null)[]
  readonly ner_tags: readonly (readonly number[] | null)[]
}
const list = (name: string, element: Partial<SchemaElement>): SchemaElement[] => [
  { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', repetition_type: 'OPTIONAL', ...element },
]
const SCHEMA: SchemaElement[] = [
  { name: 'schema', num_children: 2 },
  ...list('tokens', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
  ...list('ner_tags', { type: 'INT64' }),
]
/** A table of another program: two columns, and the names of the tags where they are stated. */
function table(
  { tokens: words, ner_tags: tags }: Rows,
  labels: readonly string[] | null = ['O', 'B-PER'],
): Uint8Array {
  const features = { ner_tags: { feature: { names: labels, _type: 'ClassLabel' } } }
  return new Uint8Array(
    parquetWriteBuffer({
      schema: SCHEMA,
      columnData: [
        { name: 'tokens', data: [...words] },
        { name: 'ner_tags', data: tags.map((each) => each?.map(BigInt) ?? null) },
      ],
      ...(labels === null
        ? {}
        : { kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }] }),
    }),
  )
}
const whole = (): Uint8Array => table({ tokens: [tokens, ['Oslo']], ner_tags: [[1, 0], [0]] })
const file = (
  what: string,
  content: () => Uint8Array,
  says: RegExp | null,
  more: {
    readonly record?: number | null
    readonly stored?: number
    readonly options?: AwkwardCase['options']
  } = {},
): AwkwardCase => ({
  what,
  file: 'train.parquet',
  content,
  ...(more.options === undefined ? {} : { options: more.options }),
  outcome: says === null ? 'accepted' : more.stored === undefined ? 'rejected' : 'accepted-with-warnings',
  stored: more.stored ?? (says === null ? 2 : 0),
  // A table of bytes has records and no lines.
  ...(says === null ? {} : { message: { line: null, record: more.record ?? null, says } }),
})
const flipped = (at: number): Uint8Array => {
  const bytes = Uint8Array.from(whole())
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 0xff
  return bytes
}
/** Two columns whose names became one. */
const doubled = (): Uint8Array => {
  const columns = ['tokens', 'tokenz'].map((name) => ({ name, data: ['Ada', 'ran'] }))
  const bytes = Buffer.from(parquetWriteBuffer({ columnData: columns }))
  for (let at = bytes.indexOf('tokenz'); at >= 0; at = bytes.indexOf('tokenz', at)) bytes.write('tokens', at)
  return bytes
}
const noSound = /^train\.parquet: the file is no sound Parquet file/u

export const parquet: AwkwardGroup = {
  what: 'a Parquet table',
  cases: [
    file('as another program writes it', whole, null),
    file(
      'names that were given',
      () => table({ tokens: [tokens, ['Oslo']], ner_tags: [[1, 0], [0]] }, null),
      null,
      { options: { labelNames: ['O', 'B-PER'] } },
    ),
    file(
      'numbers without names',
      () => table({ tokens: [tokens], ner_tags: [[1, 0]] }, null),
      /the tags are numbers and no names of them are stated.*--label-names/u,
    ),
    file(
      'a number beyond the names',
      () => table({ tokens: [tokens, ['Oslo']], ner_tags: [[1, 0], [7]] }),
      /record 2: tag 1 is the number 7; expected 0 to 1/u,
      { record: 2 },
    ),
    file(
      'fewer tags than tokens',
      () => table({ tokens: [tokens, tokens], ner_tags: [[1, 0], [0]] }),
      /record 2: `ner_tags` holds 1 where `tokens` holds 2/u,
      { record: 2 },
    ),
    file(
      'null for the tokens',
      () => table({ tokens: [tokens, null], ner_tags: [[1, 0], null] }),
      /record 2: `tokens` is missing/u,
      { record: 2 },
    ),
    file(
      'no tokens in a row',
      () => table({ tokens: [tokens, []], ner_tags: [[1, 0], []] }),
      /record 2: `tokens` is empty/u,
      { record: 2 },
    ),
    file(
      'an empty token',
      () => table({ tokens: [tokens, ['']], ner_tags: [[1, 0], [0]] }),
      /record 2: token 1 is empty/u,
      { record: 2 },
    ),
    file(
      'the good rows of a bad table',
      () => table({ tokens: [tokens, ['']], ner_tags: [[1, 0], [0]] }),
      /record 2: token 1 is empty.*was left out/u,
      { record: 2, stored: 1, options: { skipBad: true } },
    ),
    file(
      'an I- without its beginning',
      () => table({ tokens: [tokens], ner_tags: [[0, 2]] }, ['O', 'B-PER', 'I-PER']),
      /record 1: `I-PER` of `ran` follows `O`/u,
      { record: 1, stored: 1 },
    ),
    file(
      'one row twice',
      () =>
        table({
          tokens: [tokens, tokens],
          ner_tags: [
            [1, 0],
            [1, 0],
          ],
        }),
      null,
    ),
    file('two columns of one name', doubled, noSound),
    file(
      'no rows',
      () => {
        const empty = new ParquetTable()
        return empty.end(['O'])
      },
      /./u,
    ),
    file(
      'columns of something else',
      () =>
        new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'price', data: [1, 2], type: 'INT32' }] })),
      /the table has the columns price; expected tokens and ner_tags/u,
    ),
    file('broken off in the middle', () => whole().subarray(0, 200), noSound),
    file('only its first four bytes', () => Buffer.from('PAR1'), noSound),
    file('only its marks', () => Buffer.from('PAR1PAR1'), noSound),
    file('without its first mark', () => whole().subarray(4), /which is no format the program knows/u),
    file('a flipped byte in its list', () => flipped(-60), noSound),
    file('a list longer than the file', () => flipped(-6), noSound),
    file('a flipped byte in its rows', () => flipped(8), noSound),
  ],
}
