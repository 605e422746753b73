import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('posts.csv')
const tsv = textCases('posts.tsv')
const HEAD = 'id,text,image,spans\n'
const ADA = '1,Ada ran,,"[[0,3,""PER""]]"\n'
const GOOD = HEAD + ADA
/** After a good row, so that the message must name line 3, the second record. */
const second = (row: string): string => `${GOOD}${row}\n`
const spans = (cell: string, text = 'Ada sat'): string => second(`2,${text},,"${cell.replaceAll('"', '""')}"`)
const bad = { line: 3, record: 2 }

const TOKENS = 'sentence_id,token,tag\n'
const ROWS = '1,Ada,B-PER\n1,ran,O\n'

export const csv: AwkwardGroup = {
  what: 'a table',
  cases: [
    accepted('as it should be', GOOD, 1),
    accepted('lines of Windows', GOOD.replaceAll('\n', '\r\n'), 1),
    accepted('a byte-order mark, as spreadsheets write it', `\ufeff${GOOD}`, 1),
    accepted('no line break at its end', GOOD.trimEnd(), 1),
    accepted('blank lines', `${GOOD}\n\n2,Oslo,,\n`, 2),
    accepted('a line break in a cell', second('2,"Ada\nsat",,"[[4,7,""PER""]]"'), 2),
    accepted('quotes in a cell', second('2,"she said ""Ada""",,'), 2),
    accepted('semicolons between cells', 'id;text;spans\n1;Ada ran;0-3:PER\n', 1),
    accepted('spans in short', second('2,Ada sat,,0-3:PER'), 2),
    accepted('spans as objects', spans('[{"start":0,"end":3,"label":"PER"}]'), 2),
    accepted('an emoji before the span', spans('[[2,5,"PER"]]', '😀 Ada'), 2),
    accepted('columns it does not know', 'id,lang,text,spans\n1,no,Ada ran,\n', 1),
    accepted('columns in another order', 'spans,text,id\n,Ada ran,1\n', 1),
    accepted('columns that are named', 'nr,tweet,marks\n1,Ada ran,0-3:PER\n', 1, {
      options: { format: 'csv', columns: { id: 'nr', text: 'tweet', spans: 'marks' } },
    }),
    accepted('a cell that begins with =', second('2,=1+1,,'), 2),
    accepted('ids with zeros in front', 'id,text,spans\n007,Ada,\n7,Bob,\n', 2),
    accepted('words that look like values', second('2,NA null True NaN,,'), 2),
    accepted('a column called __proto__', 'id,text,spans,__proto__\n1,Ada,,x\n', 1),
    tsv.accepted('TABs between cells', 'id\ttext\tspans\n1\tAda ran\t0-3:PER\n', 1),
    warned('one span twice', spans('[[0,3,"PER"],[0,3,"PER"]]'), 2, /1 of 2 spans are there twice/u, bad),
    warned(
      'two rows of one id',
      second('1,Oslo,,'),
      2,
      /the id `1` is also used at posts\.csv, line 2/u,
      bad,
    ),
    warned(
      'a type the project does not know',
      spans('[[0,3,"GPE"]]'),
      2,
      /the type `GPE` is used once/u,
      bad,
    ),
    warned('the good rows of a bad table', second('2,,,'), 1, /The record was left out/u, {
      ...bad,
      options: { skipBad: true },
    }),
    rejected(
      'a row with too few cells',
      second('2,Ada'),
      /the row has 2 cells; expected 4, as the header has/u,
      bad,
    ),
    rejected('a row with too many cells', second('2,Ada, Bob,,'), /the row has 5 cells; expected 4/u, bad),
    rejected('no text in a row', second('2,,,'), /the cell `text` is empty/u, bad),
    rejected('a text of space', second('2,"  ",,'), /has no words/u, bad),
    rejected('a span beyond the text', spans('[[0,99,"PER"]]'), /lies outside the text/u, bad),
    rejected('a span before the text', spans('[[-1,3,"PER"]]'), /lies outside the text/u, bad),
    rejected('positions as text', spans('[["0","3","PER"]]'), /is no whole number/u, bad),
    rejected('overlapping spans', spans('[[0,7,"PER"],[4,7,"LOC"]]'), /overlap; expected flat spans/u, bad),
    rejected('spans that break off', spans('[[0,3,"PER"'), /the JSON ends before it is complete/u, bad),
    rejected('spans as Python prints them', spans("[(0, 3, 'PER')]"), /the JSON breaks off at/u, bad),
    rejected(
      'spans that are prose',
      spans('Ada is a person'),
      /the cell `spans` holds `Ada is a person`/u,
      bad,
    ),
    rejected('null among the spans', spans('[null]'), /span 1/u, bad),
    rejected(
      'offsets of UTF-16',
      spans('[[3,6,"PER"]]', '😀 Ada ran'),
      /as they stand they fit --offsets utf16/u,
      bad,
    ),
    rejected('NUL in a cell', second('2,A\0da,,'), /holds U\+0000/u, bad),
    rejected(
      'a quote that is never closed',
      second('2,"Ada sat,,'),
      /^posts\.csv, line 3: a quote is opened and never closed/u,
      { line: 3 },
    ),
    rejected(
      'text behind a closing quote',
      second('2,"Ada"x,,'),
      /^posts\.csv, line 3: text follows a closing quote/u,
      { line: 3 },
    ),
    rejected(
      'a quote inside a bare cell',
      second('2,Ada "the" Berg,,'),
      /^posts\.csv, line 3: a quote stands inside a cell/u,
      { line: 3 },
    ),
    rejected('two columns of one name', 'id,text,text,spans\n1,Ada,Bob,\n', /two columns are named `text`/u, {
      line: 1,
    }),
    rejected(
      'two columns of a name it does not know',
      'id,text,note,note,spans\n1,Ada,a,b,\n',
      /two columns are named `note`/u,
      { line: 1 },
    ),
    rejected('no column of texts', 'id,spans\n1,\n', /the header is `id,spans`|no format/u, {
      line: null,
      options: { format: 'csv' },
    }),
    rejected(
      'no header',
      '1,Ada ran,0-3:PER\n',
      /the header is `1,Ada ran,0-3:PER`; expected columns named id, text and spans/u,
      { line: null, options: { format: 'csv' } },
    ),
    rejected('a header and nothing else', HEAD, /the file holds no posts/u, { line: null }),
    rejected('a column that is named and not there', GOOD, /the header is/u, {
      line: null,
      options: { format: 'csv', columns: { text: 'tweet' } },
    }),
    rejected(
      'a byte that is no UTF-8',
      '',
      /^posts\.csv, line 3: the line is not valid utf-8 text \(byte 0xE9 after `2,Caf`\)/u,
      { line: 3 },
    ),
    rejected('UTF-16 with its mark', '', /the byte-order mark says UTF-16LE/u, { line: null }),
    rejected(
      'a cell of ten megabytes',
      `${GOOD}2,${'a'.repeat(10 << 20)},,\n`,
      /^posts\.csv, line 3: a row is longer than 8 MiB/u,
      { line: 3 },
    ),
    accepted('a row a token', `${TOKENS}${ROWS}2,Oslo,B-LOC\n`, 2),
    accepted(
      'a row a token, sentences parted by blank rows',
      'sentence_id,token,tag\n,Ada,B-PER\n,,\n,Oslo,B-LOC\n',
      2,
    ),
    accepted(
      'a sentence named in its first row alone',
      'sentence_id,token,tag\nSentence: 1,Ada,B-PER\n,ran,O\nSentence: 2,Oslo,B-LOC\n',
      2,
    ),
    warned(
      'a row a token, an I- without its beginning',
      `${TOKENS}1,Ada,O\n1,Berg,I-PER\n`,
      1,
      /`I-PER` of `Berg` follows `O`/u,
      { record: 1 },
    ),
    warned(
      'a sentence in two places',
      `${TOKENS}${ROWS}2,Oslo,B-LOC\n1,again,O\n`,
      3,
      /the id `1` is also used at posts\.csv, line 2/u,
      { line: 5, record: 3 },
    ),
    rejected(
      'a row a token without its tag',
      `${TOKENS}${ROWS}2,Oslo,\n`,
      /`2,Oslo,` lacks a token or a tag/u,
      { line: 4, record: 2 },
    ),
    rejected(
      'a row a token without its token',
      `${TOKENS}${ROWS}2,,B-LOC\n`,
      /`2,,B-LOC` lacks a token or a tag/u,
      { line: 4, record: 2 },
    ),
    rejected(
      'a row a token that breaks off',
      `${TOKENS}${ROWS}2,Oslo\n`,
      /`2,Oslo` lacks a token or a tag/u,
      { line: 4, record: 2 },
    ),
  ].map((each) =>
    each.what === 'a byte that is no UTF-8'
      ? { ...each, content: () => Buffer.from(second('2,Caf\u00e9,,'), 'latin1') }
      : each.what === 'UTF-16 with its mark'
        ? { ...each, content: () => Buffer.from(`\ufeff${GOOD}`, 'utf16le') }
        : each,
  ),
}
