import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('ada.jsonl')
const text = 'Ada ran'
const tokens = [
  { text: 'Ada', start: 0, end: 3, id: 0, ws: true },
  { text: 'ran', start: 4, end: 7, id: 1, ws: false },
]
const PER = { start: 0, end: 3, token_start: 0, token_end: 0, label: 'PER' }
const line = (record: object | string): string =>
  (typeof record === 'string' ? record : JSON.stringify(record)) + '\n'
const ADA = line({ text, tokens, spans: [PER], answer: 'accept' })
/** After a good line, so that the message must name the second. */
const second = (more: object | string): string =>
  ADA + line(typeof more === 'string' ? more : { text: 'Ada sat', spans: [], answer: 'accept', ...more })
const bad = { line: 2, record: 2 }

export const prodigy: AwkwardGroup = {
  what: 'a Prodigy file',
  cases: [
    accepted('as it should be', ADA, 1),
    accepted('without tokens', line({ text, spans: [PER], answer: 'accept' }), 1),
    accepted(
      'tokens without ws, of old versions',
      line({
        text,
        tokens: tokens.map(({ text: word, start, end, id }) => ({ text: word, start, end, id })),
        spans: [PER],
        answer: 'accept',
      }),
      1,
    ),
    accepted('a byte-order mark', `\ufeff${ADA}`, 1),
    accepted('lines of Windows', ADA.replace('\n', '\r\n'), 1),
    accepted('hashes and a session', second({ _input_hash: -5, _task_hash: 9, _session_id: 'a-b' }), 2),
    accepted(
      'an emoji before the span',
      second({ text: '😀 Ada', spans: [{ start: 2, end: 5, label: 'PER' }] }),
      2,
    ),
    warned(
      'an answer that rejects',
      second({ spans: [PER], answer: 'reject' }),
      2,
      /the answer is `reject`\. It says that its spans are wrong/u,
      bad,
    ),
    warned(
      'an answer that ignores',
      second({ answer: 'ignore' }),
      2,
      /the answer is `ignore`\. It says nothing/u,
      bad,
    ),
    warned(
      'an answer to one span alone',
      second({ _is_binary: true, spans: [PER] }),
      2,
      /about one span alone\. The rest is unknown/u,
      bad,
    ),
    accepted('one text by two people', second({ text, _session_id: 'b', spans: [] }), 2),
    rejected(
      'an answer it does not know',
      second({ answer: 'maybe' }),
      /`answer` is `maybe`; expected accept, reject or ignore/u,
      bad,
    ),
    rejected('no text', second('{"spans":[],"answer":"accept"}'), /`text` is missing/u, {
      ...bad,
      options: { format: 'prodigy' },
    }),
    rejected(
      'a span beyond the text',
      second({ spans: [{ ...PER, end: 99 }] }),
      /lies outside the text/u,
      bad,
    ),
    rejected(
      'a span before the text',
      second({ spans: [{ ...PER, start: -2 }] }),
      /lies outside the text/u,
      bad,
    ),
    rejected('positions as text', second({ spans: [{ ...PER, start: '0' }] }), /is no whole number/u, bad),
    rejected(
      'a span without a label',
      second({ spans: [{ start: 0, end: 3 }] }),
      /`label` of span 1 is missing/u,
      bad,
    ),
    rejected(
      'overlapping spans',
      second({ spans: [PER, { start: 0, end: 7, label: 'ORG' }] }),
      /overlap; expected flat spans/u,
      bad,
    ),
    rejected(
      'a span that cuts a token',
      second({ text, tokens, spans: [{ start: 0, end: 2, label: 'PER' }] }),
      /cuts a token/u,
      bad,
    ),
    rejected(
      'a token that is not in the text',
      second({ text, tokens: [{ ...tokens[0], text: 'Bob' }] }),
      /token 1 is not what stands at its offsets/u,
      bad,
    ),
    rejected(
      'null among the tokens',
      second({ text, tokens: [null] }),
      /token 1 is not what stands at its offsets/u,
      bad,
    ),
    rejected(
      'tokens that are text',
      second({ text, tokens: 'Ada ran' }),
      /`tokens` is a string; expected a list/u,
      bad,
    ),
    rejected(
      'spans that are an object',
      second({ spans: {} }),
      /`spans` is an object; expected a list/u,
      bad,
    ),
    rejected('null among the spans', second({ spans: [null] }), /span 1 is null/u, bad),
    rejected('single quotes', second("{'text': 'Ada'}"), /the JSON breaks off at|is no JSON/u, bad),
  ],
}
