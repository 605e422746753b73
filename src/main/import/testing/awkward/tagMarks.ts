import type { AwkwardGroup } from './awkwardCase.ts'
import { conll, imgid, jsonl, lines, spacyDocument, table, tasks } from './awkwardFiles.ts'

const READ = /tags of IOBES stand in/u
const MENTIONS = ['Ada Berg:PER', 'Oslo:LOC']
const WORDS = { tokens: ['Ada', 'Berg', 'Oslo'] }
const IOBES = ['B-PER', 'E-PER', 'S-LOC']
const BLOCK = 'IMGID:1\nAda\tB-PER\nBerg\tE-PER\nOslo\tS-LOC\n\n'

/** Tags of IOBES and BILOU where IOB2 is usual: read as O they would be no entities. */
export const tagMarks: AwkwardGroup = {
  what: 'a file whose tags say more than BIO',
  cases: [
    imgid.warned('IMGID in IOBES', BLOCK, 1, READ, { line: 1, mentions: MENTIONS }),
    imgid.warned(
      'IMGID in BILOU',
      'IMGID:1\nAda\tB-PER\nBerg\tL-PER\nOslo\tU-LOC\n\n',
      1,
      /tags of BILOU stand in 1 post/u,
      { line: 1, mentions: MENTIONS },
    ),
    imgid.accepted('IMGID in IOBES, as named', 'IMGID:1\nAda\tO\nOslo\tO\n\n', 1, {
      options: { scheme: 'iobes' },
    }),
    imgid.warned('IMGID in IOBES, its marks to be left', BLOCK, 1, /`E-PER` stands as a tag \(once\)/u, {
      line: 3,
      options: { scheme: 'iob2' },
      mentions: ['Ada:PER'],
    }),
    imgid.warned(
      'IMGID in BIO with a mark that got in',
      'IMGID:1\nAda\tB-PER\nBerg\tI-PER\n\nIMGID:2\nOslo\tS-LOC\n\n',
      2,
      /tags of IOBES stand in 1 post, this one/u,
      { line: 5, mentions: ['Ada Berg:PER', 'Oslo:LOC'] },
    ),
    imgid.warned(
      'IMGID in IOBES with an end that nothing opened',
      'IMGID:1\nAda\tS-PER\nRoy\tE-PER\nran\tO\n\n',
      1,
      /`E-PER` of `Roy` goes on with an entity that nothing opened/u,
      { line: 3, mentions: ['Ada:PER', 'Roy:PER'] },
    ),
    imgid.warned(
      'IMGID in IOBES with an entity that nothing ends',
      'IMGID:1\nAda\tS-PER\nRoy\tB-PER\nran\tO\n\n',
      1,
      /`B-PER` of `Roy` is of an entity that nothing ends/u,
      { line: 3, mentions: ['Ada:PER', 'Roy:PER'] },
    ),
    conll.warned(
      'BILOU with an entity that does not end',
      'Ada B-PER\nran O\nOslo U-LOC\n',
      1,
      /`B-PER` of `Ada` is of an entity that nothing ends/u,
      { line: 1, mentions: ['Ada:PER', 'Oslo:LOC'] },
    ),
    conll.warned(
      'IOBES with an entity that breaks off at the end of its sentence',
      'Oslo S-LOC\nAda B-PER\nBerg I-PER\n\nBob S-PER\n',
      2,
      /`I-PER` of `Berg` is of an entity that nothing ends/u,
      { line: 3, mentions: ['Oslo:LOC', 'Ada Berg:PER', 'Bob:PER'] },
    ),
    tasks.warned(
      'spaCy with an entity that does not end',
      JSON.stringify([spacyDocument('Ada ran', ['Ada', 'B-PER'], ['ran', 'O'])]),
      1,
      /nothing ends/u,
      { line: 1, mentions: ['Ada:PER'] },
    ),
    imgid.warned(
      'IMGID of GMNER in IOBES, with fine tags',
      'IMGID:1\nAda\tB-PER\tB-singer\nBerg\tE-PER\tE-singer\nran\tO\tO\n\n',
      1,
      READ,
      { line: 1, mentions: ['Ada Berg:PER'] },
    ),
    imgid.accepted('IMGID in IOB1, as named', 'IMGID:1\nAda\tI-PER\nOslo\tI-LOC\n\n', 1, {
      options: { scheme: 'iob1' },
      mentions: ['Ada:PER', 'Oslo:LOC'],
    }),
    jsonl.warned('JSONL in IOBES', lines({ ...WORDS, tags: IOBES }), 1, READ, {
      line: 1,
      mentions: MENTIONS,
    }),
    jsonl.warned(
      'JSONL in IOBES, its spans beside',
      lines({
        ...WORDS,
        text: 'Ada Berg Oslo',
        tags: IOBES,
        spans: [
          { type: 'PER', start: 0, end: 8 },
          { type: 'LOC', start: 9, end: 13 },
        ],
      }),
      1,
      READ,
      { line: 1, mentions: MENTIONS },
    ),
    jsonl.warned(
      'JSONL in IOBES with an end that nothing opened',
      lines({ tokens: ['Ada', 'ran'], tags: ['O', 'E-PER'] }),
      1,
      /`E-PER` of `ran` goes on with an entity that nothing opened/u,
      { line: 1, mentions: ['ran:PER'] },
    ),
    jsonl.warned('Hugging Face in IOBES', lines({ ...WORDS, ner_tags: IOBES }), 1, READ, {
      line: 1,
      mentions: MENTIONS,
    }),
    jsonl.warned(
      'Hugging Face in IOBES, by numbers',
      lines({ ...WORDS, ner_tags: [1, 2, 3], label_names: ['O', ...IOBES] }),
      1,
      READ,
      { line: 1, mentions: MENTIONS },
    ),
    jsonl.accepted(
      'Hugging Face that names marks of IOBES and uses none',
      lines({ tokens: ['Ada', 'ran'], ner_tags: [0, 0], label_names: ['O', ...IOBES] }),
      1,
      { mentions: [] },
    ),
    table.warned(
      'a table of tokens in IOBES',
      'sentence_id,token,tag\n1,Ada,B-PER\n1,Berg,E-PER\n1,Oslo,S-LOC\n',
      1,
      READ,
      { line: 2, mentions: MENTIONS },
    ),
    table.warned(
      'a table of tokens in IOBES with an end that nothing opened',
      'sentence_id,token,tag\n1,Ada,S-PER\n2,ran,O\n2,Roy,E-PER\n',
      2,
      /`E-PER` of `Roy` goes on/u,
      { line: 4, mentions: ['Ada:PER', 'Roy:PER'] },
    ),
  ],
}
