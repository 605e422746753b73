import { deflateSync } from 'node:zlib'
import { encode } from '@msgpack/msgpack'
import { packDocBin } from '../../../formats/spacyDocBin.ts'
import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'
import { ADA_RAN, spacyDocument } from './awkwardFiles.ts'

const { accepted, warned, rejected } = textCases('train.json')
const pairs = textCases('train.jsonl')
const doc = (...tokens: readonly (object | null)[]): object => ({
  id: 1,
  paragraphs: [{ sentences: [{ tokens }] }],
})
const ADA: object = { ...doc({ id: 0, orth: 'Ada', ner: 'U-PER' }, { id: 1, orth: 'ran', ner: 'O' }), id: 0 }
/** The document at fault stands behind a good one, on line 4. */
const after = (record: object): string => `[\n${JSON.stringify(ADA)}\n,\n${JSON.stringify(record)}\n]\n`
const bad = { line: 4, record: 2 }
const pair = (text: unknown, entities: unknown): string => `${JSON.stringify([text, { entities }])}\n`
const GOOD = pair('Ada ran', [[0, 3, 'PER']])
const badPair = { line: 2, record: 2 }

const DOCS = [ADA_RAN, [{ text: 'Oslo', space: false, tag: 'B-LOC' }]]
const packed = (what: string, content: () => Uint8Array, says: RegExp | null, stored = 0): AwkwardCase => ({
  what,
  file: 'train.spacy',
  content,
  outcome: says === null ? 'accepted' : stored > 0 ? 'accepted-with-warnings' : 'rejected',
  stored,
  ...(says === null ? {} : { message: { line: null, says } }),
})
const message = (more: object): Uint8Array =>
  deflateSync(
    encode({
      version: '0.1',
      attrs: [65, 77, 78],
      tokens: new Uint8Array(24),
      spaces: new Uint8Array(1),
      lengths: Uint8Array.of(1, 0, 0, 0),
      strings: ['Ada'],
      cats: [],
      flags: [],
      ...more,
    }),
  )

