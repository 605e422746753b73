import { gzipSync } from 'node:zlib'
import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('set.conll')
const ADA = 'Ada NNP B-NP B-PER\nran VBD B-VP O\n'
const OSLO = 'in IN B-PP O\nOslo NNP B-NP B-LOC\n'

export const conll: AwkwardGroup = {
  what: 'a CoNLL file',
  cases: [
    accepted('four columns', `${ADA}\n${OSLO}\n`, 2),
    accepted('no blank line at its end', `${ADA}\n${OSLO}`.trimEnd(), 2),
    accepted('document starts', `-DOCSTART- -X- -X- O\n\n${ADA}\n-DOCSTART- -X- -X- O\n\n${OSLO}`, 2),
    accepted('two columns by TAB', 'Ada\tB-PER\nran\tO\n', 1),
    accepted('two columns by space', 'Ada B-PER\nran O\n', 1),
    accepted('three blank lines', `${ADA}\n\n\n${OSLO}`, 2),
    accepted('lines of Windows', `${ADA}\n${OSLO}`.replaceAll('\n', '\r\n'), 2),
    accepted('a byte-order mark', `\ufeff${ADA}`, 1),
    accepted('several spaces between columns', 'Ada   B-PER\nran   O\n', 1),
    accepted('columns that are named', 'B-PER\tAda\nO\tran\n', 1, {
      options: { format: 'conll', columns: { token: '2', tag: '1' } },
    }),
    warned('an I- without its beginning', 'Ada\tO\nBerg\tI-PER\n', 1, /`I-PER` of `Berg` follows `O`/u, {
      line: 2,
      record: 1,
    }),
    rejected(
      'a line with a token alone',
      `${ADA}\n${OSLO}x\n`,
      /`x` has no token and tag where they should be/u,
      { line: 6, record: 2, options: { format: 'conll' } },
    ),
    accepted('IOBES', 'Ada S-PER\nNew B-LOC\nYork E-LOC\n', 1),
    accepted('BILOU', 'Ada U-PER\nNew B-LOC\nYork L-LOC\n', 1),
    warned(
      'a type with a hyphen in it',
      'Hamlet B-creative-work\n',
      1,
      /the type `creative-work` is used once/u,
      {
        line: 1,
      },
    ),
    accepted('a document start with nothing behind it', `-DOCSTART- -X- O\n${ADA}`, 1),
    accepted('a comment above a sentence', `# sent_id = 3\n${ADA}`, 1),
    accepted('a token that is #', '# O\nAda B-PER\n', 1),
    accepted('a no-break space inside a token', 'New\u00a0York B-LOC\n', 1),
    warned(
      'an E- that nothing opened',
      'Ada S-PER\nYork E-LOC\n',
      1,
      /`E-LOC` of `York` goes on with an entity that nothing opened/u,
      {
        line: 2,
        record: 1,
      },
    ),
    rejected(
      'tags of two schemes',
      'Ada S-PER\nOslo U-LOC\n',
      /tags with `E-` or `S-` stand beside tags with `L-` or `U-`/u,
      {
        line: null,
      },
    ),
    rejected('a tag and no token', `${ADA}\n B-LOC\n`, /has no token and tag where they should be/u, {
      line: 4,
      record: 2,
      options: { format: 'conll' },
    }),
    rejected(
      'a byte that is no UTF-8',
      '',
      /line 4: the line is not valid utf-8 text \(byte 0xE9 after `Caf`\)/u,
      {
        line: 4,
        record: 2,
      },
    ),
    rejected('NUL in a token', 'A\0da B-PER\n', /holds U\+0000/u, { line: 1, record: 1 }),
    rejected(
      'sentences that ran together',
      'Ada B-PER\n'.repeat(10_001),
      /10001 tokens; expected at most 10000/u,
      { line: 1, record: 1 },
    ),
    rejected('prose', 'Dear Ada,\nhow are you?\n', /which is no format the program knows/u, { line: null }),
  ].map((each) =>
    each.what === 'a byte that is no UTF-8'
      ? { ...each, content: () => Buffer.from(`${ADA}\nCaf\u00e9 O\n`, 'latin1') }
      : each,
  ),
}

