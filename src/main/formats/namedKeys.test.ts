import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { bytesSource } from './byteSource.ts'
import { chooseReader, formatNamed } from './formatList.ts'
import { readSample } from './sample.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const NAMED = { id: 'nr', image: 'img', caption: 'says', split: 'part' }
const KEYS = { nr: 7, img: 'a.jpg', says: 'a desk', part: 'dev' }
const PARTS = { externalId: '7', picture: 'a.jpg', caption: 'a desk', split: 'dev' }
/** Under the usual keys, which were not named: nobody's picture, id or caption. */
const OTHERS = { id: 1, image: 'other.jpg', caption: 'x' }

interface Case {
  readonly format: string
  readonly record: object
  readonly more?: Readonly<Record<string, string>>
}

const CASES: readonly Case[] = [
  {
    format: 'jsonl',
    record: { tokens: ['Ada', 'ran'], tags: ['B-PER', 'O'], said: 'Ada ran' },
    more: { text: 'said' },
  },
  {
    format: 'doccano',
    record: { said: 'Ada ran', marks: [[0, 3, 'PER']] },
    more: { text: 'said', spans: 'marks' },
  },
  {
    format: 'prodigy',
    record: { text: 'Ada ran', spans: [{ start: 0, end: 3, label: 'PER' }], answer: 'accept' },
  },
  {
    format: 'huggingface',
    record: { words: ['Ada', 'ran'], ner_tags: ['B-PER', 'O'], said: 'Ada ran' },
    more: { tokens: 'words', text: 'said' },
  },
]
const line = (...records: readonly object[]): string =>
  records.map((each) => `${JSON.stringify(each)}\n`).join('')

describe.each(CASES)('$format', ({ format, record, more = {} }) => {
  const reader = formatNamed(format)
  const columns = { ...NAMED, ...more }

  it('has the parts of a post from the keys that are named for them', async () => {
    const { posts, findings } = await readAll(reader, line({ ...OTHERS, ...KEYS, ...record }), { columns })
    expect(findings).toEqual([])
    expect(posts).toMatchObject([{ ...PARTS, text: 'Ada ran', tags: ['B-PER', 'O'], meta: OTHERS }])
  })

  it('refuses a named key that holds something else, or no id', async () => {
    const { findings } = await readAll(reader, line({ ...record, ...KEYS, says: 3 }, record), { columns })
    expect(findings.map(({ found }) => found)).toEqual(['`says` is a number', '`nr` is missing'])
  })

  it('says which of the named keys no record has', async () => {
    const { posts, findings } = await readAll(reader, line({ ...record, nr: 7 }), {
      columns: { ...more, id: 'nr', image: 'picture' },
    })
    expect(posts).toMatchObject([{ externalId: '7', picture: null }])
    expect(findings.map(({ found }) => found)).toEqual([
      'no record has the key `picture`, which was named for image',
    ])
  })
})

it('has the parts of a task of Label Studio from the keys of its data', async () => {
  const data = { ...OTHERS, ...KEYS, said: 'Ada ran' }
  const task = { id: 3, data, annotations: [{ result: [{ value: { start: 0, end: 3, labels: ['PER'] } }] }] }
  const { posts, findings } = await readAll(formatNamed('label-studio'), line(task), {
    columns: { ...NAMED, text: 'said' },
  })
  expect(findings).toEqual([])
  expect(posts).toMatchObject([{ ...PARTS, text: 'Ada ran', tags: ['B-PER', 'O'], meta: OTHERS }])
})

it('writes changed labels under the key that was named for them', async () => {
  const columns = { spans: 'marks' }
  const doccano = formatNamed('doccano')
  const given = line({ text: 'Ada ran', marks: [[0, 3, 'PER']] }, { text: 'Oslo', marks: null })
  const { posts } = await readAll(doccano, given, { columns })
  const written = posts.map((post, index) =>
    writtenPost(
      storedPost(post, index + 1),
      post.tokens.map(() => 'B-ORG'),
    ),
  )
  expect(String(writeAll(doccano, optionsFor(doccano.variants[0]), written).get(''))).toBe(
    line(
      {
        text: 'Ada ran',
        marks: [
          [0, 3, 'ORG'],
          [4, 7, 'ORG'],
        ],
      },
      { text: 'Oslo', marks: [[0, 4, 'ORG']] },
    ),
  )
})

describe('Parquet', () => {
  const table = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'tokens', data: [['Ada', 'ran']] },
        { name: 'ner_tags', data: [['B-PER', 'O']] },
        { name: 'img', data: ['a.jpg'] },
        { name: 'nr', data: ['7'] },
      ],
    }),
  )
  const read = async (columns: Record<string, string>): Promise<readonly ImportedPost[]> =>
    (await readAll(formatNamed('huggingface'), table, { columns })).posts

  it('has the parts of a post from the columns that are named for them', async () => {
    expect(await read({ id: 'nr', image: 'img' })).toMatchObject([{ externalId: '7', picture: 'a.jpg' }])
  })

  it('refuses a column that the table does not have', async () => {
    await expect(read({ image: 'picture' })).rejects.toThrow(
      'the table has no column `picture`; expected one of tokens, ner_tags, img, nr',
    )
  })
})

describe('a part that a reader takes from no column', () => {
  const refusal = async (
    format: string,
    content: string,
    columns: Record<string, string>,
  ): Promise<string> => {
    const sample = await readSample(bytesSource('posts', content), null)
    try {
      chooseReader(sample, format, undefined, { columns, delimiter: null })
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }

  it('is refused with the format and the parts it takes', async () => {
    const record = line({ text: 'Ada ran', spans: [{ start: 0, end: 3, label: 'PER' }], answer: 'accept' })
    const message =
      'posts: a column is named for `spans`, which a file of prodigy does not have it for; ' +
      'expected columns named for id, image, caption, split alone. ' +
      'Leave spans= out of --columns, or name another format (--format).'
    expect(await refusal('prodigy', record, { spans: 'marks' })).toBe(message)
    expect(await refusal('auto', record, { spans: 'marks', image: 'img' })).toBe(message)
    expect(await refusal('auto', record, { image: 'img' })).toBe('')
  })

  it.each([
    ['imgid', 'IMGID:1\nAda\tB-PER\n', 'image'],
    ['conll', 'Ada\tB-PER\n', 'id'],
    ['jsonl', line({ tokens: ['Ada'] }), 'tag'],
    ['label-studio', line({ data: { text: 'Ada' } }), 'spans'],
    ['brat', 'T1\tPER 0 3\tAda\n', 'text'],
    ['spacy', line(['Ada', { entities: [] }]), 'text'],
    ['webanno', '#FORMAT=WebAnno TSV 3.3\n', 'text'],
    ['huggingface', line({ tokens: ['Ada'], ner_tags: ['O'] }), 'spans'],
    ['csv', 'id,text,spans\n1,Ada,\n', 'token'],
    ['csv', 'sentence_id,token,tag\n1,Ada,O\n', 'caption'],
  ])('is refused of %s %j', async (format, content, part) => {
    expect(await refusal(format, content, { [part]: '1' })).toContain(`a column is named for \`${part}\``)
  })
})
