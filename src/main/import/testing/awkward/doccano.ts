import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('admin.jsonl')
const line = (record: object | string): string =>
  (typeof record === 'string' ? record : JSON.stringify(record)) + '\n'
const text = 'Ada ran'
const ADA = line({ id: 1, text, label: [[0, 3, 'PER']] })
/** After a good line, so that the message must name the second. */
const second = (record: object | string): string => ADA + line(record)
const labelled = (...label: readonly unknown[]): string => second({ id: 2, text, label })
const bad = { line: 2, record: 2 }
const emoji = '😀 Ada ran'

export const doccano: AwkwardGroup = {
  what: 'a doccano file',
  cases: [
    accepted('as it should be', ADA, 1),
    accepted('a byte-order mark', `\ufeff${ADA}`, 1),
    accepted('lines of Windows', second({ text, label: [] }).replaceAll('\n', '\r\n'), 2),
    accepted('labels under their older name', line({ text, labels: [[0, 3, 'PER']] }), 1),
    accepted(
      'entities and relations',
      line({ text, entities: [{ id: 9, label: 'PER', start_offset: 0, end_offset: 3 }], relations: [] }),
      1,
    ),
    accepted('a JSON list', `[${ADA.trim()}, ${ADA.trim().replace('1', '2')}]`, 2),
    accepted('a line nobody labelled', second({ id: 2, text: 'Oslo' }), 2),
    accepted('an emoji before the span, in code points', second({ text: emoji, label: [[2, 5, 'PER']] }), 2),
    accepted(
      'an emoji before the span, in UTF-16 as named',
      line({ text: emoji, label: [[3, 6, 'PER']] }),
      1,
      { options: { offsets: 'utf16' } },
    ),
    accepted('a line break in a text', second({ text: 'Ada\nran', label: [[4, 7, 'PER']] }), 2),
    accepted('a span that ends inside a word', second({ text: "Ada's", label: [[0, 3, 'PER']] }), 2),
    accepted('a key called __proto__', second('{"text":"Ada ran","label":[],"__proto__":{"a":1}}'), 2),
    warned('one span twice', labelled([0, 3, 'PER'], [0, 3, 'PER']), 2, /1 of 2 spans are there twice/u, bad),
    warned('space at the edge of a span', labelled([0, 4, 'PER']), 2, /`Ada ` has space at its edge/u, bad),
    warned(
      'a type the project does not know',
      labelled([0, 3, 'GPE']),
      2,
      /the type `GPE` is used once/u,
      bad,
    ),
    warned(
      'one id for two texts',
      second({ id: 1, text: 'Oslo', label: [[0, 4, 'LOC']] }),
      2,
      /the id `1` is also used at admin\.jsonl, line 1/u,
      bad,
    ),
    rejected(
      'a span beyond the text',
      labelled([0, 99, 'PER']),
      /span 1 \(PER 0-99\) lies outside the text/u,
      bad,
    ),
    rejected('a span before the text', labelled([-1, 3, 'PER']), /lies outside the text/u, bad),
    rejected('a span that ends before it starts', labelled([3, 0, 'PER']), /lies outside the text/u, bad),
    rejected('a span of nothing', labelled([3, 3, 'PER']), /lies outside the text/u, bad),
    rejected('half a position', labelled([0.5, 3, 'PER']), /is no whole number/u, bad),
    rejected('positions as text', labelled(['0', '3', 'PER']), /is no whole number/u, bad),
    rejected('null for a position', labelled([null, 3, 'PER']), /is no whole number/u, bad),
    rejected('a span of two parts', labelled([0, 3]), /span 1 is a list of 2/u, bad),
    rejected('a span of four parts', labelled([0, 3, 'PER', 1]), /span 1 is a list of 4/u, bad),
    rejected('an empty type', labelled([0, 3, '']), /span 1/u, bad),
    rejected('a span of spans', labelled([[0, 3, 'PER']]), /span 1 is a list of 1/u, bad),
    rejected(
      'overlapping spans',
      labelled([0, 7, 'PER'], [4, 7, 'LOC']),
      /overlap; expected flat spans/u,
      bad,
    ),
    rejected(
      'overlapping spans, one of a type that is a space',
      labelled([0, 7, 'PER'], [4, 7, ' ']),
      /the spans PER and ` ` at token \d+ overlap/u,
      bad,
    ),
    rejected('a span of space alone', labelled([3, 4, 'PER']), /holds nothing but space/u, bad),
    rejected(
      'offsets of UTF-16 where code points are expected',
      second({ text: emoji, label: [[3, 6, 'PER']] }),
      /as they stand they fit --offsets utf16/u,
      bad,
    ),
    rejected('no text', second({ id: 2, label: [] }), /`text` is missing/u, {
      ...bad,
      options: { format: 'doccano' },
    }),
    rejected('null for a text', second({ text: null, label: [] }), /`text` is (?:missing|null)/u, {
      ...bad,
      options: { format: 'doccano' },
    }),
    rejected('a number for a text', second({ text: 5, label: [] }), /`text` is a number/u, {
      ...bad,
      options: { format: 'doccano' },
    }),
    rejected('an empty text', second({ text: '', label: [] }), /has no words/u, bad),
    rejected('a text of space', second({ text: ' \t ', label: [] }), /has no words/u, bad),
    rejected('half an emoji', second('{"text":"a\\ud83d b","label":[]}'), /holds half a character/u, bad),
    rejected('NUL in a text', second('{"text":"a\\u0000 b","label":[]}'), /holds U\+0000/u, bad),
    rejected('a comma too many', second('{"text":"Ada","label":[],}'), /the JSON breaks off at/u, bad),
    rejected(
      'a line that breaks off',
      second('{"text":"Ada","lab'),
      /the JSON ends before it is complete/u,
      bad,
    ),
  ],
}