const anything = textCases('data')
const bytes = (what: string, content: Uint8Array, says: RegExp): AwkwardCase => ({
  ...anything.rejected(what, '', says, { line: null }),
  content: () => content,
})

export const anyFile: AwkwardGroup = {
  what: 'any file',
  cases: [
    anything.rejected('empty', '', /^data: the file is empty; expected posts\. Nothing was imported/u, {
      line: null,
      record: null,
    }),
    anything.rejected('blank lines', '\n\n\n', /the file is empty/u, { line: null }),
    anything.rejected('a byte-order mark and nothing else', '\ufeff', /the file is empty/u, { line: null }),
    anything.rejected('prose', 'Once upon a time\n', /begins with `Once upon a time`, which is no format/u, {
      line: null,
    }),
    anything.rejected(
      'a web page',
      '<!doctype html>\n<p>Ada</p>\n',
      /which is no format the program knows/u,
      { line: null },
    ),
    anything.rejected(
      'bytes of a picture',
      '\u0089PNG\r\n\u001a\n\0\0',
      /which is no format the program knows/u,
      { line: null },
    ),
    anything.rejected(
      'prose, read as IMGID all the same',
      'Once upon a time\n',
      /`Once upon a time` stands before any IMGID line/u,
      { line: 1, record: 1, options: { format: 'imgid' } },
    ),
    anything.rejected(
      'prose, read as JSONL all the same',
      'Once upon a time\n',
      /the JSON breaks off|is no JSON/u,
      { line: 1, record: 1, options: { format: 'jsonl' } },
    ),
    anything.rejected(
      'NUL bytes and nothing else',
      '\0'.repeat(100),
      /which is no format the program knows/u,
      { line: null },
    ),
    anything.rejected('a lone bracket', '[', /the file ends in the middle of its JSON/u, { line: 1 }),
    anything.rejected('a JSON list of numbers', '[1, 2, 3]', /which is no format the program knows/u, {
      line: null,
    }),
    anything.rejected('a JSON object of something else', '{"name": "vsgn", "version": 1}', /./u),
    anything.rejected('YAML', 'id: 1\ntokens:\n  - Ada\n', /which is no format the program knows/u, {
      line: null,
    }),
    anything.rejected(
      'a line of ten megabytes',
      `IMGID:1\n${'a'.repeat(10 << 20)}\tO\n`,
      /the line is longer than 8388608 bytes/u,
      { line: 2, record: 1 },
    ),
    anything.rejected(
      'lines that end in CR alone',
      'IMGID:1\rAda\tB-PER\r\rIMGID:2\rOslo\tB-LOC\r',
      /CR alone/u,
      { line: null },
    ),
    bytes(
      'UTF-16 of the other order',
      Buffer.from('\ufeffIMGID:1\nAda\tO\n', 'utf16le').swap16(),
      /the byte-order mark says UTF-16BE/u,
    ),
    bytes('UTF-16 without its mark', Buffer.from('IMGID:1\nAda\tO\n', 'utf16le'), /looks like UTF-16LE/u),
    bytes(
      'UTF-32',
      Buffer.from('fffe000049000000', 'hex'),
      /the file is UTF-32 text; expected a file of posts\. Nothing was imported\. Save the file as UTF-8/u,
    ),
    bytes('a gzipped file', gzipSync('IMGID:1\nAda\tO\n'), /is packed by gzip/u),
  ],
}