export const spacy: AwkwardGroup = {
  what: 'a spaCy file',
  cases: [
    accepted('documents as they should be', JSON.stringify([ADA]), 1),
    accepted(
      'a document with its text',
      JSON.stringify([spacyDocument('Ada ran', ['Ada', 'U-PER'], ['ran', 'O'])]),
      1,
    ),
    accepted('a document nobody labelled', after(doc({ id: 0, orth: 'Oslo' })), 2),
    accepted('a byte-order mark', `\ufeff${JSON.stringify([ADA])}`, 1),
    rejected(
      'a text that lacks a word',
      after({ id: 1, paragraphs: [{ raw: 'Bob', sentences: [{ tokens: [{ orth: 'Ada', ner: 'O' }] }] }] }),
      /token 1 \(`Ada`\) is not in the text/u,
      bad,
    ),
    rejected('a word that is a number', after(doc({ orth: 5 })), /`orth` of token 1 is a number/u, bad),
    rejected('a word that is empty', after(doc({ orth: '' })), /`orth` of token 1/u, bad),
    rejected('null among the words', after(doc(null)), /token 1 is null/u, bad),
    rejected(
      'null among the paragraphs',
      after({ id: 1, paragraphs: [null] }),
      /paragraph 1 is null|`sentences` is missing/u,
      bad,
    ),
    rejected(
      'null among the sentences',
      after({ id: 1, paragraphs: [{ sentences: [null] }] }),
      /sentence 1 is null|`tokens` is missing/u,
      bad,
    ),
    rejected('a document without words', after({ id: 1, paragraphs: [] }), /the document has no words/u, bad),
    rejected(
      'a label that is a number',
      after(doc({ orth: 'Ada', ner: 3 })),
      /`ner` of token 1 is a number/u,
      bad,
    ),
    warned(
      'an I- without its beginning',
      after(doc({ orth: 'Oslo', ner: 'O' }, { orth: 'fjord', ner: 'L-LOC' })),
      2,
      /`L-LOC` of `fjord` goes on with an entity that nothing opened/u,
      bad,
    ),
    pairs.accepted('texts with entities', GOOD, 1),
    pairs.accepted('a list of texts with entities', `[${GOOD.trim()}, ${pair('Oslo', []).trim()}]`, 2),
    pairs.rejected(
      'an entity beyond the text',
      GOOD + pair('Ada', [[0, 9, 'PER']]),
      /lies outside the text/u,
      badPair,
    ),
    pairs.rejected(
      'entities that overlap',
      GOOD +
        pair('Ada ran', [
          [0, 3, 'PER'],
          [0, 7, 'ORG'],
        ]),
      /overlap; expected flat spans/u,
      badPair,
    ),
    pairs.rejected(
      'positions as text',
      GOOD + pair('Ada', [['0', '3', 'PER']]),
      /is no whole number/u,
      badPair,
    ),
    pairs.rejected('null among the entities', GOOD + pair('Ada', [null]), /span 1|entit/u, badPair),
    pairs.rejected(
      'entities that are an object',
      GOOD + pair('Ada', {}),
      /`entities` is an object/u,
      badPair,
    ),
    pairs.rejected('a number for a text', GOOD + pair(5, []), /the text is a number/u, {
      ...badPair,
      options: { format: 'spacy' },
    }),
    pairs.rejected(
      'offsets of UTF-16',
      GOOD + pair('😀 Ada ran', [[3, 6, 'PER']]),
      /as they stand they fit --offsets utf16/u,
      badPair,
    ),
    pairs.warned(
      'an entity with space at its edge',
      GOOD + pair('Ada sat', [[0, 4, 'PER']]),
      2,
      /has space at its edge/u,
      badPair,
    ),
    packed('packed documents', () => packDocBin(DOCS), null, 2),
    packed(
      'packed documents, broken off',
      () => packDocBin(DOCS).subarray(0, 30),
      /is no packed spaCy file, or it is damaged/u,
    ),
    packed(
      'packed documents with a flipped byte',
      () => {
        const bytes = Uint8Array.from(packDocBin(DOCS))
        bytes[20] = (bytes[20] ?? 0) ^ 0xff
        return bytes
      },
      /damaged|lacks/u,
    ),
    packed(
      'something else that zlib packed',
      () => deflateSync('not a message'),
      /damaged|lacks words or spaces/u,
    ),
    packed(
      'a message of another kind',
      () => deflateSync(encode({ a: 1 })),
      /lacks words or spaces; expected attrs, tokens/u,
    ),
    packed('a message that is a number', () => deflateSync(encode(5)), /lacks words or spaces/u),
    packed(
      'lengths that do not add up',
      () => message({ lengths: Uint8Array.of(9, 0, 0, 0) }),
      /speaks of 9 words and holds 1/u,
    ),
    packed(
      'a length below nothing',
      () => message({ lengths: Uint8Array.of(255, 255, 255, 255) }),
      /speaks of|below/u,
    ),
    packed(
      'lengths that break off',
      () => message({ lengths: Uint8Array.of(1, 0, 0, 0, 1) }),
      /the lengths of the documents break off/u,
    ),
    packed(
      'words that are not among the strings',
      () => message({ tokens: new Uint8Array(24).fill(1) }),
      /record 1: word 1 is not among the strings of the file/u,
    ),
    packed('a number among the strings', () => message({ strings: ['Ada', 5] }), /lacks words or spaces/u),
    packed('no attributes', () => message({ attrs: [] }), /lacks words or spaces/u),
    packed(
      'no words among the attributes',
      () => message({ attrs: [77, 78, 79] }),
      /holds no words; expected the attribute ORTH/u,
    ),
    packed('no documents', () => packDocBin([]), /holds no posts/u),
    {
      ...packed('flags that are null, of an empty word', () => message({ flags: [null] }), /has no words/u),
      outcome: 'accepted-with-warnings',
      message: { line: null, record: 1, says: /record 1: the document has no words\. It holds no post/u },
    },
  ],
}
