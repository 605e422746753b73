import { expect, it } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { previewFile } from './importPreview.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'

const preview = (content: string, format = 'auto') =>
  previewFile(bytesSource('a.txt', content, 512), { ...DEFAULT_IMPORT_OPTIONS, format }, DEFAULT_LABELS)

it('shows the first posts as they will be stored, and what is odd about them', async () => {
  const content = `IMGID:1\nArt\tB-OTHER\n\nIMGID:2\nBerg\n\nIMGID:3\nx\tI-PER\n\n`
  expect(await preview(content)).toEqual({
    name: 'a.txt',
    format: 'imgid',
    takenFor: 'IMGID blocks of token TAB tag',
    readings: [],
    encoding: 'utf-8',
    columns: null,
    types: ['OTHER', 'PER'],
    posts: [
      { externalId: '1', tokens: ['Art'], spans: [{ start: 0, end: 1, type: 'MISC' }], picture: '1.jpg' },
      { externalId: '3', tokens: ['x'], spans: [{ start: 0, end: 1, type: 'PER' }], picture: '3.jpg' },
    ],
    problems: [
      {
        severity: 'error',
        line: 5,
        record: 2,
        entry: null,
        message:
          'a.txt, line 5: the token `Berg` has no tag; expected token, TAB, tag (for example B-PER). Correct the line.',
      },
      {
        severity: 'warning',
        line: 8,
        record: 3,
        entry: null,
        message:
          'a.txt, line 8: `I-PER` of `x` follows nothing; expected B-PER where a span begins. It is kept and read as the beginning of a span; the tag check offers repairs, and --scheme iob1 takes every such tag for a beginning.',
      },
    ],
  })
})

it('reads no further than it shows', async () => {
  const { posts } = await preview(Array.from({ length: 500 }, (_, n) => `IMGID:${n}\nx\tO\n\n`).join(''))
  expect(posts).toHaveLength(20)
})

it('shows why a file cannot be read', async () => {
  expect(await preview('hello there\n')).toMatchObject({
    format: 'unknown',
    posts: [],
    problems: [
      {
        severity: 'error',
        line: null,
        message: expect.stringMatching(
          /^a\.txt: the file begins with `hello there`, which is no format .*Name the format \(--format\)/u,
        ) as string,
      },
    ],
  })
})

it('leaves the choice between two readings to the person, and tells what can be chosen', async () => {
  const both = '{"tokens":["Ada"],"tags":["O"],"ner_tags":["O"]}\n'
  expect((await preview(both)).readings).toEqual([
    { format: 'jsonl', as: 'a JSON object with tokens on each line' },
    { format: 'huggingface', as: 'rows of tokens and ner_tags of Hugging Face' },
  ])
  expect((await preview(both, 'jsonl')).readings).toEqual([])
  const fine = await preview('IMGID:1\nTed\tB-person\tB-politician\n\n')
  expect(fine).toMatchObject({ columns: { parts: ['tag'], columns: ['2', '3'] }, types: ['person'] })
  expect((await preview('Ada\tB-PER\nran\tO\n')).columns).toEqual({
    parts: ['token', 'tag'],
    columns: ['1', '2', 'last'],
  })
})

it('offers to name the columns of a table that no format fits', async () => {
  const table = 'nr,tweet,labels\n1,"Ada ran","[[0,3,""PER""]]"\n'
  expect((await preview(table)).readings).toEqual([{ format: 'csv', as: 'columns nr, tweet, labels' }])
  const named = await previewFile(
    bytesSource('a.csv', table),
    { ...DEFAULT_IMPORT_OPTIONS, format: 'csv', columns: { text: 'tweet', spans: 'labels' } },
    DEFAULT_LABELS,
  )
  expect(named.posts[0]).toMatchObject({ tokens: ['Ada', 'ran'], spans: [{ start: 0, end: 1, type: 'PER' }] })
  expect(named.columns?.columns).toEqual(['nr', 'tweet', 'labels'])
})

it('counts records as the import does: a remark on the file is none', async () => {
  const source = {
    ...bytesSource('a.ann', 'T1\tSHIP 0 3\tAda\nR1\tIn Arg1:T1 Arg2:T9\n'),
    beside: () => Promise.resolve(bytesSource('a.txt', 'Ada ran\n')),
  }
  const { problems } = await previewFile(source, DEFAULT_IMPORT_OPTIONS, DEFAULT_LABELS)
  expect(problems.map(({ line, record }) => [line, record])).toEqual([
    [null, 1],
    [2, null],
  ])
})
