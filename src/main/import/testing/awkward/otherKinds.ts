import type { AwkwardGroup } from './awkwardCase.ts'
import {
  conll,
  imgid,
  jsonl,
  lines,
  NAMED_ENTITY,
  standoff,
  table,
  tasks,
  webanno,
  WEBANNO,
} from './awkwardFiles.ts'

const text = 'Ada ran'
const task = (annotation: object): string =>
  `${JSON.stringify([{ data: { text }, annotations: [annotation] }])}\n`
const row = (tags: readonly unknown[]): string => lines({ tokens: ['Ada', 'ran'], ner_tags: tags })
const named = { options: { labelNames: ['O', 'B-PER'] } }
const sentences = `${WEBANNO}#Text=Ada ran\n1-1\t0-3\tAda\tPER[1]\t\n1-2\t4-7\tran\tPER[1]\t\n\n`
const annotated = (session: string, label: string): object => ({
  text,
  spans: [{ start: 0, end: 3, label }],
  answer: 'accept',
  _input_hash: 7,
  _session_id: session,
})

/** Values of another kind than belongs there, and what two places of a file say of one thing. */
export const otherKinds: AwkwardGroup = {
  what: 'a file that says something else than it seems',
  cases: [
    jsonl.rejected(
      'JSONL with null for a token',
      lines({ tokens: ['Ada', null], tags: ['B-PER', 'O'] }),
      /item 2 of `tokens` is null; expected text/u,
      { line: 1, record: 1 },
    ),
    jsonl.rejected(
      'Prodigy with null for a token',
      lines({ text, tokens: [null], spans: [null], answer: 'accept' }),
      /span 1 is null/u,
      { line: 1, record: 1 },
    ),
    jsonl.rejected(
      'JSON lines that end in CR alone',
      lines({ tokens: ['Ada'], tags: ['B-PER'] }, { tokens: ['ran'], tags: ['O'] }).replaceAll('\n', '\r'),
      /its lines end in CR alone/u,
      { line: null },
    ),
    jsonl.accepted('texts nobody labelled yet', lines({ id: '1', text }, { id: '2', text: 'Oslo' }), 2, {
      mentions: ['-', '-'],
    }),
    jsonl.warned(
      'doccano with two lists of labels',
      lines({
        text,
        label: [[0, 3, 'PER']],
        entities: [{ id: 1, label: 'LOC', start_offset: 4, end_offset: 7 }],
      }),
      1,
      /`label` and `entities` both hold labels\. Those of `label` count/u,
      { line: 1, record: 1, mentions: ['Ada:PER'] },
    ),
    jsonl.warned(
      'doccano in code points that is said to be in UTF-16',
      lines({ text: '😀 Ada ran', label: [[2, 5, 'PER']] }),
      1,
      /the spans cut words when they are counted in UTF-16 units\. They are read so; in code points they would cut none/u,
      { line: 1, options: { offsets: 'utf16' } },
    ),
    jsonl.rejected(
      'doccano in UTF-16 that is said to be in code points',
      lines({ text: '😀 Ada', label: [[3, 6, 'PER']] }),
      /lies outside the text; expected .+ --offsets utf16/u,
      { line: 1, options: { offsets: 'codepoint' } },
    ),
    jsonl.warned(
      'Prodigy with one text of two people',
      lines(annotated('ada', 'PER'), annotated('bo', 'ORG')),
      2,
      /its text is annotated at line 1 as well, by somebody else/u,
      { line: 2, record: 2 },
    ),
    tasks.rejected(
      'Label Studio with a type where its list belongs',
      task({ result: [{ type: 'labels', value: { start: 0, end: 3, text: 'Ada', labels: 'PER' } }] }),
      /`labels` of region 1 is a string; expected "labels": \["PER"\]/u,
      { record: 1 },
    ),
    tasks.rejected(
      'Label Studio with null for what was annotated',
      task({ result: null }),
      /`result` is null; expected a list of regions/u,
      { record: 1 },
    ),
    tasks.accepted(
      'JSON-MIN whose second task nobody annotated',
      JSON.stringify([
        { id: 1, text, label: [{ start: 0, end: 3, text: 'Ada', labels: ['PER'] }] },
        { id: 2, text: 'Oslo' },
      ]),
      2,
      { mentions: ['Ada:PER', '-'] },
    ),
    jsonl.rejected(
      'Hugging Face whose numbers are in quotes and have no names',
      row(['1', '0']),
      /the tags are numbers and no names of them are stated/u,
      { line: 1 },
    ),
    jsonl.accepted('Hugging Face whose numbers are in quotes and have names', row(['1', '0']), 1, {
      ...named,
      mentions: ['Ada:PER'],
    }),
    jsonl.warned(
      'Hugging Face whose tags are all masked',
      row([-100, -100]),
      1,
      /every tag is -100, a training mask\. It says nothing; the post is taken in without labels/u,
      { ...named, line: 1, record: 1, mentions: ['-'] },
    ),
    jsonl.rejected(
      'Hugging Face beside a broken dataset_info.json',
      row([1, 0]),
      /no names of them are stated, for dataset_info\.json beside the file is no sound JSON/u,
      { line: 1, beside: { 'dataset_info.json': '{"features":' } },
    ),
    webanno.warned(
      'WebAnno of a version to come',
      sentences.replace('3.3', '4.0'),
      1,
      /the version in `#FORMAT=WebAnno TSV 4\.0` is not known here; expected WebAnno TSV 3\.0 to 3\.3/u,
      { line: 1, mentions: ['Ada ran:PER'] },
    ),
    webanno.rejected(
      'WebAnno with a row that gained a column',
      sentences.replace('\tran\tPER[1]', '\tran\tPER[1]\tX'),
      /`1-2U\+00094-7U\+0009ranU\+0009PER\[1\]U\+0009X.*` has 5 columns; expected 4, as the first row/u,
      { line: 7, record: 1 },
    ),
    webanno.rejected(
      'WebAnno with a row that lost a column of another layer',
      `${WEBANNO.replace('|value\n', '|value\n#T_SP=webanno.custom.Tone|tone\n')}#Text=Ada ran\n1-1\t0-3\tAda\tPER\t_\t\n1-2\t4-7\tran\t_\n`,
      /has 4 columns; expected 5, as the first row of its sentence/u,
      { line: 8, record: 1 },
    ),
    webanno.warned(
      'WebAnno with a span over two sentences',
      `${sentences}#Text=Bo\n2-1\t8-10\tBo\tPER[1]\t\n`,
      2,
      /`PER\[1\]` goes on from the sentence before\. A sentence is a post, so that its span is parted in two/u,
      { line: 10, record: 2, mentions: ['Ada ran:PER', 'Bo:PER'] },
    ),
    webanno.accepted(
      'WebAnno whose layer is another and alone',
      sentences.replace(NAMED_ENTITY, 'webanno.custom.Name'),
      1,
      { mentions: ['Ada ran:PER'] },
    ),
    imgid.rejected(
      'IMGID with NUL in its third line',
      'IMGID:1\nAda\tB-PER\nr\0n\tO\n\n',
      /holds U\+0000; expected text/u,
      { line: 3, record: 1 },
    ),
    conll.rejected(
      'CoNLL with a control character in its second tag',
      'Ada B-PER\nran O\u0007\n\nBo B-PER\n',
      /the tag `OU\+0007` holds a control character/u,
      { line: 2, record: 1 },
    ),
    jsonl.rejected(
      'JSONL of which Git LFS holds the content',
      'version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n',
      /the file is a pointer of Git LFS; expected a file of posts\. .+ Fetch the file itself \(git lfs pull\)/u,
    ),
    table.warned(
      'CSV whose ids a spreadsheet has cut',
      'id,text,spans\n1.23457E+15,Ada ran,[]\n',
      1,
      /the id `1\.23457E\+15` is a long number that a spreadsheet has cut/u,
      { line: 2, record: 1 },
    ),
    standoff.accepted('brat without a span', '', 1, {
      beside: { 'a.txt': 'Ada ran\n' },
      mentions: [],
    }),
    {
      ...imgid.accepted('IMGID in Latin-1 with its one accent close to its end', '', 1, {
        options: { encoding: 'latin1' },
        mentions: [],
      }),
      content: () => Buffer.from('IMGID:1\nRen\u00e9\tO', 'latin1'),
    },
  ],
}
