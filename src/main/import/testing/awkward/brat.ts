import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'

const TEXT = 'Ada ran\nin Oslo\n'
const ADA = 'T1\tPER 0 3\tAda\n'

interface More {
  readonly text?: string | Uint8Array | null
  readonly says?: RegExp
  readonly stored?: number
  readonly line?: number | null
  readonly record?: number | null
}

const document = (
  what: string,
  annotations: string | Uint8Array,
  outcome: AwkwardCase['outcome'],
  { text = TEXT, says, stored = outcome === 'rejected' ? 0 : 2, ...place }: More = {},
): AwkwardCase => ({
  what,
  file: 'a.ann',
  content: () => annotations,
  beside: text === null ? {} : { 'a.txt': text },
  outcome,
  stored,
  ...(says === undefined ? {} : { message: { ...place, says } }),
})
const rejected = (what: string, annotations: string, says: RegExp, more: More = {}): AwkwardCase =>
  document(what, annotations, 'rejected', { says, ...more })

export const brat: AwkwardGroup = {
  what: 'a brat document',
  cases: [
    document('as it should be', ADA, 'accepted'),
    document('no annotations', '', 'accepted'),
    document(
      'attributes, notes and relations',
      `${ADA}T2\tLOC 11 15\tOslo\nR1\tIn Arg1:T1 Arg2:T2\nA1\tSure T1\n#1\tAnnotatorNotes T1\thm\n`,
      'accepted',
    ),
    document('lines of Windows in the annotations', ADA.replace('\n', '\r\n'), 'accepted'),
    document('an emoji before the span, in code points', 'T1\tPER 2 5\tAda\n', 'accepted', {
      text: '😀 Ada\n',
      stored: 1,
    }),
    document('an emoji before the span, in UTF-16', 'T1\tPER 3 6\tAda\n', 'accepted-with-warnings', {
      text: '😀 Ada\n',
      stored: 1,
      says: /its offsets count UTF-16 units; expected code points of a\.txt/u,
    }),
    document('a span in two pieces with space between', 'T1\tPER 0 3;4 7\tAda ran\n', 'accepted'),
    document('a span over two lines', 'T1\tPER 4 10\tran in\n', 'accepted', { stored: 1 }),
    document('one span twice', `${ADA}${ADA.replace('T1', 'T2')}`, 'accepted-with-warnings', {
      says: /1 of 2 spans are there twice/u,
      line: 2,
    }),
    rejected(
      'no text beside it',
      ADA,
      /^a\.ann: a\.txt is not beside it; expected the text its offsets count in/u,
      { text: null, line: null },
    ),
    rejected('an empty text', ADA, /./u, { text: '' }),
    rejected(
      'a span whose words are elsewhere',
      'T1\tPER 0 3\tBob\n',
      /^a\.ann, line 1: `T1` \(`PER`\) does not hold its mention `Bob` but `Ada`/u,
      { line: 1 },
    ),
    rejected(
      'a span beyond the text',
      `${ADA}T2\tPER 90 93\tBob\n`,
      /^a\.ann, line 2: `T2` \(`PER`\) does not hold its mention `Bob`, for its offsets lie outside the text/u,
    ),
    rejected('a span that ends before it starts', 'T1\tPER 3 0\tAda\n', /^a\.ann, line 1: `T1`/u),
    rejected(
      'positions that are no numbers',
      'T1\tPER a b\tAda\n',
      /^a\.ann, line 1: .* is no span; expected T1, TAB, type/u,
    ),
    rejected('positions below nothing', 'T1\tPER -1 3\tAda\n', /is no span/u),
    rejected('no type', 'T1\t0 3\tAda\n', /is no span/u),
    rejected('spaces in place of TABs', 'T1 PER 0 3 Ada\n', /is no span/u),
    rejected(
      'a span in two pieces with words between',
      'T1\tPER 0 3;8 10\tAda in\n',
      /`T1` \(`PER`\), `Ada in`, is in 2 pieces with other words between them/u,
    ),
    rejected('spans that overlap', `${ADA}T2\tORG 0 7\tAda ran\n`, /overlap; expected flat spans/u, {
      line: 2,
    }),
    rejected(
      'bytes of another encoding in the text',
      '',
      /line 1 of a\.txt: the line is not valid utf-8 text \(byte 0xE9 after `Caf`\)/u,
      {
        text: Buffer.from('Caf\u00e9\n', 'latin1'),
      },
    ),
    rejected('NUL in the text', '', /holds U\+0000/u, { text: 'A\0da\n', line: null }),
    rejected(
      'a number of a span beyond all numbers',
      `T${'9'.repeat(400)}\tPER 0 3\tBob\n`,
      /does not hold its mention/u,
    ),
  ],
}
