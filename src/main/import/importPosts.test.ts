import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportJob, ImportOptions } from './importTypes.ts'
import { openPictureFolder } from './pictureFolder.ts'
import type { InspectedPicture } from './pictureFolder.ts'

const workshop = new Workshop()
let project: ProjectStore
beforeEach(() => {
  project = workshop.create()
})
afterEach(() => workshop.clear())

interface Given {
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly captions?: string
  readonly options?: Partial<ImportOptions>
  readonly job?: Partial<ImportJob>
}

async function imported({ files, captions, options, job }: Given): Promise<ImportReport> {
  const report = await importPosts({
    target: project,
    sources: Object.entries(files).map(([name, content]) => bytesSource(name, content, 4096)),
    options: { ...DEFAULT_IMPORT_OPTIONS, ...options },
    captions: captions === undefined ? null : bytesSource('captions.txt', captions),
    pictures: null,
    ...job,
  })
  for (const file of report.files) expect(file.read).toBe(file.stored + file.skipped + file.refused)
  return report
}

const stored = () => project.posts.after(0, 1000)
const messages = (report: ImportReport): string[] =>
  [...report.files.flatMap((file) => file.problems), ...(report.captions?.problems ?? [])].map(
    (problem) => problem.message,
  )

const ADA = 'IMGID:1\nAda\tB-PER\nBerg\tI-PER\n\n'
const OSLO = 'IMGID:2\nin\tO\nOslo\tB-LOC\nnow\tO\n\n'