const POSTS = 'IMGID:a_1\nAda\tB-PER\n\nIMGID:a_2\nOslo\tB-LOC\n\n'
const withCaptions = (
  what: string,
  captions: string,
  outcome: AwkwardCase['outcome'],
  message?: AwkwardCase['message'],
  options: AwkwardCase['options'] = {},
): AwkwardCase => ({
  what,
  file: 'tweets.txt',
  content: () => POSTS,
  captions,
  options,
  outcome,
  stored: outcome === 'rejected' ? 0 : 2,
  ...(message === undefined ? {} : { message }),
})
const warnedAt = (line: number, says: RegExp): NonNullable<AwkwardCase['message']> => ({ line, says })

export const captions: AwkwardGroup = {
  what: 'a file of captions',
  cases: [
    withCaptions('two columns', 'a_1\ta desk\na_2\ta bay\n', 'accepted'),
    withCaptions('a header above them', 'id\tcaption\na_1\ta desk\n', 'accepted'),
    withCaptions('names of pictures', 'a_1.jpg\ta desk\n', 'accepted'),
    withCaptions('JSONL by id', '{"id":"a_1","caption":"a desk"}\n', 'accepted'),
    withCaptions('JSONL by picture', '{"image":"a_2.jpg","text":"a bay"}\n', 'accepted'),
    withCaptions('a TAB in a caption', 'a_1\ta desk\tand a chair\n', 'accepted'),
    withCaptions('some captions of posts that are not there', 'b_9\ta desk\na_1\ta bay\n', 'accepted'),
    withCaptions('captions of other posts alone', 'b_9\ta desk\n', 'accepted-with-warnings', {
      line: null,
      says: /^captions\.tsv: no caption is of a post/u,
    }),
    withCaptions(
      'half an emoji in a caption',
      `${JSON.stringify({ id: 'a_1', caption: 'a \ud83d desk' })}\n`,
      'rejected',
      warnedAt(1, /^captions\.tsv, line 1: .+ holds half a character/u),
    ),
    withCaptions(
      'NUL in a caption',
      'a_1\ta desk\na_2\ta\0bay\n',
      'rejected',
      warnedAt(2, /^captions\.tsv, line 2: `aU\+0000bay` holds U\+0000/u),
    ),
    withCaptions('blank lines', '\na_1\ta desk\n\n', 'accepted'),
    withCaptions(
      'an empty caption',
      'a_1\t\n',
      'accepted-with-warnings',
      warnedAt(1, /the caption is empty\. The post has no caption/u),
    ),
    withCaptions(
      'two captions of one id',
      'a_1\ta desk\na_1\ta bay\n',
      'accepted-with-warnings',
      warnedAt(2, /`a bay` is the second of its id\. The first, `a desk`, is kept/u),
    ),
    withCaptions('a phrase over and over', 'a_1\tman, man, man, man, man\n', 'accepted-with-warnings', {
      line: null,
      says: /says `man` over and over/u,
    }),
    withCaptions(
      'a line without a TAB',
      'a_1\ta desk\na_2 a bay\n',
      'rejected',
      warnedAt(2, /^captions\.tsv, line 2: `a_2 a bay` has no TAB; expected id, TAB, caption/u),
    ),
    withCaptions('a line without an id', 'a_1\ta desk\n\ta bay\n', 'rejected', warnedAt(2, /has no id/u)),
    withCaptions(
      'a bad line, the good ones asked for',
      'a_1\ta desk\na_2 a bay\n',
      'accepted-with-warnings',
      warnedAt(2, /has no TAB.*was left out/u),
      { skipBad: true },
    ),
    withCaptions(
      'JSONL that breaks off',
      '{"id":"a_1","caption":"a desk"}\n{"id":\n',
      'rejected',
      warnedAt(2, /the JSON ends before it is complete/u),
    ),
    withCaptions(
      'JSONL without a caption',
      '{"id":"a_1"}\n',
      'rejected',
      warnedAt(1, /`caption` is missing; expected text/u),
    ),
    withCaptions(
      'JSONL without an id',
      '{"caption":"a desk"}\n',
      'rejected',
      warnedAt(1, /`id` is missing; expected the id of a post or the name of a picture/u),
    ),
  ],
}
