import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Field, List, Table, tableFromIPC, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import {
  Compression,
  readParquet,
  Table as WasmTable,
  writeParquet,
  WriterPropertiesBuilder,
} from 'parquet-wasm'
import { beforeEach, describe, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { fileSource } from './byteSource.ts'
import { chooseReader, formatNamed } from './formatList.ts'
import { DEFAULT_READ_OPTIONS, joinTokens } from './postReader.ts'
import type { WrittenPost } from './postWriter.ts'
import { readSample } from './sample.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')

/** Mentions with their types, post by post, and the format the file was taken for. */
async function mentionsOf(file: string): Promise<{ readonly format: string; readonly posts: string[][] }> {
  const source = await fileSource(join(FIXTURES, file))
  const { reader } = chooseReader(await readSample(source, null), 'auto')
  const posts: string[][] = []
  for await (const items of reader.read(source, DEFAULT_READ_OPTIONS))
    for (const item of items) {
      if (item.kind !== 'post') throw new Error(item.finding.found)
      const { text, offsets, tags } = item.post
      posts.push(
        spansFromTags(tags ?? []).map(
          ({ start, end, type }) => `${text.slice(offsets[start * 2], offsets[end * 2 - 1])} ${type}`,
        ),
      )
    }
  return { format: reader.name, posts }
}

const USUAL = ['Ada Berg PER', 'Oslo LOC']

describe('files written by hand from the documentation of their format', () => {
  it.each<[file: string, format: string, posts: string[][]]>([
    ['twitter.txt', 'imgid', [USUAL]],
    ['gmner.txt', 'imgid', [['Ada Berg person', 'Oslo location']]],
    ['conll2003-iob1.conll', 'conll', [USUAL, ['Bergen LOC', 'Oslo LOC']]],
    ['conll2002.conll', 'conll', [USUAL]],
    ['doccano.jsonl', 'doccano', [USUAL]],
    ['label-studio.json', 'label-studio', [USUAL]],
    ['prodigy.jsonl', 'prodigy', [USUAL]],
    ['brat.ann', 'brat', [USUAL]],
    ['spacy-v2.json', 'spacy', [USUAL]],
    ['spacy.jsonl', 'spacy', [USUAL]],
    ['webanno.tsv', 'webanno', [USUAL]],
    ['huggingface.jsonl', 'huggingface', [USUAL]],
    ['posts.csv', 'csv', [USUAL]],
  ])('%s is taken for %s and read as its documentation says', async (file, format, posts) => {
    expect(await mentionsOf(file)).toEqual({ format, posts })
  })
})

const POSTS: ImportedPost[] = ['😀 Ada Berg, "here"', "= 'x' @ Oslo"].map((text, index) => {
  const tokens = text.split(' ')
  return {
    externalId: `id ${index + 1}`,
    tokens,
    tags: tokens.map((_, place) => (place === 1 ? 'B-PER' : 'O')),
    ...joinTokens(tokens),
    picture: null,
    caption: 'a\nline, "quoted"',
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: 1,
  }
})

function python(): string | null {
  try {
    execFileSync('python3', ['-c', 'import csv, json'], { stdio: 'ignore' })
    return null
  } catch {
    return 'python3 is not there'
  }
}

const missing = python()

const READERS = join(import.meta.dirname, 'testing', 'otherReaders.py')
/** Formats by the variant another reader gets, and whether they hold an id and a caption. */
const KINDS = {
  csv: { variant: 'posts', more: true },
  jsonl: { variant: 'jsonl', more: true },
  prodigy: { variant: 'jsonl', more: true },
  doccano: { variant: 'jsonl', more: true },
  huggingface: { variant: 'jsonl', more: true },
  'label-studio': { variant: 'json', more: true },
  brat: { variant: 'standoff', more: false },
  conll: { variant: '2002', more: false },
  spacy: { variant: 'docbin', more: false },
} as const

function writtenAs(kind: string, variant: string, written: readonly WrittenPost[]) {
  const format = formatNamed(kind)
  const chosen = format.variants.find(({ name }) => name === variant) ?? format.variants[0]
  return writeAll(format, optionsFor(chosen), written)
}

const WRITTEN = POSTS.map((post, index) => writtenPost(storedPost(post, index + 1)))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'))
  return () => rm(folder, { recursive: true })
})

describe.skipIf(missing !== null)(
  `our files in other hands${missing === null ? '' : ` (${missing})`}`,
  () => {
    it("say the same to Python's own libraries, whatever stands in the texts", async () => {
      for (const [kind, { variant }] of Object.entries(KINDS)) {
        const files = writtenAs(kind, variant, WRITTEN)
        if (!files.has('')) await mkdir(join(folder, kind))
        for (const [name, bytes] of files) await writeFile(join(folder, kind, name), bytes)
      }
      const said = JSON.parse(
        execFileSync('python3', [READERS, ...Object.keys(KINDS)], { cwd: folder, encoding: 'utf8' }),
      ) as unknown
      const expected = Object.entries(KINDS).map(([kind, { more }]) => [
        kind,
        POSTS.map(({ externalId, text, caption, tokens }) => [
          more ? externalId : null,
          text,
          more ? caption : null,
          [tokens[1]],
        ]),
      ])
      expect(said).toEqual(Object.fromEntries(expected))
    })
  },
)

describe('Parquet in the hands of Arrow (parquet-wasm)', () => {
  it('is read as we wrote it, types and features included', () => {
    const bytes = writtenAs('huggingface', 'parquet', WRITTEN).get('') ?? Buffer.alloc(0)
    const table = tableFromIPC(readParquet(bytes).intoIPCStream())
    expect(table.schema.fields.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
      'id: Utf8',
      'tokens: List<Utf8>',
      'ner_tags: List<Int64>',
      'text: Utf8',
      'image: Utf8',
      'caption: Utf8',
      'split: Utf8',
    ])
    const rows = JSON.parse(
      JSON.stringify(table.toArray(), (_key, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    ) as unknown
    expect(rows).toEqual(
      POSTS.map(({ externalId, tokens, tags, text, caption }) => ({
        id: externalId,
        tokens,
        ner_tags: tags?.map((tag) => (tag === 'O' ? 0 : 1)),
        text,
        image: null,
        caption,
        split: null,
      })),
    )
    expect(JSON.parse(table.schema.metadata.get('huggingface') ?? '')).toMatchObject({
      info: {
        features: { ner_tags: { feature: { names: expect.arrayContaining(['O', 'B-PER']) as unknown } } },
      },
    })
  })

  it.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI', 'LZ4_RAW'] as const)(
    'written by it with %s, in several row groups, is read by us',
    async (compression) => {
      const count = 50
      const tokens = Array.from({ length: count }, (_, n) => ['😀', `Ada${n}`])
      const table = new Table({
        tokens: vectorFromArray(tokens, new List(new Field('element', new Utf8(), true))),
        ner_tags: vectorFromArray(
          tokens.map(() => ['O', 'B-PER']),
          new List(new Field('element', new Utf8(), true)),
        ),
      })
      const properties = new WriterPropertiesBuilder()
        .setCompression(Compression[compression])
        .setMaxRowGroupSize(20)
        .build()
      const bytes = writeParquet(WasmTable.fromIPCStream(tableToIPC(table, 'stream')), properties)
      const { posts } = await readAll(formatNamed('huggingface'), bytes, { name: 'posts.parquet' })
      expect(posts.map((post) => [post.tokens, post.tags])).toEqual(
        tokens.map((each) => [each, ['O', 'B-PER']]),
      )
    },
  )
})
