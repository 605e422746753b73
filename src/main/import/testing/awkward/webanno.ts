import type { AwkwardGroup } from './awkwardCase.ts'
import { textCases } from './awkwardCase.ts'

const { accepted, warned, rejected } = textCases('doc.tsv')
const SP = '#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value'
const HEAD = `#FORMAT=WebAnno TSV 3.3\n${SP}\n\n\n`
const ADA = '#Text=Ada ran\n1-1\t0-3\tAda\tPER\t\n1-2\t4-7\tran\t_\t\n'
/** After a good sentence: its text is line 9, its rows begin at line 10. */
const second = (rows: string, text = 'in Oslo'): string => `${HEAD}${ADA}\n#Text=${text}\n${rows}`
const IN = '2-1\t8-10\tin\t_\t\n'
const OSLO = '2-2\t11-15\tOslo\tLOC\t\n'
const bad = { line: 10, record: 2 }

export const webanno: AwkwardGroup = {
  what: 'a WebAnno file',
  cases: [
    accepted('as it should be', HEAD + ADA, 1),
    accepted('two sentences', second(IN + OSLO), 2),
    accepted('lines of Windows', second(IN + OSLO).replaceAll('\n', '\r\n'), 2),
    accepted('a byte-order mark', `\ufeff${HEAD}${ADA}`, 1),
    accepted('no line break at its end', second(IN + OSLO).trimEnd(), 2),
    accepted('a bare underscore as a word', `${HEAD}#Text=_ x\n1-1\t0-1\t_\t_\t\n1-2\t2-3\tx\t_\t\n`, 1),
    accepted('a span of two words', second('2-1\t8-10\tin\tLOC[1]\t\n2-2\t11-15\tOslo\tLOC[1]\t\n'), 2),
    warned(
      'a value that is null',
      second(`${IN}2-2\t11-15\tOslo\t*\t\n`),
      2,
      /the type `ENTITY` is used once/u,
      bad,
    ),
    accepted(
      'an emoji before the span, in UTF-16',
      second('2-1\t8-10\t😀\t_\t\n2-2\t11-15\tOslo\tLOC\t\n', '😀 Oslo'),
      2,
    ),
    warned(
      'rows of parts of words',
      second(`${IN}${OSLO}2-2.1\t11-13\tOs\tLOC\t\n`),
      2,
      /rows that speak of parts of words: 1/u,
      bad,
    ),
    warned(
      'a type the project does not know',
      second(`${IN}2-2\t11-15\tOslo\tGPE\t\n`),
      2,
      /the type `GPE` is used once/u,
      bad,
    ),
    rejected(
      'a word that is not in its text',
      second(`2-1\t8-10\tat\t_\t\n${OSLO}`),
      /the word `at` is not/u,
      bad,
    ),
    rejected('parts of words alone', second('2-2.1\t11-13\tOs\tLOC\t\n'), /the post has no words/u, bad),
    rejected(
      'offsets that are elsewhere',
      second(`${IN}2-2\t90-94\tOslo\tLOC\t\n`),
      /the word `Oslo` is not at `90-94` of `in Oslo`/u,
      { line: 11, record: 2 },
    ),
    rejected(
      'offsets that are no numbers',
      second('2-1\tx-y\tin\t_\t\n', 'in'),
      /the word `in` is not at `x-y`/u,
      bad,
    ),
    rejected('a row that breaks off', second(`${IN}2-2\t11-15\tOslo`), /has 3 columns; expected the token/u, {
      line: 11,
      record: 2,
    }),
    rejected('an empty word', second(`2-1\t8-10\t\t_\t\n`), /has no token/u, bad),
    rejected(
      'two values on one word',
      second(`${IN}2-2\t11-15\tOslo\tLOC|ORG\t\n`),
      /overlap; expected flat spans/u,
      bad,
    ),
    rejected('a byte that is no UTF-8', 'x', /not valid utf-8 text/u, bad),
    rejected(
      'no layer in the header',
      `#FORMAT=WebAnno TSV 3.3\n\n\n${ADA}`,
      /the header names no layer of spans/u,
      { line: null },
    ),
    rejected(
      'two layers of entities',
      `#FORMAT=WebAnno TSV 3.3\n${SP}\n#T_SP=my.Entity|kind\n\n\n${ADA}`,
      /the header names 2 layers of spans/u,
      { line: null },
    ),
    rejected('a column nobody knows', HEAD + ADA, /no column is named `kind`/u, {
      line: null,
      options: { columns: { spans: 'kind' } },
    }),
    rejected('a header and nothing else', HEAD, /the file holds no posts/u, { line: null }),
  ].map((each) =>
    each.what === 'a byte that is no UTF-8'
      ? { ...each, content: () => Buffer.from(second('2-1\t8-12\tCaf\u00e9\t_\t\n', 'x'), 'latin1') }
      : each,
  ),
}
