import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('posts.jsonl')
const ADA = '{"id":"1","tokens":["Ada","ran"],"tags":["B-PER","O"]}\n'
const line = (record: object | string): string =>
  (typeof record === 'string' ? record : JSON.stringify(record)) + '\n'
const bad = { line: 2, record: 2 }
/** After a good line, so that the message must name the second. */
const second = (record: object | string): string => ADA + line(record)
const tokens = ['Ada', 'ran']
const text = 'Ada ran'
const span = (more: object): object => ({ tokens, text, spans: [{ type: 'PER', start: 0, end: 3, ...more }] })

export const jsonl: AwkwardGroup = {
  what: 'a JSONL file',
  cases: [
    accepted('as it should be', ADA, 1),
    accepted('tokens alone', line({ tokens }), 1),
    accepted('blank lines between', `\n${ADA}\n\n`, 1),
    accepted('lines of Windows', ADA.replace('\n', '\r\n'), 1),
    accepted('a byte-order mark', `\ufeff${ADA}`, 1),
    accepted('no line break at its end', ADA.trimEnd(), 1),
    accepted('a line separator in a text', second({ tokens: ['a\u2028b'] }), 2),
    accepted('keys it does not know', second({ tokens, lang: 'no', score: 0.5 }), 2),
    accepted('a key called __proto__', second('{"tokens":["Ada"],"__proto__":{"a":1}}'), 2),
    accepted('a number for an id', second({ id: 7, tokens }), 2),
    accepted(
      'null for what is left out',
      second({ id: null, tokens, tags: null, image: null, caption: null, split: null, meta: null }),
      2,
    ),
    accepted('spans in place of tags', second(span({ text: 'Ada' })), 2),
    accepted(
      'spans after an emoji, in code points',
      second({ tokens: ['😀', 'Ada'], text: '😀 Ada', spans: [{ type: 'PER', start: 2, end: 5 }] }),
      2,
    ),
    accepted(
      'spans after an emoji, in UTF-16 as named',
      second({
        tokens: ['😀', 'Ada'],
        text: '😀 Ada',
        spans: [{ type: 'PER', start: 3, end: 6, text: 'Ada' }],
      }),
      2,
      { options: { offsets: 'utf16' } },
    ),
    accepted('an empty list of spans', second({ tokens, spans: [] }), 2),
    accepted('escaped letters', second('{"tokens":["\\u0041da"]}'), 2),
    accepted('a pair of escapes that make one emoji', second('{"tokens":["\\ud83d\\ude00"]}'), 2),
    warned(
      'one key twice: the last counts',
      second('{"tokens":["Bob"],"tokens":["Ada"]}'),
      2,
      /the key `tokens` stands twice in one object. The last one counts/u,
      { line: 2 },
    ),
    accepted(
      'an id that JavaScript cannot hold: kept to the digit',
      second('{"id":9007199254740993,"tokens":["Ada"]}'),
      2,
    ),
    warned(
      'a number in meta that JavaScript cannot hold',
      second('{"meta":{"n":9007199254740993},"tokens":["Ada"]}'),
      2,
      /`9007199254740993` has more digits than a number can hold here\. It is kept as text/u,
      bad,
    ),
    warned(
      'tags and spans that differ',
      second({ ...span({}), tags: ['O', 'B-PER'] }),
      2,
      /`spans` and `tags` do not say the same\. The tags are kept/u,
      bad,
    ),
    warned(
      'words between the tokens',
      second({ tokens: ['Ada'], text: 'Ada ran' }),
      2,
      /`ran` in the text belongs to no token/u,
      bad,
    ),
    warned(
      'an I- without its beginning',
      second({ tokens, tags: ['O', 'I-PER'] }),
      2,
      /`I-PER` of `ran` follows `O`/u,
      bad,
    ),
    warned(
      'a type the project does not know',
      second({ tokens, tags: ['B-GPE', 'O'] }),
      2,
      /the type `GPE` is used once/u,
      bad,
    ),
    warned('a post twice', ADA + ADA, 2, /the same post as posts\.jsonl, line 1/u, bad),
    warned(
      'the good records of a bad file',
      second('{') + line({ tokens: ['Oslo'] }),
      2,
      /The record was left out/u,
      { ...bad, options: { skipBad: true } },
    ),
    rejected(
      'a line that breaks off',
      second('{"tokens":["Ada"'),
      /the JSON ends before it is complete/u,
      bad,
    ),
    rejected('a comma too many', second('{"tokens":["Ada",]}'), /the JSON breaks off at/u, bad),
    rejected('single quotes', second("{'tokens':['Ada']}"), /the JSON breaks off at|is no JSON/u, bad),
    rejected('NaN', second('{"tokens":["Ada"],"score":NaN}'), /the JSON breaks off/u, bad),
    rejected(
      'a list in place of an object',
      second('["Ada"]'),
      /is a list; expected one JSON object a line/u,
      bad,
    ),
    rejected(
      'text in place of an object',
      second('"Ada"'),
      /is a string; expected one JSON object a line/u,
      bad,
    ),
    rejected('null in place of an object', second('null'), /is null; expected one JSON object a line/u, bad),
    rejected(
      'two objects on one line',
      second('{"tokens":["a"]}{"tokens":["b"]}'),
      /the JSON breaks off/u,
      bad,
    ),
    rejected(
      'no tokens',
      second({ text: 'Ada ran' }),
      /`tokens` is missing; expected a list of the words/u,
      bad,
    ),
    rejected(
      'an empty list of tokens',
      second({ tokens: [] }),
      /`tokens` is empty; expected at least one word/u,
      bad,
    ),
    rejected('an empty token', second({ tokens: ['Ada', ''] }), /token 2 is empty/u, bad),
    rejected(
      'a number among the tokens',
      second({ tokens: ['Ada', 7] }),
      /item 2 of `tokens` is a number; expected text/u,
      bad,
    ),
    rejected('text in place of tokens', second({ tokens: 'Ada ran' }), /`tokens` is a string/u, bad),
    rejected(
      'fewer tags than tokens',
      second({ tokens, tags: ['O'] }),
      /`tags` holds 1 where `tokens` holds 2; expected a tag for each token/u,
      bad,
    ),
    rejected('an empty tag', second({ tokens, tags: ['O', ''] }), /the token `ran` has an empty tag/u, bad),
    rejected(
      'a token that is not in the text',
      second({ tokens, text: 'Bob ran' }),
      /token 1 \(`Ada`\) is not in the text/u,
      bad,
    ),
    rejected(
      'tokens in another order than the text',
      second({ tokens: ['ran', 'Ada'], text }),
      /token 2 \(`Ada`\) is not in the text after character/u,
      bad,
    ),
    rejected(
      'a span beyond the text',
      second(span({ end: 99 })),
      /lies outside the text; expected start before end/u,
      bad,
    ),
    rejected(
      'a span that ends before it starts',
      second(span({ start: 3, end: 0 })),
      /lies outside the text/u,
      bad,
    ),
    rejected(
      'a span before the text',
      second(span({ start: -1 })),
      /lies outside the text|is no whole number/u,
      bad,
    ),
    rejected(
      'a span that cuts a token',
      second(span({ end: 2 })),
      /cuts a token; expected spans of whole tokens/u,
      bad,
    ),
    rejected(
      'a span whose mention is another',
      second(span({ text: 'Bob' })),
      /holds `Ada` and not its mention `Bob`/u,
      bad,
    ),
    rejected(
      'offsets of UTF-16 where code points are expected',
      second({
        tokens: ['😀', 'Ada'],
        text: '😀 Ada',
        spans: [{ type: 'PER', start: 3, end: 6, text: 'Ada' }],
      }),
      /as they stand they fit --offsets utf16/u,
      bad,
    ),
    rejected(
      'a span without a type',
      second({ tokens, text, spans: [{ start: 0, end: 3 }] }),
      /`type` of span 1 is missing/u,
      bad,
    ),
    rejected(
      'half a position',
      second(span({ start: 0.5 })),
      /`start` or `end` of span 1 is no whole number/u,
      bad,
    ),
    rejected(
      'overlapping spans',
      second({
        tokens,
        text,
        spans: [
          { type: 'PER', start: 0, end: 7 },
          { type: 'LOC', start: 4, end: 7 },
        ],
      }),
      /overlap; expected flat spans/u,
      bad,
    ),
    rejected('spans that are no list', second({ tokens, spans: 'PER' }), /`spans`|span/u, bad),
    rejected(
      'half an emoji',
      second('{"tokens":["a\\ud83db"]}'),
      /holds half a character; expected whole characters/u,
      bad,
    ),
    rejected('NUL', second('{"tokens":["a\\u0000b"]}'), /holds U\+0000/u, bad),
    rejected(
      'a status it does not know',
      second({ tokens, status: 'done' }),
      /`status` is `done`; expected "reviewed" or "unreviewed"/u,
      bad,
    ),
    rejected(
      'meta that is no object',
      second({ tokens, meta: 3 }),
      /`meta` is a number; expected an object/u,
      bad,
    ),
    rejected(
      'a key beside meta and in it',
      second({ tokens, a: 1, meta: { a: 2 } }),
      /`a` stands beside `meta` and in it/u,
      bad,
    ),
    rejected('an empty id', second({ id: '', tokens }), /`id` is empty/u, bad),
    rejected('a list for an id', second({ id: [], tokens }), /`id` is a list/u, bad),
    rejected(
      'a number for a picture',
      second({ tokens, image: 17 }),
      /`image` is a number; expected text/u,
      bad,
    ),
    rejected(
      'nesting of a hundred thousand',
      second(`{"tokens":["a"],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      /nested more than 64 deep/u,
      bad,
    ),
    rejected('a byte that is no UTF-8', ADA, /not valid utf-8 text/u, bad),
  ].map((each) =>
    each.what === 'a byte that is no UTF-8'
      ? {
          ...each,
          content: () =>
            Buffer.concat([Buffer.from(ADA), Buffer.from('{"tokens":["Caf\u00e9"]}\n', 'latin1')]),
        }
      : each,
  ),
}
