import { describe, expect, it } from 'vitest'
import { imgid } from './imgid.ts'
import type { StoredPost } from '../store/types.ts'
import type { WrittenPost } from './postWriter.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const found = async (content: string | Uint8Array): Promise<(string | null)[][]> =>
  (await readAll(imgid, content)).findings.map((finding) => [
    `${finding.severity} ${finding.line ?? '-'}/${finding.record ?? '-'}`,
    finding.found,
  ])

describe('imgid', () => {
  it('reads header, tokens and tags, and derives picture and text', async () => {
    const { posts, findings } = await readAll(
      imgid,
      'IMGID:17_06_1\n😀\tO\nAda\tB-PER\nBerg\tI-PER\n\nIMGID:007\nhi\tO\n\n',
    )
    expect(findings).toEqual([])
    expect(posts).toEqual([
      {
        externalId: '17_06_1',
        tokens: ['😀', 'Ada', 'Berg'],
        tags: ['O', 'B-PER', 'I-PER'],
        text: '😀 Ada Berg',
        offsets: [0, 2, 3, 6, 7, 11],
        picture: '17_06_1.jpg',
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout: null,
        line: 1,
      },
      expect.objectContaining({ externalId: '007', picture: '007.jpg', line: 6 }),
    ])
  })

  it('keeps tokens that cannot be seen, and splits at the last TAB only', async () => {
    const tokens = [
      '\u00a0',
      '\u200b',
      '\ufe0f',
      '\u200d',
      '\ufeff',
      ' ',
      'a b',
      'a\tb',
      '_',
      'IMGID:9',
      '\u2028',
    ]
    const content = `IMGID:1\n${tokens.map((token) => `${token}\tO\n`).join('')}\n`
    for (const chunkBytes of [1, 5, 4096]) {
      const { posts, findings } = await readAll(imgid, content, { chunkBytes })
      expect(findings).toEqual([])
      expect(posts[0]?.tokens).toEqual(tokens)
    }
  })

  it('remembers how the file is laid out', async () => {
    const layouts = async (content: string): Promise<unknown[]> =>
      (await readAll(imgid, content)).posts.map((post) => post.layout?.['imgid'] ?? null)
    expect(await layouts('IMGID:1\na\tO\n\nIMGID:2\nb\tO\n')).toEqual([null, { after: [] }])
    expect(await layouts('IMGID:1\na\tO')).toEqual([{ after: [], endings: 'ln' }])
    expect(await layouts('\n\nIMGID:1\r\na\tO\r\n\r\n')).toEqual([{ before: ['', ''], endings: 'llccc' }])
    expect(await layouts('IMGID:1\r\na\tO\r\n\r\nIMGID:2\r\nb\tO\r\n\r\n')).toEqual([
      { crlf: true },
      { crlf: true },
    ])
    expect(await layouts('IMGID:1\na\tO\n\n \n')).toEqual([{ after: ['', ' '] }])
    expect(await layouts('IMGID: 1\na\tO\nIMGID:2\nb\tO\n\n')).toEqual([
      { header: 'IMGID: 1', after: [] },
      null,
    ])
  })

  it('keeps labels it does not know as they are', async () => {
    const { posts } = await readAll(imgid, 'IMGID:1\nAda\tB-OTHER\n<EOS>\tX\n\n')
    expect(posts[0]?.tags).toEqual(['B-OTHER', 'X'])
  })

  it('takes a picture name with an extension as it stands', async () => {
    const { posts } = await readAll(imgid, 'IMGID:a.PNG\nx\tO\n')
    expect(posts[0]).toMatchObject({ externalId: 'a.PNG', picture: 'a.PNG' })
  })

  it('names the line of each thing that is no post, and reads on', async () => {
    expect(await found('IMGID:1\nAda\tB-PER\nBerg\n\nIMGID:2\nok\tO\n\n')).toEqual([
      ['error 3/1', 'the token `Berg` has no tag'],
    ])
    expect(await found('IMGID:1\nBerg\t\n\n')).toEqual([['error 2/1', 'the token `Berg` has no tag']])
    expect(await found('IMGID:1\n\tO\n\n')).toEqual([['error 2/1', 'the tag `O` has no token']])
    expect(await found('a\tO\n\nIMGID:1\nb\tO\n')).toEqual([
      ['error 1/1', '`aU+0009O` stands before any IMGID line of its own'],
    ])
    expect(await found('IMGID:1\na\tO\n\nb\tO\n\n')).toEqual([
      ['error 4/2', '`bU+0009O` stands before any IMGID line of its own'],
    ])
    expect(await found('IMGID:\na\tO\n')).toEqual([['error 1/1', 'the line `IMGID:` names no picture']])
    expect(await found('IMGID:5\n\nIMGID:6\na\tO\n')).toEqual([['error 1/1', '`5` has no tokens']])
    expect(await found('IMGID: 6 \na\tO\n')).toEqual([
      ['warning 1/1', 'the id in `IMGID: 6 ` has space around it'],
    ])
    expect(await found('IMGID:1\na\tO\nTed\tB-person\tB-politician\n')).toEqual([
      ['error 3/1', '3 columns, of which 2 hold tags'],
    ])
    expect(await found('IMGID:1\nTed\tB-person\tB-politician\na\tO\nb\tO\tO\n')).toEqual([
      ['error 3/1', '`aU+0009O` has not the three columns of its post'],
    ])
  })

  it('refuses only the record that holds a line that is not UTF-8', async () => {
    const bytes = Buffer.from('IMGID:1\ncaf\u00e9\tO\n\nIMGID:2\nok\tO\n', 'latin1')
    const { posts, findings } = await readAll(imgid, bytes)
    expect(posts.map((post) => post.externalId)).toEqual(['2'])
    expect(findings[0]).toMatchObject({ line: 2, record: 1 })
    expect(findings[0]?.found).toBe('the line is not valid utf-8 text (byte 0xE9 after `caf`)')
  })
})

describe('the fine tags of GMNER', () => {
  const FILE = 'IMGID:1\nTed\tB-person\tB-politician\nLee\tI-person\tI-politician\nsaid\tO\tO\n\n'
  const post = async (column: string): Promise<StoredPost> => {
    const { posts, findings } = await readAll(imgid, FILE, { columns: { tag: column } })
    expect(findings).toEqual([])
    const [only] = posts
    if (only === undefined) throw new Error('there is one post')
    return storedPost(only, 1)
  }
  const [variant] = imgid.variants
  const text = (written: WrittenPost): string =>
    String(writeAll(imgid, optionsFor(variant), [written]).get(''))

  it('are kept beside the coarse ones, or the other way round, and written back', async () => {
    const coarse = await post('2')
    expect(coarse.tags).toEqual(['B-person', 'I-person', 'O'])
    expect(coarse.meta).toEqual({ fineTags: ['B-politician', 'I-politician', 'O'] })
    const fine = await post('3')
    expect(fine.tags).toEqual(['B-politician', 'I-politician', 'O'])
    expect(fine.meta).toEqual({ coarseTags: ['B-person', 'I-person', 'O'] })
    expect([text(writtenPost(coarse)), text(writtenPost(fine))]).toEqual([FILE, FILE])
  })

  it('stay with a span whose end moves, and are the coarse ones of a span that is new', async () => {
    const corrected = writtenPost(await post('2'), ['B-person', 'O', 'B-other'])
    expect(text(corrected)).toBe(
      'IMGID:1\nTed\tB-person\tB-politician\nLee\tO\tO\nsaid\tB-other\tB-other\n\n',
    )
  })
})
