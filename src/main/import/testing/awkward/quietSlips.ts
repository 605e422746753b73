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
  WEBANNO,
  webanno,
} from './awkwardFiles.ts'

const task = (text: string, ...regions: readonly object[]): object => ({
  id: 1,
  data: { text },
  annotations: [{ result: regions }],
})
const words = (...all: readonly string[]): object[] => {
  let at = 0
  return all.map((text, id) => {
    const start = at
    at += text.length + 1
    return { text, start, end: start + text.length, id, ws: true }
  })
}

/** Slips that look like nothing: read without a word, they would shift a label, lose a word or hide a fault. */
export const quietSlips: AwkwardGroup = {
  what: 'a slip that is easily passed over',
  cases: [
    imgid.rejected(
      'IMGID whose header a TAB got into',
      'IMGID:1\t\nAda\tB-PER\n',
      /`IMGID:1U\+0009` stands before any IMGID line/u,
      { line: 1 },
    ),
    imgid.rejected('IMGID with a caption behind the TAB', 'IMGID:1\ta desk\nAda\tB-PER\n', /a desk/u, {
      line: 1,
    }),
    imgid.rejected(
      'IMGID with a line end of CR alone among others',
      'IMGID:1\nAda\tB-PER\rran\tO\nOslo\tB-LOC\n\nIMGID:2\nBob\tB-PER\n',
      /3 columns|control character|`AdaU\+0009B-PERU\+000Dran`/u,
    ),
    conll.rejected(
      'CoNLL with a line end of CR alone among others',
      'Ada B-PER\rran O\nOslo B-LOC\n\nBob B-PER\nran O\n',
      /`Ada B-PERU\+000Dran O` has 3 columns; expected 2/u,
      { line: 1 },
    ),
    conll.rejected(
      'CoNLL with a tag that holds a control character',
      'Ada B-PER\u0008\nran O\n',
      /the tag `B-PERU\+0008` holds a control character/u,
      { line: 1 },
    ),
    conll.rejected(
      'CoNLL with a line that lost a column',
      'Ada NNP B-NP B-PER\nran VB B-VP O\n\nOslo NNP B-NP\nran VB B-VP O\nnow RB O O\n',
      /`Oslo NNP B-NP` has 3 columns; expected 4/u,
      { line: 4 },
    ),
    conll.rejected(
      'CoNLL with a word of two, parted by the space of columns',
      'Ada B-PER\nNew York B-LOC\nran O\n\nBob B-PER\n',
      /`New York B-LOC` has 3 columns; expected 2/u,
      { line: 2 },
    ),
    conll.warned(
      'CoNLL with a sentence of fewer columns',
      'Ada NNP B-NP B-PER\nran VB B-VP O\n\nOslo NNP B-LOC\n',
      2,
      /3 columns where most lines of the file have 4/u,
      { line: 4, mentions: ['Ada:PER', 'Oslo:LOC'] },
    ),
    conll.accepted('CoNLL with uneven lines whose columns are named', 'Ada x B-PER\nran O\n', 1, {
      options: { columns: { token: '1', tag: 'last' } },
      mentions: ['Ada:PER'],
    }),
    jsonl.warned(
      'doccano with one key twice',
      '{"text":"Ada ran","text":"Bob ran","label":[[0,3,"PER"]]}\n',
      1,
      /the key `text` stands twice in one object/u,
      { line: 1, mentions: ['Bob:PER'] },
    ),
    jsonl.accepted(
      'doccano with what looks like a key in its text',
      lines({ text: 'Ada "a": "a": ran', label: [[0, 3, 'PER']] }),
      1,
      { mentions: ['Ada:PER'] },
    ),
    jsonl.accepted(
      'doccano whose first line is longer than any sample',
      lines(
        { text: `Ada ${'ran '.repeat(9000)}${'x'.repeat(70_000)}`, label: [[0, 3, 'PER']] },
        { text: 'Bob', label: [[0, 3, 'PER']] },
      ),
      2,
      { mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    tasks.accepted(
      'Label Studio whose first task is longer than any sample',
      JSON.stringify([{ ...task('Ada ran', region(0, 3, 'Ada')), meta: 'x'.repeat(200_000) }], null, 1),
      1,
      { mentions: ['Ada:PER'] },
    ),
    tasks.rejected(
      'Label Studio with NaN in place of an id',
      JSON.stringify([task('Ada ran', region(0, 3, 'Ada'))]).replace('"id":1', '"id":NaN'),
      /the JSON breaks off at/u,
      { line: 1 },
    ),
    tasks.rejected(
      'one value of JSON that breaks off',
      '[\n{"data": {"text": "Ada"',
      /the file ends in the middle of its JSON/u,
      { line: 2 },
    ),
    jsonl.rejected(
      'one post nested without end',
      `{"text":"Ada","label":${'['.repeat(5000)}${']'.repeat(5000)}}\n`,
      /nested more than 64 deep/u,
      { line: 1 },
    ),
    tasks.accepted(
      'Label Studio that spells out a line break in a region',
      JSON.stringify([task('Ada\nBerg ran', region(0, 8, String.raw`Ada\nBerg`))]),
      1,
      { mentions: ['Ada Berg:PER'] },
    ),
    tasks.accepted(
      'Label Studio that made one space of several in a region, in UTF-16',
      JSON.stringify([task('😀 Ada  Berg ran', region(3, 12, 'Ada Berg'))]),
      1,
      { mentions: ['Ada Berg:PER'] },
    ),
    jsonl.warned(
      'Prodigy whose token_end does not count itself',
      lines({
        text: 'Ada Berg ran',
        tokens: words('Ada', 'Berg', 'ran'),
        spans: [{ start: 0, end: 8, token_start: 0, token_end: 2, label: 'PER' }],
        answer: 'accept',
      }),
      1,
      /span 1 begins and ends elsewhere by its tokens \(0 to 2\) than by its characters/u,
      { line: 1, mentions: ['Ada Berg:PER'] },
    ),
    jsonl.warned(
      'Prodigy with a word in no token',
      lines({
        text: 'Ada Berg ran',
        tokens: words('Ada', 'Berg', 'ran').filter((_, index) => index !== 1),
        spans: [{ start: 0, end: 3, label: 'PER' }],
        answer: 'accept',
      }),
      1,
      /`Berg` in the text belongs to no token/u,
      { line: 1, mentions: ['Ada:PER'] },
    ),
    webanno.warned(
      'WebAnno with a word that has no row',
      `${WEBANNO}#Text=Ada Berg ran\n1-1\t0-3\tAda\tPER\t\n1-3\t9-12\tran\t_\t\n`,
      1,
      /`Berg` in the text belongs to no token/u,
      { line: 6, mentions: ['Ada:PER'] },
    ),
    webanno.warned(
      'WebAnno with a span in two places',
      `${WEBANNO}#Text=Ada in Oslo\n1-1\t0-3\tAda\tPER[1]\t\n1-2\t4-6\tin\t_\t\n1-3\t7-11\tOslo\tPER[1]\t\n`,
      1,
      /`PER\[1\]` has the number of a span that ended before/u,
      { line: 8, mentions: ['Ada:PER', 'Oslo:PER'] },
    ),
    standoff.warned(
      'brat with one id for two spans',
      'T1\tPER 0 3\tAda\nT1\tPER 8 11\tBob\n',
      1,
      /`T1` is also the id of line 1/u,
      { line: 2, beside: { 'a.txt': 'Ada saw Bob\n' }, mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    standoff.warned(
      'brat with a relation to a span that is not there',
      'T1\tPER 0 3\tAda\nR1\tsaw Arg1:T1 Arg2:T9\n',
      1,
      /speaks of T9, which is not there/u,
      { line: 2, beside: { 'a.txt': 'Ada saw Bob\n' }, mentions: ['Ada:PER'] },
    ),
    standoff.accepted(
      'brat with an event, an equivalence and notes of words like ids',
      'T1\tPER 0 3\tAda\nT2\tLOC 8 12\tOslo\nE1\tSaw:T1 What:T2\n*\tEquiv T1 T2\nA1\tNegation E1\n#1\tAnnotatorNotes T2\tsee T9\n',
      1,
      { beside: { 'a.txt': 'Ada saw Oslo\n' }, mentions: ['Ada:PER', 'Oslo:LOC'] },
    ),
    standoff.accepted('brat by its text', 'Ada ran\n', 1, {
      file: 'a.txt',
      beside: { 'a.ann': 'T1\tPER 0 3\tAda\n' },
      mentions: ['Ada:PER'],
    }),
    standoff.warned(
      'brat whose offsets count CRLF once',
      'T1\tPER 3 6\tAda\nT2\tPER 11 14\tBob\n',
      3,
      /its offsets count code points, a line end of CR and LF as one/u,
      { beside: { 'a.txt': 'Hi\r\nAda ran\r\nBob ran\r\n' }, mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    table.rejected(
      'a table of other columns',
      'text,id,label,annotator\nAda ran,1,x,2\n',
      /the header is `text,id,label,annotator`; expected columns named .+--columns/u,
    ),
    table.rejected(
      'a table whose columns are named in capitals',
      'ID,Text,Spans\n1,Ada ran,\n',
      /--columns/u,
    ),
    table.rejected('a table of texts and tags', 'id,text,tags\n1,Ada ran,B-PER O\n', /the header is/u),
    table.rejected(
      'a table of tokens with quotes that stand for themselves',
      'sentence_id,token,tag\n1,Bob,B-PER\n2,",O\n2,Ada,B-PER\n2,",O\n',
      /holds a line break; expected a token of one line/u,
      { line: 3 },
    ),
    table.rejected(
      'a table of tokens with a comma that stands for itself',
      'sentence_id,token,tag\n1,Bob,B-PER\n2,a,b,B-LOC\n',
      /the row has 4 cells; expected 3/u,
      { line: 3 },
    ),
    table.accepted(
      'a table of tokens with a line break in a cell, all in quotes',
      '"sentence_id","token","tag"\r\n"1","a\nb","B-PER"\r\n',
      1,
    ),
  ],
}
