import { textCases } from './awkwardCase.ts'
import type { AwkwardGroup } from './awkwardCase.ts'
import {
  conll,
  imgid,
  jsonl,
  lines,
  region,
  standoff,
  table,
  tasks,
  webanno,
  WEBANNO,
} from './awkwardFiles.ts'

const ADA = '{"tokens":["Ada"],"tags":["B-PER"]}'
const BOB = '{"tokens":["Bob"],"tags":["B-PER"]}'

/** What is left where files were put one behind the other, packed, or went through another program. */
export const joinedFiles: AwkwardGroup = {
  what: 'a file that went through other hands',
  cases: [
    imgid.rejected(
      'IMGID behind a file that ended without a line break',
      'IMGID:1\nAda\tB-PER\nran\tOIMGID:2\nBob\tB-PER\n\nIMGID:3\nIda\tB-PER\n\n',
      /`OIMGID:2` is a tag and the header of the next post/u,
      { line: 3 },
    ),
    imgid.rejected(
      'IMGID with fine tags behind a file that ended without a line break',
      'IMGID:1\nAda\tB-PER\tB-singer\nran\tO\tOIMGID:2\nBob\tB-PER\tB-singer\n\n',
      /the header of the next post/u,
      { line: 3 },
    ),
    imgid.rejected(
      'IMGID behind a file, with the byte-order mark of its own',
      'IMGID:1\nAda\tB-PER\n\n\ufeffIMGID:2\nBob\tB-PER\n',
      /`U\+FEFFIMGID:2` stands before any IMGID line/u,
      { line: 4 },
    ),
    imgid.warned(
      'IMGID with space behind its tags',
      'IMGID:1\nAda\tB-PER \nran\tO\n\n',
      1,
      /the type `PER ` is used once.*another type than `PER`/u,
      { line: 2, mentions: ['Ada:PER '] },
    ),
    imgid.accepted('IMGID with space behind its tags, renamed', 'IMGID:1\nAda\tB-PER \nran\tO\n\n', 1, {
      options: { labels: { 'PER ': 'PER' } },
      mentions: ['Ada:PER'],
    }),
    imgid.warned('IMGID with a 0 for O', 'IMGID:1\nAda\tB-PER\nran\t0\n\n', 1, /`0` stands as a tag/u, {
      line: 3,
      mentions: ['Ada:PER'],
    }),
    imgid.warned(
      'IMGID with a dash for the hyphen of a tag',
      'IMGID:1\nAda\tB–PER\nran\tO\n\n',
      1,
      /`B–PER` stands as a tag \(once\); expected O, B-TYPE or I-TYPE/u,
      { line: 2, mentions: [] },
    ),
    conll.rejected(
      'CoNLL behind a file that ended without a line break',
      'Ada\tB-PER\nran\tOBob\tB-PER\nOslo\tB-LOC\nran\tO\n\n',
      /has 3 columns; expected 2/u,
      { line: 2 },
    ),
    conll.accepted('CoNLL with a word that is IMGID:1, by spaces', 'IMGID:1 _ _ O\nAda _ _ B-PER\n\n', 1, {
      mentions: ['Ada:PER'],
    }),
    jsonl.accepted(
      'pairs of spaCy whose words look like tags',
      `${JSON.stringify(['a B-PER a', { entities: [] }])}\n`,
      1,
      { mentions: [] },
    ),
    jsonl.rejected('JSONL with commas between its lines', `${ADA},\n${BOB},\n`, /breaks off at .*`,`/u, {
      line: 1,
    }),
    jsonl.rejected('JSONL with two byte-order marks', `\ufeff\ufeff${ADA}\n`, /breaks off at `U\+FEFF`/u, {
      line: 1,
    }),
    jsonl.rejected('JSONL behind a file with a byte-order mark', `${ADA}\n\ufeff${BOB}\n`, /`U\+FEFF`/u, {
      line: 2,
    }),
    jsonl.warned(
      'doccano with a type that a zero-width space got into',
      lines({ text: 'Ada ran', label: [[0, 3, 'PER\u200b']] }),
      1,
      /the type `PERU\+200B`.*another type than `PER`/u,
      { line: 1 },
    ),
    jsonl.rejected(
      'doccano with a line break in a type',
      lines({ text: 'Ada ran', label: [[0, 3, 'P\nER']] }),
      /holds a control character/u,
      { line: 1 },
    ),
    jsonl.warned(
      'JSONL with the id 1 as a number and as text',
      lines({ id: 1, tokens: ['Ada'], tags: ['O'] }, { id: '1', tokens: ['Bob'], tags: ['O'] }),
      2,
      /the id `1` is also used/u,
      { line: 2 },
    ),
    tasks.rejected(
      'two lists of posts in one file',
      `[${ADA}]\n[${BOB}]\n`,
      /stands behind the end of the list/u,
      {
        line: 2,
      },
    ),
    tasks.rejected('a list of posts below a comment', `// posts\n[${ADA}]\n`, /begins with `\/\/ posts`/u),
    tasks.accepted(
      'Label Studio with a key `entities` in its data',
      JSON.stringify([
        { data: { text: 'Ada ran', entities: [] }, annotations: [{ result: [region(0, 3, 'Ada')] }] },
      ]),
      1,
      { mentions: ['Ada:PER'] },
    ),
    table.rejected(
      'a table behind a table',
      'id,text,spans\n1,Ada ran,\nid,text,spans\n2,Bob ran,\n',
      /the cell `spans` holds `spans`/u,
      { line: 3 },
    ),
    table.rejected(
      'a table of tokens behind another',
      'sentence_id,token,tag\n1,Ada,B-PER\nsentence_id,token,tag\n2,Bob,B-PER\n',
      /the header of the table stands here again/u,
      { line: 3 },
    ),
    table.rejected('a table with a line for Excel', 'sep=;\nid;text;spans\n1;Ada ran;0-3:PER\n', /`sep=;`/u, {
      line: 1,
    }),
    table.accepted('a table of a spreadsheet in German', 'id;text;spans\n1;Ada ran;0-3:PER\n', 1, {
      mentions: ['Ada:PER'],
    }),
    table.rejected('a table with spaces behind its commas', 'id, text, spans\n1, Ada,\n', /--columns/u),
    table.warned(
      'a table whose ids a spreadsheet rounded',
      'id,text,spans\n1.61E+17,Ada ran,0-3:PER\n1.61E+17,Bob ran,0-3:PER\n',
      2,
      /the id `1\.61E\+17` is also used/u,
      { line: 3 },
    ),
    table.rejected('a table with NULL for no spans', 'id,text,spans\n1,Ada ran,NULL\n', /holds `NULL`/u, {
      line: 2,
    }),
    table.rejected(
      'a table with half an offset',
      'id,text,spans\n1,Ada,"[[0.5,3,""PER""]]"\n',
      /no whole number/u,
      {
        line: 2,
      },
    ),
    standoff.rejected('brat with a span that states no words', 'T1\tPER 0 3\n', /does not say which words/u, {
      line: 1,
      beside: { 'a.txt': 'Ada ran\n' },
    }),
    standoff.accepted('brat with a byte-order mark in its text', 'T1\tPER 0 3\tAda\n', 1, {
      beside: { 'a.txt': '\ufeffAda ran\n' },
      mentions: ['Ada:PER'],
    }),
    standoff.accepted(
      'brat whose offsets count CR and LF as two',
      'T1\tPER 4 7\tAda\nT2\tPER 13 16\tBob\n',
      3,
      { beside: { 'a.txt': 'Hi\r\nAda ran\r\nBob ran\r\n' }, mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    standoff.rejected(
      'brat whose offsets count the byte-order mark',
      'T1\tPER 1 4\tAda\n',
      /does not hold its mention `Ada` but `da `/u,
      { line: 1, beside: { 'a.txt': '\ufeffAda ran\n' } },
    ),
    webanno.accepted(
      'WebAnno behind another file',
      `${WEBANNO}#Text=Ada\n1-1\t0-3\tAda\tPER\t\n\n${WEBANNO}#Text=Bob\n1-1\t0-3\tBob\tPER\t\n`,
      2,
      { mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    jsonl.warned(
      'doccano whose ends count the last character',
      lines({ text: 'Ada ran', label: [[0, 2, 'PER']] }, { text: 'in Oslo now', label: [[3, 6, 'LOC']] }),
      2,
      /2 of 2 spans leave out the last letter of a word, here of `Ada`/u,
      { line: 1, mentions: ['Ad:PER', 'Osl:LOC'] },
    ),
    jsonl.warned(
      'doccano whose positions begin at 1',
      lines({ text: 'Ada, ran', label: [[1, 4, 'PER']] }, { text: 'in Oslo', label: [[4, 7, 'LOC']] }),
      2,
      /2 of 2 spans leave out the first letter of a word, here of `Ada,`/u,
      { line: 1 },
    ),
    jsonl.accepted(
      'doccano with one name in a longer word among others',
      lines(
        { text: 'Adas desk', label: [[0, 3, 'PER']] },
        { text: 'in Oslo', label: [[3, 7, 'LOC']] },
        { text: 'Bob ran', label: [[0, 3, 'PER']] },
      ),
      3,
      { mentions: ['Ada:PER', 'Oslo:LOC', 'Bob:PER'] },
    ),
    imgid.warned('IMGID in UTF-8, called Western', 'IMGID:1\nRen\u00e9\tB-PER\n\n', 1, /sound UTF-8/u, {
      options: { encoding: 'windows-1252' },
    }),
    jsonl.rejected(
      'JSONL whose first line is longer than ten million letters',
      `${JSON.stringify({ tokens: ['x'.repeat(10_000_000)], tags: ['O'] })}\n`,
      /the line is longer than 8 MiB/u,
      { line: 1 },
    ),
    {
      what: 'surrogates spelt out as bytes (CESU-8)',
      file: 'tweets.txt',
      content: () => Buffer.from('494d4749443a310aeda0bdedb8800950450a', 'hex'),
      outcome: 'rejected',
      stored: 0,
      message: { line: 2, says: /not valid utf-8 text \(byte 0xED at its start\)/u },
    },
    {
      what: 'a letter in more bytes than it needs',
      file: 'tweets.txt',
      content: () => Buffer.from('494d4749443a310ac0af094f0a', 'hex'),
      outcome: 'rejected',
      stored: 0,
      message: { line: 2, says: /byte 0xC0/u },
    },
    {
      what: 'JSONL in UTF-16 without its mark',
      file: 'posts.jsonl',
      content: () => Buffer.from(`${ADA}\n`, 'utf16le'),
      outcome: 'rejected',
      stored: 0,
      message: { line: null, says: /looks like UTF-16LE.*--encoding utf-16le/u },
    },
    {
      what: 'an archive of tar',
      file: 'posts.tar',
      content: () => Buffer.from(`${'tweets.txt'.padEnd(257, '\0')}ustar\0${'00'.padEnd(600, '\0')}`),
      outcome: 'rejected',
      stored: 0,
      message: { line: null, says: /a tar archive.*Unpack it/u },
    },
    {
      what: 'a file of Arrow',
      file: 'train.arrow',
      content: () => Buffer.from('ARROW1\0\0\u0001\u0002'),
      outcome: 'rejected',
      stored: 0,
      message: { line: null, says: /an Arrow or Feather file/u },
    },
    {
      what: 'a pickle of Python',
      file: 'train.pkl',
      content: () => Buffer.from('80049501000000000000005d942e', 'hex'),
      outcome: 'rejected',
      stored: 0,
      message: { line: null, says: /a pickle of Python/u },
    },
    textCases('data.sql').rejected('a dump of a database', "INSERT INTO t VALUES (1,'Ada');\n", /no format/u),
  ],
}
