import { deflateSync, inflateSync } from 'node:zlib'
import { packDocBin } from '../../../formats/spacyDocBin.ts'
import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'
import {
  ADA_RAN,
  conll,
  imgid,
  jsonl,
  lines,
  NAMED_ENTITY,
  region,
  standoff,
  table,
  tasks,
  WEBANNO,
  webanno,
} from './awkwardFiles.ts'

const TEXT = { text: 'Ada ran' }
const ADA = { start: 0, end: 3, label: 'PER' }
const rows = (...words: readonly string[]): string => `${WEBANNO}#Text=😀 Ada ran\n${words.join('\n')}\n`

/** What tools of the field write that their documentation does not speak of. Each of these was once read wrongly. */
export const toolHabits: AwkwardGroup = {
  what: 'a file as a tool left it',
  cases: [
    imgid.warned('IMGID with two TABs', 'IMGID:1\nAda\t\tB-PER\n', 1, /the token `AdaU\+0009` has a TAB/u, {
      line: 2,
    }),
    imgid.rejected('IMGID in lower case', 'imgid:1\nAda\tB-PER\n', /`imgid:1` stands before any IMGID/u, {
      line: 1,
    }),
    conll.accepted('CoNLL with separators at the ends of lines', 'Ada NNP I-NP B-PER \nran VB O O \n\n', 1, {
      mentions: ['Ada:PER'],
    }),
    conll.rejected(
      'CoNLL of a few lines, one without its tag',
      'Ada\tB-PER\nran\t\n\nOslo\tB-LOC\n',
      /`ranU\+0009` has no token and tag where they should be/u,
      { line: 2 },
    ),
    conll.rejected(
      'CoNLL with a space for one TAB',
      'Ada\tB-PER\nran O\n\nOslo\tB-LOC\n',
      /`ran O` has no/u,
      {
        line: 2,
      },
    ),
    conll.accepted(
      'CoNLL with headers of MultiCoNER',
      '# id d5d3 domain=en\nAda _ _ B-PER\nran _ _ O\n\n# id d5d4\tdomain=en\nOslo _ _ B-LOC\n',
      2,
      { mentions: ['Ada:PER', 'Oslo:LOC'] },
    ),
    conll.accepted('CoNLL with the marks of CoNLL-U documents', '# newdoc id = 1\nAda\tB-PER\nran\tO\n', 1),
    conll.accepted(
      'CoNLL with the marks of CoNLL-2012 documents',
      '#begin document (x); part 000\nAda\tB-PER\nran\tO\n\n#end document\n',
      1,
    ),
    conll.accepted('CoNLL of one line that brat could have written', '#\tO\n', 1, { mentions: [] }),
    conll.accepted('CoNLL whose words are numbered', '1\tAda\tB-PER\n2\tran\tO\n', 1, {
      mentions: ['Ada:PER'],
    }),
    conll.accepted('CoNLL with its tags in front, as named', 'B-PER Ada\nO ran\n', 1, {
      mentions: ['Ada:PER'],
      options: { columns: { token: '2', tag: '1' } },
    }),
    conll.rejected('CoNLL with a document and no words', '-DOCSTART- -X- -X- O\n\n', /holds no posts/u),
    jsonl.accepted(
      'doccano with its text under `data`',
      lines({ data: 'Ada ran', label: [[0, 3, 'PER']] }),
      1,
      {
        mentions: ['Ada:PER'],
      },
    ),
    jsonl.warned(
      'doccano with labels of whole texts among labels of words',
      lines({ ...TEXT, label: [[0, 3, 'PER']] }, { text: 'Oslo', label: ['positive'] }),
      2,
      /its labels are of the text as a whole/u,
      { line: 2, mentions: ['Ada:PER', '-'] },
    ),
    jsonl.accepted('doccano with short keys', lines({ ...TEXT, entities: [ADA] }), 1, {
      mentions: ['Ada:PER'],
    }),
    jsonl.rejected(
      'doccano with a post without its text',
      lines({ ...TEXT, label: [] }, { label: [[0, 3, 'PER']] }),
      /`text` is missing/u,
      { line: 2 },
    ),
    tasks.warned(
      'Label Studio with the ground truth in second place',
      JSON.stringify([
        {
          data: TEXT,
          annotations: [{ result: [] }, { ground_truth: true, result: [region(0, 3, 'Ada')] }],
        },
      ]),
      1,
      /The one marked as ground truth is taken/u,
      { mentions: ['Ada:PER'] },
    ),
    tasks.accepted('Label Studio with tasks to be labelled', JSON.stringify([{ data: TEXT }]), 1, {
      mentions: ['-'],
    }),
    table.accepted(
      'Label Studio with a table of regions',
      `id,label,tweet\n1,"[{""start"":0,""end"":3,""text"":""Ada"",""labels"":[""PER""]}]",Ada ran\n`,
      1,
      { mentions: ['Ada:PER'], options: { columns: { text: 'tweet', spans: 'label' } } },
    ),
    jsonl.warned(
      'Prodigy with a choice about the text',
      lines({ ...TEXT, options: [{ id: 'a' }], accept: ['a'], answer: 'accept', _view_id: 'choice' }),
      1,
      /a choice about the text as a whole/u,
      { mentions: ['-'] },
    ),
    jsonl.warned(
      'Prodigy with answers to single spans, of old versions',
      lines({ ...TEXT, spans: [ADA], answer: 'accept', _view_id: 'ner' }),
      1,
      /about one span alone/u,
      { mentions: ['-'] },
    ),
    jsonl.rejected(
      'Prodigy with a post without its text',
      lines({ ...TEXT, spans: [ADA], answer: 'accept' }, { html: 'Oslo', answer: 'accept' }),
      /`text` is missing/u,
      { line: 2 },
    ),
    standoff.rejected(
      'brat with a line of something else',
      'T1\tPER 0 3\tAda\nTo be done\n',
      /`To be done` is no annotation of brat|`To be done` is no span/u,
      { line: 2, beside: { 'a.txt': 'Ada ran\n' } },
    ),
    standoff.accepted('brat in capitals', 'T1\tPER 0 3\tAda\n', 1, {
      file: 'A.ANN',
      beside: { 'A.TXT': 'Ada ran\n' },
      mentions: ['Ada:PER'],
    }),
    webanno.accepted(
      'WebAnno of version 2',
      ` # ${NAMED_ENTITY} | value\n#id=1\n#text=Ada ran\n1-1\tAda\tB-PER\n1-2\tran\tO\n\n`,
      1,
      { mentions: ['Ada:PER'] },
    ),
    webanno.accepted(
      'WebAnno with offsets in code points, as named',
      rows('1-1\t0-1\t😀\t_\t', '1-2\t2-5\tAda\tPER\t', '1-3\t6-9\tran\t_\t'),
      1,
      { mentions: ['Ada:PER'], options: { offsets: 'codepoint' } },
    ),
    webanno.rejected(
      'WebAnno with a row that lost its number',
      rows('1-1\t0-2\t😀\t_\t', 'x\t3-6\tAda\tPER\t', '1-3\t7-10\tran\t_\t'),
      /does not begin with its number/u,
      { line: 7 },
    ),
    {
      what: 'spaCy packed at another level of zlib',
      file: 'train.bin',
      content: () => deflateSync(unpacked(), { level: 5 }),
      outcome: 'accepted',
      stored: 1,
      mentions: ['Ada:PER'],
    },
    jsonl.rejected(
      'spaCy with a pair without its entities',
      lines(['Ada ran', { entities: [[0, 3, 'PER']] }], ['Oslo', {}]),
      /`entities` is missing/u,
      { line: 2 },
    ),
    jsonl.accepted(
      'Hugging Face with a row nobody labelled',
      lines({ tokens: ['Ada', 'ran'], ner_tags: ['B-PER', 'O'] }, { tokens: ['Oslo'] }),
      2,
      { mentions: ['Ada:PER', '-'] },
    ),
    jsonl.rejected(
      'Hugging Face with a row without its words',
      lines({ tokens: ['Ada', 'ran'], ner_tags: ['B-PER', 'O'] }, { ner_tags: ['O'] }),
      /`tokens` is missing/u,
      { line: 2 },
    ),
    jsonl.accepted(
      'Hugging Face with columns of other names, as named',
      lines({ words: ['Ada', 'ran'], labels: [1, 0] }),
      1,
      {
        mentions: ['Ada:PER'],
        options: { columns: { token: 'words', tag: 'labels' }, labelNames: ['O', 'B-PER'] },
      },
    ),
    tasks.accepted(
      'posts of ours in one list',
      JSON.stringify([{ tokens: ['Ada'], tags: ['B-PER'] }], null, 1),
      1,
      {
        mentions: ['Ada:PER'],
      },
    ),
    table.accepted(
      'a table with empty rows of a spreadsheet',
      'id,text,spans\n1,Ada ran,0-3:PER\n,,\n,,\n',
      1,
    ),
    table.accepted(
      'a table of tokens whose columns are named',
      'Sentence #,Word,Tag\nSentence: 1,Ada,B-PER\n,ran,O\n',
      1,
      { mentions: ['Ada:PER'], options: { columns: { id: 'Sentence #', token: 'Word', tag: 'Tag' } } },
    ),
    {
      what: 'a picture for a file of posts',
      file: 'tweets.jpg',
      content: () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16),
      outcome: 'rejected',
      stored: 0,
      message: { line: null, says: /the file is a JPEG picture.*--pictures/u },
    },
    textCases('tweets.rtf').rejected(
      'a document of a word processor',
      '{\\rtf1\\ansi Ada ran}',
      /Rich Text/u,
    ),
  ],
}

/** What a `.spacy` file holds before zlib packs it. */
function unpacked(): Uint8Array {
  return inflateSync(packDocBin([ADA_RAN]))
}