describe('importPosts', () => {
  it('tells of a captions file in which every line is wrong, however long it is', async () => {
    const report = await imported({
      files: { 'tweets.txt': ADA },
      captions: 'no TAB\n'.repeat(130_000),
      options: { skipBad: true },
    })
    expect(report.captions).toMatchObject({ read: 130_000, refused: 130_000, problemCount: 130_000 })
    expect(report.files[0]).toMatchObject({ stored: 1 })
  })

  it('stores what it read and reports it as the command line promises', async () => {
    const report = await imported({ files: { 'tweets.txt': ADA + OSLO } })
    expect(report).toEqual({
      outcome: 'accepted',
      files: [
        {
          file: 'tweets.txt',
          entry: null,
          format: 'imgid',
          encoding: 'utf-8',
          takenFor: 'IMGID blocks of token TAB tag',
          split: null,
          read: 2,
          stored: 2,
          skipped: 0,
          refused: 0,
          problemCount: 0,
          problems: [],
        },
      ],
      pictures: { found: 0, missing: 2, broken: 0, refused: 0 },
      captions: null,
      boxes: null,
    })
    expect(stored().map((post) => [post.externalId, post.tags, post.picture?.state])).toEqual([
      ['1', ['B-PER', 'I-PER'], 'missing'],
      ['2', ['O', 'B-LOC', 'O'], 'missing'],
    ])
  })

  it('stores nothing of any file when one record is bad, and says what to do', async () => {
    const report = await imported({
      files: { 'good.txt': ADA, 'tweets.txt': `${OSLO}IMGID:3\nAda\tB-PER\nBerg\n\nIMGID:4\nx\tO\n\n` },
    })
    expect(report.outcome).toBe('rejected')
    expect(report.files.map(({ read, stored: s, skipped, refused }) => [read, s, skipped, refused])).toEqual([
      [1, 0, 1, 0],
      [3, 0, 2, 1],
    ])
    expect(messages(report)).toEqual([
      'tweets.txt, line 8: the token `Berg` has no tag; expected token, TAB, tag (for example B-PER). Nothing was imported. Correct the line, or choose Import the good records (--skip-bad) to leave out 1 of 4 records.',
    ])
    expect(stored()).toEqual([])
    expect(project.files.list()).toEqual([])
  })

  it('leaves out the bad records alone when told so', async () => {
    const report = await imported({
      files: { 'tweets.txt': `${ADA}IMGID:3\nBerg\n\n${OSLO}` },
      options: { skipBad: true },
    })
    expect(report.outcome).toBe('accepted-with-warnings')
    expect(report.files[0]).toMatchObject({ read: 3, stored: 2, refused: 1, problemCount: 1 })
    expect(messages(report)[0]).toMatch(/The record was left out\. Correct the line to have it as well\.$/u)
    expect(stored().map((post) => post.externalId)).toEqual(['1', '2'])
  })

  it('is rejected where not one good record is left', async () => {
    const report = await imported({ files: { 'a.txt': 'IMGID:1\nx\n' }, options: { skipBad: true } })
    expect(report.outcome).toBe('rejected')
    expect(project.files.list()).toEqual([])
  })

  it.each<[string, string | Uint8Array, Partial<ImportOptions>, string]>([
    ['empty', '', {}, 'a.txt: the file is empty; expected posts. Nothing was imported. Choose another file.'],
    [
      'blank lines only',
      '\n\n',
      { format: 'imgid' },
      'a.txt: the file holds no posts; expected IMGID blocks of token TAB tag. Nothing was imported. Choose another file.',
    ],
    [
      'another format',
      'id,text\n1,hello\n',
      {},
      'a.txt: the file begins with `id,text`, which is no format the program knows; expected one of imgid, conll, jsonl, doccano, label-studio, prodigy, brat, spacy, webanno, huggingface, csv. Nothing was imported. Name the format (--format) to see each line that does not fit it.',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${ADA}`, 'utf16le'),
      {},
      'a.txt: the byte-order mark says UTF-16LE; expected UTF-8. Nothing was imported. Choose the encoding utf-16le (--encoding utf-16le), or save the file as UTF-8.',
    ],
    [
      'two readings',
      '{"tokens":["Ada"],"tags":["O"],"ner_tags":["O"]}\n',
      {},
      'a.txt: the file can be read as jsonl (a JSON object with tokens on each line) or as huggingface (rows of tokens and ner_tags of Hugging Face). Nothing was imported. Name the format (--format jsonl).',
    ],
    [
      'JSON without tokens',
      '{"id":"1","caption":"Ada ran"}\n',
      {},
      'a.txt, line 1: `tokens` is missing; expected a list of the words of the post. Nothing was imported. Correct the line.',
    ],
    [
      'broken JSON',
      '{"id":"1","tokens":["Ada"\n',
      {},
      'a.txt, line 1: the JSON ends before it is complete, after `:"1","tokens":["Ada"`; expected one JSON object. Nothing was imported. Correct the line.',
    ],
    [
      'of another tool',
      '{"id":1,"words":"Ada ran","label":[[0,3,"PER"]]}\n',
      {},
      'a.txt: the file begins with `{"id":1,"words":"Ada ran","label":[[0,3,…`, which is no format the program knows; expected one of imgid, conll, jsonl, doccano, label-studio, prodigy, brat, spacy, webanno, huggingface, csv. Nothing was imported. Name the format (--format) to see each line that does not fit it.',
    ],
    [
      'CoNLL with one bad line',
      'Ada\tB-PER\nran\tO\nto\tO\nOslo\n.\tO\n',
      {},
      'a.txt, line 4: `Oslo` has no token and tag where they should be; expected columns by tab, the token in column 1 and the tag in column 2. Nothing was imported. Correct the line.',
    ],
    [
      'NUL',
      'IMGID:1\na\0b\tO\n',
      {},
      'a.txt, line 2: `aU+0000b` holds U+0000; expected text. Nothing was imported. Correct the record.',
    ],
    [
      'half an emoji',
      '{"id":"x","tokens":["\\ud83d"]}\n',
      {},
      'a.txt, line 1: `U+D83D` holds half a character; expected whole characters. Nothing was imported. Correct the record.',
    ],
  ])('rejects a file that is %s', async (_name, content, options, message) => {
    const report = await imported({ files: { 'a.txt': content }, options })
    expect(report.outcome).toBe('rejected')
    expect(messages(report)).toEqual([message])
    expect(stored()).toEqual([])
  })

  it('reads UTF-16 when the encoding is named', async () => {
    const report = await imported({
      files: { 'a.txt': Buffer.from(`\ufeff${ADA}`, 'utf16le') },
      options: { encoding: 'utf-16le' },
    })
    expect(report.files[0]).toMatchObject({ encoding: 'utf-16le', stored: 1, problemCount: 0 })
  })

  it('refuses choices nobody offers', async () => {
    await expect(imported({ files: { 'a.txt': ADA }, options: { format: 'excel' } })).rejects.toThrow(
      'The format `excel` is not known; expected one of auto, imgid, conll, jsonl, doccano, label-studio, prodigy, brat, spacy, webanno, huggingface, csv.',
    )
  })

  it('keeps odd tags, and tells them with their lines', async () => {
    const report = await imported({
      files: { 'a.txt': 'IMGID:1\nAda\tI-PER\nof\tO\nGPE\tB-GPE\nx\tI-GPE\n<EOS>\tX\nart\tB-OTHER\n\n' },
    })
    expect(report.outcome).toBe('accepted-with-warnings')
    expect(messages(report)).toEqual([
      'a.txt, line 2: `I-PER` of `Ada` follows nothing; expected B-PER where a span begins. It is kept and read as the beginning of a span; the tag check offers repairs, and --scheme iob1 takes every such tag for a beginning.',
      "a.txt, line 4: the type `GPE` is used 2 times, here first; expected one of the project's (PER, LOC, ORG, MISC). It is kept; the project has no label for it yet.",
      'a.txt, line 6: `X` stands as a tag (once); expected O, B-TYPE or I-TYPE. It is kept as it is and read as O.',
    ])
    expect(stored()[0]?.tags).toEqual(['I-PER', 'O', 'B-GPE', 'I-GPE', 'X', 'B-OTHER'])
  })

  it('counts every problem and lists a hundred, an error among them', async () => {
    const odd = Array.from({ length: 150 }, (_, n) => `IMGID:${n}\nx\tI-PER\n\n`).join('')
    const report = await imported({ files: { 'a.txt': `${odd}IMGID:last\nx\n\n` } })
    expect(report.files[0]).toMatchObject({ problemCount: 151, refused: 1 })
    expect(report.files[0]?.problems).toHaveLength(100)
    expect(report.files[0]?.problems.at(-1)).toMatchObject({ severity: 'error', line: 452 })
  })

  describe('posts that are known', () => {
    it('does not add a file a second time', async () => {
      await imported({ files: { 'tweets.txt': ADA + OSLO } })
      const again = await imported({ files: { 'copy.txt': ADA + OSLO } })
      expect(again.outcome).toBe('accepted-with-warnings')
      expect(again.files[0]).toMatchObject({ read: 2, stored: 0, skipped: 2, problemCount: 1 })
      expect(messages(again)[0]).toMatch(
        /^copy\.txt: the file is in the project already, as `tweets\.txt` of /u,
      )
      expect(stored()).toHaveLength(2)
    })

    it('skips the same post in another file, keeps another post of the same id, and says so', async () => {
      await imported({ files: { 'a.txt': ADA } })
      const report = await imported({ files: { 'b.txt': `${OSLO}${ADA}IMGID:1\nZoë\tB-PER\n\n${OSLO}` } })
      expect(report.files[0]).toMatchObject({ read: 4, stored: 3, skipped: 1 })
      expect(messages(report)).toEqual([
        'b.txt, line 6: `1` is the same post as a.txt, line 1. It was skipped.',
        'b.txt, line 10: the id `1` is also used at a.txt, line 1. Both are kept.',
        'b.txt, line 13: `2` is the same post as b.txt, line 1. Both are kept.',
      ])
    })

    it('takes a file that is named twice once', async () => {
      const report = await importPosts({
        target: project,
        sources: [bytesSource('a.txt', ADA), bytesSource('a.txt', ADA)],
        options: DEFAULT_IMPORT_OPTIONS,
        captions: null,
        pictures: null,
      })
      expect(report.files.map((file) => [file.stored, file.skipped])).toEqual([
        [1, 0],
        [0, 1],
      ])
    })

    it('adds only what is new in a file that has grown', async () => {
      await imported({ files: { 'a.txt': ADA } })
      const report = await imported({ files: { 'a.txt': ADA + OSLO } })
      expect(report.files[0]).toMatchObject({ read: 2, stored: 1, skipped: 1 })
    })

    it('names posts that two splits share, by words or by picture', async () => {
      const report = await imported({
        files: { 'train.txt': ADA + OSLO, 'test.txt': `IMGID:9\nada\tO\nBERG\tO\n\nIMGID:2\nother\tO\n\n` },
      })
      expect(report.files.map((file) => file.split)).toEqual([
        { name: 'train', from: 'file name' },
        { name: 'test', from: 'file name' },
      ])
      expect(messages(report)).toEqual([
        'test.txt, line 1: `9` of split `test` has the words of train.txt, line 1, of split `train`. Both are kept; a score on one split gains from what the other taught.',
        'test.txt, line 5: the id `2` is also used at train.txt, line 5. Both are kept.',
        'test.txt, line 5: the picture `2.jpg` is in split `test` and, at train.txt, line 5, in split `train`. Both are kept; a score on one split gains from what the other taught.',
      ])
      expect(stored().map((post) => post.split)).toEqual(['train', 'train', 'test', 'test'])
    })

    it('puts posts in the split that was asked for', async () => {
      await imported({ files: { 'train.txt': ADA }, options: { split: 'pool' } })
      expect(stored()[0]?.split).toBe('pool')
    })
  })

  describe('captions', () => {
    it('gives posts their captions', async () => {
      const report = await imported({ files: { 'a.txt': ADA + OSLO }, captions: '1\ta woman\n9\ta dog\n' })
      expect(report.captions).toMatchObject({
        format: 'captions-tsv',
        read: 2,
        stored: 2,
        used: 1,
        problems: [],
      })
      expect(stored().map((post) => post.caption)).toEqual(['a woman', null])
    })

    it('keeps every file out when the captions are bad, unless told otherwise', async () => {
      const report = await imported({ files: { 'a.txt': ADA }, captions: '1\ta woman\n2 a dog\n' })
      expect(report.outcome).toBe('rejected')
      expect(messages(report)).toEqual([
        'captions.txt, line 2: `2 a dog` has no TAB; expected id, TAB, caption. Nothing was imported. Correct the line, or choose Import the good records (--skip-bad) to leave out 1 of 2 records.',
      ])
      expect(stored()).toEqual([])
      const good = await imported({
        files: { 'a.txt': ADA },
        captions: '1\ta woman\n2 a dog\n',
        options: { skipBad: true },
      })
      expect(good.outcome).toBe('accepted-with-warnings')
      expect(stored()[0]?.caption).toBe('a woman')
    })

    it('tells a caption that so many posts share that it shows a placeholder', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => n)
      const report = await imported({
        files: { 'a.txt': ids.map((n) => `IMGID:${n}\nw${n}\tO\n\n`).join('') },
        captions: ids.map((n) => `${n}\t${n < 25 ? 'a man in the snow' : `thing ${n}`}\n`).join(''),
      })
      expect(messages(report)).toEqual([
        'captions.txt: 25 posts have the caption `a man in the snow`. It describes a placeholder picture; treat these posts as having none.',
      ])
    })
  })

  describe('pictures', () => {
    let folder = ''
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'import-pictures-'))
    })
    afterEach(() => rm(folder, { recursive: true }))

    const JPEG = Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1')
    const look = (path: string): Promise<InspectedPicture> =>
      Promise.resolve(
        path.endsWith('bad.jpg')
          ? { state: 'broken', reason: 'it does not decode (its end is missing)' }
          : {
              state: 'ok',
              hash: (path.includes('same') ? 'aa' : Buffer.from(path).toString('hex'))
                .slice(-40)
                .padStart(64, '0'),
              format: 'jpeg',
              width: path.includes('tiny') ? 8 : 640,
              height: 480,
              bytes: JPEG.length,
            },
      )

    it('finds, copies and attaches them, and tells each that is missing, broken, refused or odd', async () => {
      for (const name of ['good.jpg', 'tiny.PNG', 'bad.jpg']) await writeFile(join(folder, name), JPEG)
      await writeFile(join(folder, 'drawing.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
      const ids = ['good', 'TINY', 'bad', 'drawing', 'none', '../good']
      const report = await imported({
        files: { 'a.txt': ids.map((id, n) => `IMGID:${id}\nw${n}\tO\n\n`).join('') },
        job: { pictures: await openPictureFolder(folder, look) },
      })
      expect(report.pictures).toEqual({ found: 3, missing: 1, broken: 1, refused: 1 })
      expect(messages(report)).toEqual([
        'a.txt, line 4: the picture `TINY.jpg` was found; the file is named `tiny.PNG`, in other letter case. It is shown as it is.',
        'a.txt, line 4: the picture `TINY.jpg` was found; it is only 8 × 480 pixels. It is shown as it is.',
        'a.txt, line 7: the picture `bad.jpg` is broken: it does not decode (its end is missing). The post is shown without it.',
        'a.txt, line 10: the picture `drawing.jpg` was not taken: it holds an SVG drawing, not a JPEG, PNG, WebP or GIF picture. The post is shown without it.',
        expect.stringMatching(/^a\.txt, line 13: the picture `none\.jpg` was not found in `/u),
      ])
      expect(stored().map((post) => post.picture?.state)).toEqual([
        'ok',
        'ok',
        'broken',
        'broken',
        'missing',
        'ok',
      ])
    })

    it('stores nothing when a picture cannot be copied', async () => {
      await writeFile(join(folder, 'good.jpg'), JPEG)
      await rm(join(project.folder, 'media'), { recursive: true })
      const pictures = await openPictureFolder(folder, look)
      await expect(
        imported({ files: { 'a.txt': 'IMGID:good\nx\tO\n' }, job: { pictures } }),
      ).rejects.toMatchObject({
        kind: 'storage',
        message:
          'Nothing was imported. The picture `good.jpg` could not be copied into the project: the system answers ENOENT. Check the disk and the folder of the project.',
      })
      expect(project.files.list()).toEqual([])
    })

    it('tells a picture of two splits, and one that stands in for many', async () => {
      const names = Array.from({ length: 6 }, (_, n) => `same${n}`)
      for (const name of names) await writeFile(join(folder, `${name}.jpg`), JPEG)
      const block = (name: string): string => `IMGID:${name}\n${name}\tO\n\n`
      const report = await imported({
        files: { 'train.txt': block('same0'), 'test.txt': names.slice(1).map(block).join('') },
        job: { pictures: await openPictureFolder(folder, look) },
      })
      expect(messages(report)[0]).toBe(
        'train.txt, line 1: the picture `same0.jpg` has the bytes of 5 others. It looks like a placeholder and tells nothing about these posts.',
      )
      expect(messages(report)[1]).toContain(
        'of split `test` is the same as `same0.jpg` (train.txt, line 1), of split `train`',
      )
    })
  })

  it('stores nothing when it is cancelled', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => `IMGID:${n}\nword${n}\tO\n\n`).join('')
    let looks = 0
    const signal = {
      addEventListener: () => undefined,
      get aborted() {
        return ++looks > 3
      },
    }
    await expect(imported({ files: { 'a.txt': many }, job: { signal } })).rejects.toMatchObject({
      kind: 'cancelled',
    })
    expect(project.files.list()).toEqual([])
    expect(stored()).toEqual([])
  })

  it('tells how far it is', async () => {
    const seen: number[] = []
    await imported({
      files: { 'a.txt': ADA + OSLO },
      job: { onProgress: ({ done, total }) => seen.push(done / total) },
    })
    expect(seen.at(-1)).toBe(1)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  })
})
