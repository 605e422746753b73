import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { fileSource } from './byteSource.ts'
import { chooseReader, formatNamed } from './formatList.ts'
import { DEFAULT_READ_OPTIONS, joinTokens } from './postReader.ts'
import { readSample } from './sample.ts'
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

/** Texts and mentions of a file, read by its kind with nothing but Python's own libraries. */
const READERS = `
import csv, json, sys

def table(path):
    for row in csv.DictReader(open(path, encoding='utf-8', newline='')):
        yield row, [row['text'][start:end] for start, end, _ in json.loads(row['spans'])]

def lines(path, mentions):
    for line in open(path, encoding='utf-8', newline='\\n'):
        record = json.loads(line)
        yield record, mentions(record)

def slices(record):
    return [record['text'][span['start']:span['end']] for span in record['spans']]

def tasks(path):
    for task in json.load(open(path, encoding='utf-8')):
        data, result = task['data'], task['annotations'][0]['result']
        yield data, [data['text'][each['value']['start']:each['value']['end']] for each in result]

read = {
    'csv': table,
    'jsonl': lambda path: lines(path, slices),
    'prodigy': lambda path: lines(path, slices),
    'doccano': lambda path: lines(path, lambda record: [record['text'][a:b] for a, b, _ in record['label']]),
    'huggingface': lambda path: lines(
        path, lambda record: [token for token, tag in zip(record['tokens'], record['ner_tags']) if tag > 0]),
    'label-studio': tasks,
}
print(json.dumps({kind: [[post['id'], post['text'], post['caption'], mentions] for post, mentions in read[kind](kind)]
                  for kind in sys.argv[1:]}))
`

describe.skipIf(missing !== null)(
  `our files in other hands${missing === null ? '' : ` (${missing})`}`,
  () => {
    let folder = ''
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'conformance-'))
    })
    afterEach(() => rm(folder, { recursive: true }))

    it("say the same to Python's csv and json, whatever stands in the texts", async () => {
      const kinds = ['csv', 'jsonl', 'prodigy', 'doccano', 'huggingface', 'label-studio']
      const written = POSTS.map((post, index) => writtenPost(storedPost(post, index + 1)))
      for (const kind of kinds) {
        const format = formatNamed(kind)
        const [variant] = format.variants.filter(({ name }) => name !== 'parquet')
        const files = writeAll(format, optionsFor(variant ?? format.variants[0]), written)
        await writeFile(join(folder, kind), files.get('') ?? '')
      }
      const said = JSON.parse(
        execFileSync('python3', ['-c', READERS, ...kinds], { cwd: folder, encoding: 'utf8' }),
      ) as unknown
      const posts = POSTS.map((post) => [post.externalId, post.text, post.caption, [post.tokens[1]]])
      expect(said).toEqual(Object.fromEntries(kinds.map((kind) => [kind, posts])))
    })
  },
)
