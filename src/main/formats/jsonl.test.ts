import { describe, expect, it } from 'vitest'
import { jsonl } from './jsonl.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const one = async (record: unknown, offsets: 'codepoint' | 'utf16' | null = null) =>
  readAll(jsonl, typeof record === 'string' ? record : JSON.stringify(record), {
    name: 'posts.jsonl',
    offsets,
  })
const found = async (record: unknown): Promise<string[]> =>
  (await one(record)).findings.map(
    (finding) =>
      `${finding.severity}: ${finding.found}${finding.expected === null ? '' : ` (${finding.expected})`}`,
  )

const tokens = ['😀', 'Ada', 'Berg', 'in', 'Oslo']

describe('jsonl', () => {
  it('reads every key of a post', async () => {
    const { posts, findings } = await one({
      id: '17_06_1',
      tokens,
      tags: ['O', 'B-PER', 'I-PER', 'O', 'B-LOC'],
      text: '😀  Ada Berg, in Oslo',
      image: '17_06_1.jpg',
      caption: 'a woman at a desk',
      split: 'train',
      status: 'reviewed',
      meta: { likes: 3 },
      lang: 'en',
    })
    expect(posts).toEqual([
      {
        externalId: '17_06_1',
        tokens,
        tags: ['O', 'B-PER', 'I-PER', 'O', 'B-LOC'],
        text: '😀  Ada Berg, in Oslo',
        offsets: [0, 2, 4, 7, 8, 12, 14, 16, 17, 21],
        picture: '17_06_1.jpg',
        caption: 'a woman at a desk',
        split: 'train',
        status: 'reviewed',
        meta: { likes: 3, lang: 'en' },
        layout: null,
        line: 1,
      },
    ])
    expect(findings).toEqual([])
  })

  it('reads what a review noted, and leaves keys of other tools with such names alone', async () => {
    const { posts } = await one(
      '{"tokens":["a"],"flagged":true,"comment":"who?"}\n{"tokens":["b"],"flagged":"x","comment":[1]}\n',
    )
    expect(posts).toMatchObject([
      { flagged: true, comment: 'who?', meta: null },
      { meta: { flagged: 'x', comment: [1] } },
    ])
    const [variant] = jsonl.variants
    const [first] = posts
    if (first === undefined) throw new Error('there are two posts')
    const stored = storedPost(first, 1)
    const state = { ...stored.state, flagged: true, comment: 'who?' }
    const text = String(writeAll(jsonl, optionsFor(variant), [writtenPost({ ...stored, state })]).get(''))
    expect(JSON.parse(text)).toMatchObject({ flagged: true, comment: 'who?' })
  })

  it('needs tokens alone, names posts after file and record, and skips blank lines', async () => {
    const { posts } = await one('{"tokens":["a"]}\n\n{"tokens":["b"]}\r\n')
    expect(posts).toMatchObject([
      { externalId: 'posts-1', tags: null, status: 'unreviewed', meta: null, line: 1 },
      { externalId: 'posts-2', line: 3 },
    ])
  })

  it('reads spans in code points of the text, or in UTF-16 when told so', async () => {
    const spans = [{ type: 'PER', text: 'Ada Berg', start: 2, end: 10 }]
    const text = tokens.join(' ')
    const tags = ['O', 'B-PER', 'I-PER', 'O', 'O']
    expect((await one({ tokens, text, spans })).posts[0]?.tags).toEqual(tags)
    expect((await one({ tokens, spans })).posts[0]?.tags).toEqual(tags)
    const shifted = [{ type: 'PER', text: 'Ada Berg', start: 3, end: 11 }]
    expect((await one({ tokens, spans: shifted }, 'utf16')).posts[0]?.tags).toEqual(tags)
    expect(await found({ tokens, spans: shifted })).toEqual([
      'error: span 1 (PER 3-11) holds `da Berg ` and not its mention `Ada Berg` (offsets in code points (as they stand they fit --offsets utf16))',
    ])
  })

  it('keeps a span of a word that is nothing but space, where the file states the words', async () => {
    const spans = [{ type: 'PER', text: '\t', start: 0, end: 1 }]
    const { posts, findings } = await one({ tokens: ['\t', 'sails'], text: '\t sails', spans })
    expect(findings).toEqual([])
    expect(posts[0]?.tags).toEqual(['B-PER', 'O'])
  })

  it('takes tags for the truth where spans differ, and says so', async () => {
    const spans = [{ type: 'LOC', start: 2, end: 5 }]
    const { posts, findings } = await one({ tokens, tags: ['O', 'B-PER', 'O', 'O', 'O'], spans })
    expect(posts[0]?.tags?.[1]).toBe('B-PER')
    expect(findings.map((finding) => finding.found)).toEqual(['`spans` and `tags` do not say the same'])
  })

  it('keeps ids to the digit, and remembers that they were numbers', async () => {
    const read = async (id: string) => (await one(`{"id":${id},"tokens":["a"]}`)).posts[0]
    expect(await read('42')).toMatchObject({ externalId: '42', layout: { jsonl: { numericId: true } } })
    expect(await read('9007199254740993')).toMatchObject({ externalId: '9007199254740993', layout: null })
    expect(await read('"007"')).toMatchObject({ externalId: '007', layout: null })
  })

  it('keeps numbers beyond 2^53 in meta as text and says so', async () => {
    const { posts, findings } = await one('{"id":"a","tokens":["a"],"tweet":12345678901234567890,"x":1e400}')
    expect(posts[0]?.meta).toEqual({ tweet: '12345678901234567890', x: '1e400' })
    expect(findings.map((finding) => finding.found)).toEqual([
      'the number `12345678901234567890` has more digits than a number can hold here',
      'the number `1e400` has more digits than a number can hold here',
    ])
  })

  it('keeps a key called __proto__ as a key', async () => {
    const { posts } = await one('{"tokens":["a"],"__proto__":{"tokens":1}}')
    expect(Object.keys(posts[0]?.meta ?? {})).toEqual(['__proto__'])
  })

  it.each<[unknown, string]>([
    [
      '{"tokens": ["a"',
      'error: the JSON ends before it is complete, after `{"tokens": ["a"` (one JSON object)',
    ],
    ['{"tokens": [a]}', 'error: the JSON breaks off at `a` in `{"tokens": [a]}` (one JSON object)'],
    ['[1]', 'error: `1` is a number (one JSON object a line)'],
    ['NaN', 'error: `NaN` is no JSON (one JSON object)'],
    [{ text: 'a' }, 'error: `tokens` is missing (a list of the words of the post)'],
    [{ tokens: [] }, 'error: `tokens` is empty (at least one word)'],
    [{ tokens: 'a b' }, 'error: `tokens` is a string (a list of texts)'],
    [{ tokens: ['a', 1] }, 'error: item 2 of `tokens` is a number (text)'],
    [{ tokens: ['a', ''] }, 'error: token 2 is empty (words of at least one character)'],
    [
      { tokens: ['a'], tags: ['O', 'O'] },
      'error: `tags` holds 2 where `tokens` holds 1 (a tag for each token)',
    ],
    [{ tokens: ['a'], tags: [''] }, 'error: the token `a` has an empty tag (O or B-PER)'],
    [{ tokens: ['a'], tags: { 0: 'O' } }, 'error: `tags` is an object (a list of texts)'],
    [{ tokens: ['a'], id: '' }, 'error: `id` is empty (text or a number)'],
    [{ tokens: ['a'], id: ['x'] }, 'error: `id` is a list (text or a number)'],
    [{ tokens: ['a'], status: 'done' }, 'error: `status` is `done` ("reviewed" or "unreviewed")'],
    [{ tokens: ['a'], image: 7 }, 'error: `image` is a number (text)'],
    [{ tokens: ['a'], meta: [1] }, 'error: `meta` is a list (an object)'],
    [{ tokens: ['a'], meta: { x: 1 }, x: 2 }, 'error: `x` stands beside `meta` and in it (each key once)'],
    [
      { tokens: ['a', 'c'], text: 'a b' },
      'error: token 2 (`c`) is not in the text after character 1 (the tokens in the order of the text)',
    ],
    [
      { tokens: ['ab'], spans: [{ type: 'PER', start: 0, end: 1 }] },
      'error: the span PER `a` cuts a token (spans of whole tokens)',
    ],
    [
      { tokens: ['ab'], spans: [{ type: 'PER', start: 0, end: 9 }] },
      'error: span 1 (PER 0-9) lies outside the text (start before end, both inside the text)',
    ],
    [
      {
        tokens: ['a', 'b'],
        spans: [
          { type: 'PER', start: 0, end: 3 },
          { type: 'LOC', start: 2, end: 3 },
        ],
      },
      'error: the spans PER and LOC at token 2 overlap (flat spans, or rules of the project that let spans lie inside others)',
    ],
    [
      { tokens: ['a'], spans: [{ start: 0, end: 1 }] },
      'error: `type` of span 1 is missing (a type such as "PER")',
    ],
    [
      { tokens: ['a'], spans: [[0, 1, 'PER']] },
      'error: span 1 is a list (an object with type, start and end)',
    ],
    [{ tokens: ['a'], spans: 3 }, 'error: `spans` is a number (a list of spans)'],
  ])('refuses %j and says why', async (record, message) => {
    expect(await found(record)).toEqual([message])
  })

  it('survives nesting that JSON.stringify would not', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(await found(`{"tokens":["a"],"x":${deep}}`)).toEqual([
      'error: the JSON is nested more than 64 deep',
    ])
  })
})
