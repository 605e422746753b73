import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('tweets.txt')
const ADA = 'IMGID:1\nAda\tB-PER\nran\tO\n'
const OSLO = 'IMGID:2\nin\tO\nOslo\tB-LOC\n'
const good = { options: { skipBad: true } }

export const imgid: AwkwardGroup = {
  what: 'an IMGID file',
  cases: [
    accepted('as it should be', `${ADA}\n${OSLO}\n`, 2),
    accepted('no line break at its end', `${ADA}\n${OSLO.trimEnd()}`, 2),
    accepted('no blank lines between posts', ADA + OSLO, 2),
    accepted('many blank lines', `\n\n${ADA}\n\n\n\n${OSLO}\n\n\n`, 2),
    accepted('lines of Windows', `${ADA}\n${OSLO}\n`.replaceAll('\n', '\r\n'), 2),
    accepted('a byte-order mark', `\ufeff${ADA}\n`, 1),
    accepted('a no-break space as a token', 'IMGID:1\n\u00a0\tO\nAda\tB-PER\n', 1),
    accepted('a zero-width joiner as a token', 'IMGID:1\n\u200d\tO\nAda\tB-PER\n', 1),
    accepted('a variation selector as a token', 'IMGID:1\n\ufe0f\tO\nAda\tB-PER\n', 1),
    accepted('a line separator inside a token', 'IMGID:1\na\u2028b\tO\n', 1),
    accepted('a lone carriage return inside a token', 'IMGID:1\na\rb\tO\n', 1),
    accepted('a right-to-left name', 'IMGID:1\nمحمد\tB-PER\n', 1),
    accepted('emoji with modifiers', 'IMGID:1\n👩🏽‍🚀\tO\n👨‍👩‍👧\tO\n🇳🇴\tB-LOC\n', 1),
    accepted('a token that is IMGID: itself', 'IMGID:1\nIMGID:7\tO\n', 1),
    accepted('a token that is -DOCSTART-', 'IMGID:1\n-DOCSTART-\tO\n', 1),
    accepted('a token with a space in it', 'IMGID:1\nNew York\tB-LOC\n', 1),
    accepted('ids that look like numbers', 'IMGID:007\nAda\tO\n\nIMGID:7\nBob\tO\n', 2),
    accepted('an id with an extension', 'IMGID:17_06_1.png\nAda\tO\n', 1),
    accepted('MISC called OTHER', 'IMGID:1\nArt\tB-OTHER\nFair\tI-OTHER\n', 1),
    accepted('one post of one token', 'IMGID:1\nAda\tO', 1),
    accepted('a combining accent of its own token', 'IMGID:1\n\u0301\tO\n', 1),
    warned(
      'an I- without its beginning',
      'IMGID:1\nAda\tO\nBerg\tI-PER\n',
      1,
      /`I-PER` of `Berg` follows `O`; expected B-PER/u,
      { line: 3, record: 1 },
    ),
    warned(
      'an I- of another type',
      'IMGID:1\nAda\tB-PER\nOslo\tI-LOC\n',
      1,
      /`I-LOC` of `Oslo` follows `B-PER`/u,
      { line: 3, record: 1 },
    ),
    warned('an I- at the beginning', 'IMGID:1\nAda\tI-PER\n', 1, /follows nothing/u, { line: 2, record: 1 }),
    warned(
      'a type the project does not know',
      `${ADA}\nIMGID:2\nparis\tB-geo-loc\n`,
      2,
      /the type `geo-loc` is used once/u,
      { line: 6, record: 2 },
    ),
    warned('a word in place of a tag', 'IMGID:1\nAda\tPER\nran\tO\n', 1, /`PER` stands as a tag/u, {
      line: 2,
      record: 1,
    }),
    warned('lower-case tags', 'IMGID:1\nAda\tb-per\n', 1, /`b-per` stands as a tag|type `per`/u, { line: 2 }),
    warned(
      'two posts of one id',
      `${ADA}\nIMGID:1\nOslo\tB-LOC\n`,
      2,
      /the id `1` is also used at tweets\.txt, line 1/u,
      { line: 5, record: 2 },
    ),
    warned(
      'one post twice',
      `${ADA}\n${ADA}`,
      2,
      /`1` is the same post as tweets\.txt, line 1\. Both are kept/u,
      { line: 5, record: 2 },
    ),
    warned('space around an id', `IMGID: 1 \nAda\tO\n`, 1, /has space around it\. It is read as `1`/u, {
      line: 1,
      record: 1,
    }),
    rejected(
      'a token without a tag',
      `${ADA}\nIMGID:2\nOslo\n`,
      /^tweets\.txt, line 6: the token `Oslo` has no tag; expected token, TAB, tag \(for example B-PER\)\. Nothing was imported\. Correct the line, or choose Import the good records \(--skip-bad\) to leave out 1 of 2 records\.$/u,
      { line: 6, record: 2 },
    ),
    rejected('a space in place of the TAB', 'IMGID:1\nAda B-PER\n', /the token `Ada B-PER` has no tag/u, {
      line: 2,
      record: 1,
    }),
    rejected('a tag without a token', 'IMGID:1\n\tB-PER\n', /the tag `B-PER` has no token/u, {
      line: 2,
      record: 1,
    }),
    rejected('a TAB and nothing behind it', 'IMGID:1\nAda\t\n', /the token `Ada` has no tag/u, {
      line: 2,
      record: 1,
    }),
    rejected(
      'a line of three columns among lines of two',
      'IMGID:1\nin\tO\nAda\tO\tB-PER\n',
      /3 columns, of which 2 hold tags/u,
      { line: 3, record: 1 },
    ),
    rejected(
      'a line of two columns among lines of three',
      'IMGID:1\nAda\tB-PER\tB-artist\nin\tO\nit\tO\tO\n',
      /has not the three columns of its post/u,
      { line: 3, record: 1 },
    ),
    rejected(
      'a post without tokens',
      `${ADA}\nIMGID:2\n\n${OSLO}`,
      /`2` has no tokens; expected lines of token, TAB, tag/u,
      { line: 5, record: 2 },
    ),
    rejected(
      'a header without an id',
      `IMGID:\nAda\tO\n`,
      /names no picture; expected IMGID: and a picture id/u,
      { line: 1, record: 1 },
    ),
    rejected('lines before the first header', `Ada\tB-PER\n\n${OSLO}`, /stands before any IMGID line/u, {
      line: 1,
      record: 1,
    }),
    rejected(
      'lines after a blank one',
      `${ADA}\nBerg\tI-PER\n\n${OSLO}`,
      /stands before any IMGID line of its own/u,
      { line: 5, record: 2 },
    ),
    rejected(
      'a byte that is no UTF-8',
      'IMGID:1\nCaf\u00e9\tO\n',
      /not valid utf-8 text \(byte 0xE9 after `Caf`\)/u,
      { line: 2, record: 1 },
    ),
    rejected('NUL in a token', 'IMGID:1\nA\0da\tO\n', /holds U\+0000/u, { line: 2, record: 1 }),
    rejected(
      'a tag of a hundred letters',
      `IMGID:1\nAda\tB-${'P'.repeat(100)}\n`,
      /the tag .* is too long/u,
      { line: 2, record: 1 },
    ),
    rejected(
      'an id of two thousand letters',
      `IMGID:${'1'.repeat(2000)}\nAda\tO\n`,
      /the id .* is too long/u,
      { line: 1, record: 1 },
    ),
    rejected(
      'posts that ran together',
      `IMGID:1\n${'Ada\tO\n'.repeat(10_001)}`,
      /10001 tokens; expected at most 10000/u,
      { line: 1, record: 1 },
    ),
    rejected(
      'UTF-16 with its mark',
      '\ufeffIMGID:1\nAda\tO\n',
      /the byte-order mark says UTF-16LE; expected UTF-8/u,
      { line: null },
    ),
    warned(
      'the good records of a bad file',
      `${ADA}\nIMGID:2\nOslo\n\nIMGID:3\nIda\tB-PER\n`,
      2,
      /^tweets\.txt, line 6: the token `Oslo` has no tag.*The record was left out\. Correct the line to have it as well\.$/u,
      { line: 6, record: 2, ...good },
    ),
    rejected('all records bad, the good ones asked for', 'IMGID:1\nAda\n', /the token `Ada` has no tag/u, {
      line: 2,
      record: 1,
      ...good,
    }),
    accepted('a named encoding', 'IMGID:1\nCaf\u00e9\tO\n', 1, { options: { encoding: 'windows-1252' } }),
    accepted('a split by its name', `${ADA}\n`, 1, { file: 'set_train.txt' }),
  ].map((each) =>
    each.what === 'UTF-16 with its mark'
      ? { ...each, content: () => Buffer.from('\ufeffIMGID:1\nAda\tO\n', 'utf16le') }
      : each.what === 'a byte that is no UTF-8' || each.what === 'a named encoding'
        ? { ...each, content: () => Buffer.from('IMGID:1\nCaf\u00e9\tO\n', 'latin1') }
        : each,
  ),
}
