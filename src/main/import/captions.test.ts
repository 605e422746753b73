import { describe, expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { captionFindings, captionOf, readCaptions, repeatedPhrase } from './captions.ts'

const read = (content: string) => readCaptions(bytesSource('captions.txt', content), null)
const found = async (content: string): Promise<string[]> =>
  (await read(content)).findings.map(
    ({ severity, line, found: text }) => `${severity} ${line ?? '-'}: ${text}`,
  )
const post = (externalId: string, picture: string | null) => ({ externalId, picture }) as ImportedPost

describe('readCaptions', () => {
  it('reads JSONL by id or image', async () => {
    const captions = await read(
      '{"id":"1","caption":"a dog"}\n{"image":"2.jpg","text":"a cat"}\n{"id":3,"caption":"x"}\n',
    )
    expect([...captions.byKey]).toEqual([
      ['1', 'a dog'],
      ['2.jpg', 'a cat'],
      ['3', 'x'],
    ])
    expect(captions).toMatchObject({ format: 'captions-jsonl', read: 3, refused: 0, findings: [] })
  })

  it.each([
    ['on one line', '{"16_05_1":"a dog","2.jpg":"a cat","__proto__":"x"}', 'captions-jsonl'],
    [
      'on several lines',
      '{\n  "16_05_1": "a dog",\n  "2.jpg": "a cat",\n  "__proto__": "x"\n}\n',
      'captions-json',
    ],
  ])('reads one object of captions by their ids, %s', async (_name, content, format) => {
    const captions = await read(content)
    expect([...captions.byKey]).toEqual([
      ['16_05_1', 'a dog'],
      ['2.jpg', 'a cat'],
      ['__proto__', 'x'],
    ])
    expect(captions).toMatchObject({ format, read: 3, refused: 0, findings: [] })
  })

  it('reads a list of records, or records over several lines', async () => {
    const records = [
      { id: '1', caption: 'a dog' },
      { image: '2.jpg', text: 'a cat' },
    ]
    const lists = [JSON.stringify(records), JSON.stringify(records, null, 2)]
    const lines = records.map((record) => JSON.stringify(record, null, 2)).join('\n')
    for (const content of [...lists, lines]) {
      const captions = await read(content)
      expect([...captions.byKey.values()]).toEqual(['a dog', 'a cat'])
      expect(captions).toMatchObject({ format: 'captions-json', read: 2, refused: 0, findings: [] })
    }
    expect((await read('[1]\ta dog\n')).byKey.get('[1]')).toBe('a dog')
  })

  it('names what is no caption in an object or a list, and reads on', async () => {
    const ofObject = await read('{\n"1": 2,\n"2": "a",\n"2": "b",\n"3": ["c"], "4": ""\n}')
    expect(ofObject.findings.map(({ line, record, found: text }) => [line, record, text])).toEqual([
      [null, 1, 'the caption of `1` is a number'],
      [null, 2, 'the key `2` stands twice in one object'],
      [null, 3, 'the caption of `3` is a list'],
      [null, 4, 'the caption is empty'],
    ])
    expect([...ofObject.byKey]).toEqual([['2', 'b']])
    expect(await found('[\n{"id":"1","caption":"a"},\n{"id":"2"},\n"x"\n]')).toEqual([
      'error 3: `caption` is missing',
      'error 4: `"x"` is a string',
    ])
    // A slip in the keys of one record makes no ids of them.
    expect(await found('{"id":"1","caption":"a"}\n{"no":"2","says":"b"}\n')).toEqual([
      'error 2: `id` is missing',
    ])
    await expect(read('{\n"1": "a",\n')).rejects.toThrow('ends in the middle of its JSON')
  })

  it('reads two columns, with a header or without, and keeps a TAB in a caption', async () => {
    const captions = await read('id\tcaption\r\n16_05_1\ta dog\tin snow\r\n')
    expect([...captions.byKey]).toEqual([['16_05_1', 'a dog\tin snow']])
    expect(captions).toMatchObject({ format: 'captions-tsv', read: 1 })
  })

  it('names the line of what is no caption, and reads on', async () => {
    expect(await found('1\ta dog\n2 a cat\n\tlost\n4\ta bird\n')).toEqual([
      'error 2: `2 a cat` has no TAB',
      'error 3: the caption `lost` has no id',
    ])
    expect(
      await found('{"id":"1"}\n{"caption":"x"}\n{"id":[1],"caption":"x"}\n{"id":"1","caption":2}\n'),
    ).toEqual([
      'error 1: `caption` is missing',
      'error 2: `id` is missing',
      'error 3: `id` is a list',
      'error 4: `caption` is a number',
    ])
  })

  it('warns of captions that say nothing or contradict', async () => {
    expect(await found('1\t\n2\tx\n3\ta\n3\ta\n3\tb\n')).toEqual([
      'warning 1: the caption is empty',
      'warning 5: the caption `b` is the second of its id',
    ])
    expect((await read('3\ta\n3\tb\n')).byKey.get('3')).toBe('a')
  })
})

describe('captionOf', () => {
  it('finds by id, picture name and picture name without extension, in this order', async () => {
    const captions = await read('1\tby id\np.jpg\tby picture\nq\tby stem\n')
    expect(captionOf(captions, post('1', 'p.jpg'))).toBe('by id')
    expect(captionOf(captions, post('x', 'p.jpg'))).toBe('by picture')
    expect(captionOf(captions, post('x', 'q.png'))).toBe('by stem')
    expect(captionOf(captions, post('x', null))).toBeNull()
  })
})

describe('captionFindings', () => {
  it('finds a sentence that many posts share, and one that says a phrase over and over', () => {
    const uses = new Map(Array.from({ length: 1000 }, (_, n) => [`caption ${n}`, 1]))
    uses.set('a man in a suit', 12)
    uses.set('a man in the snow', 80)
    uses.set('person, person, person, person', 1)
    expect(captionFindings(uses, uses.size).map(({ found: text }) => text)).toEqual([
      '80 posts have the caption `a man in the snow`',
      'a post has a caption that says `person` over and over',
    ])
  })
})

describe('captionFindings of a file whose captions no post got', () => {
  it('says so, unless there are none', () => {
    expect(captionFindings(new Map(), 3).map(({ found: text }) => text)).toEqual(['no caption is of a post'])
    expect(captionFindings(new Map(), 0)).toEqual([])
  })
})

describe('repeatedPhrase', () => {
  it.each([
    ['person, person, person, person', 'person'],
    ['a dog, a dog, a dog, a dog, a dog and', 'a dog'],
    ['red red red red red bus', 'red'],
    ['a man and a woman and a dog', null],
    ['two dogs, two cats, one bird', null],
    ['no no no', null],
  ])('%s', (caption, phrase) => {
    expect(repeatedPhrase(caption)).toBe(phrase)
  })
})
