import { describe, expect, it } from 'vitest'
import type { Json } from '../../shared/domain/json.ts'
import { bytesSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { chooseReader, POST_FORMATS } from './formatList.ts'
import { DEFAULT_READ_OPTIONS } from './postReader.ts'
import { readSample } from './sample.ts'

/** A record of each shape that is JSON, with every part its readers look at. */
const RECORDS: Readonly<Record<string, Json>> = {
  jsonl: {
    id: '1',
    tokens: ['Ada', 'ran'],
    tags: ['B-PER', 'O'],
    text: 'Ada ran',
    spans: [{ type: 'PER', text: 'Ada', start: 0, end: 3, score: 0.5 }],
    image: '1.jpg',
    caption: 'a desk',
    split: 'train',
    status: 'reviewed',
    flagged: true,
    comment: 'x',
    regions: [{ text: 'Ada', box: [0, 0, 1, 1], spans: [0] }],
    meta: { a: 1 },
  },
  doccano: {
    id: 1,
    text: 'Ada ran',
    label: [[0, 3, 'PER']],
    entities: [{ id: 1, label: 'PER', start_offset: 0, end_offset: 3 }],
    relations: [],
    image: '1.jpg',
  },
  'label-studio': {
    id: 1,
    data: { id: '1', text: 'Ada ran', image: '1.jpg' },
    annotations: [
      {
        completed_by: { id: 1 },
        was_cancelled: false,
        ground_truth: true,
        result: [
          {
            id: 'a',
            from_name: 'label',
            to_name: 'text',
            type: 'labels',
            value: { start: 0, end: 3, text: 'Ada', labels: ['PER'] },
          },
        ],
      },
    ],
    predictions: [
      {
        model_version: 'm',
        score: 0.5,
        result: [{ type: 'labels', value: { start: 4, end: 7, text: 'ran', labels: ['PER'] } }],
      },
    ],
  },
  'label-studio of one level': {
    id: 1,
    text: 'Ada ran',
    label: [{ start: 0, end: 3, text: 'Ada', labels: ['PER'] }],
    annotator: 1,
    annotation_id: 1,
  },
  prodigy: {
    text: 'Ada ran',
    tokens: [
      { text: 'Ada', start: 0, end: 3, id: 0, ws: true },
      { text: 'ran', start: 4, end: 7, id: 1, ws: false },
    ],
    spans: [{ start: 0, end: 3, token_start: 0, token_end: 0, label: 'PER' }],
    answer: 'accept',
    _input_hash: 1,
    _session_id: 'a',
    _view_id: 'ner_manual',
  },
  spacy: [
    {
      id: 0,
      paragraphs: [
        {
          raw: 'Ada ran',
          sentences: [
            {
              tokens: [
                { id: 0, orth: 'Ada', ner: 'U-PER' },
                { id: 1, orth: 'ran', ner: 'O' },
              ],
            },
          ],
        },
      ],
    },
  ],
  'spacy in pairs': ['Ada ran', { entities: [[0, 3, 'PER']] }],
  huggingface: {
    id: '1',
    tokens: ['Ada', 'ran'],
    ner_tags: [1, 0],
    label_names: ['O', 'B-PER'],
    text: 'Ada ran',
    image: { path: '1.jpg', bytes: null },
  },
}

const OTHERS: readonly Json[] = [null, true, 7, -1, 'x', '', [], [null], [[]], {}, { a: null }]

/** The value with each of its parts in turn, itself among them, replaced by each of `OTHERS`. */
function* replaced(value: Json): Generator<Json> {
  yield* OTHERS
  if (value === null || typeof value !== 'object') return
  for (const [key, part] of Object.entries<Json>(value))
    for (const other of replaced(part)) yield Object.assign(structuredClone(value), { [key]: other })
}

/** Reads `content` to the end. A file that is refused is an outcome as good as any; any other error is thrown. */
async function outcome(content: string, format: string): Promise<string> {
  const source = bytesSource('posts.json', content)
  let refused = 0
  try {
    const { reader } = chooseReader(await readSample(source, null), format)
    for await (const items of reader.read(source, DEFAULT_READ_OPTIONS))
      refused += items.filter(({ kind }) => kind === 'refused').length
  } catch (error) {
    if (!(error instanceof FileFault)) throw new Error(`${format} of ${content}`, { cause: error })
    return 'file refused'
  }
  return refused > 0 ? 'refused' : 'read'
}

describe.each(Object.entries(RECORDS))('a record of %s', (_name, record) => {
  it('is read or refused whatever stands in the place of one of its parts', async () => {
    const outcomes = new Set<string>()
    for (const each of [record, ...replaced(record)])
      for (const format of ['auto', ...POST_FORMATS.map(({ name }) => name)])
        outcomes.add(await outcome(JSON.stringify(each), format))
    // Anything else would mean that the parts are not looked at.
    expect([...outcomes].sort()).toEqual(['file refused', 'read', 'refused'])
  })
})
