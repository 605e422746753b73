import { textCases } from './awkwardCase.ts'

// Files of each kind under a name it usually has, and the records that several groups of cases put into them.

export const imgid = textCases('tweets.txt')
export const conll = textCases('set.conll')
export const jsonl = textCases('posts.jsonl')
export const tasks = textCases('tasks.json')
export const table = textCases('posts.csv')
export const webanno = textCases('doc.tsv')
export const standoff = textCases('a.ann')

/** A file with a record on each line. */
export const lines = (...records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** A region of Label Studio. */
export const region = (start: number, end: number, text: string, label = 'PER'): object => ({
  type: 'labels',
  value: { start, end, text, labels: [label] },
})

/** A document of spaCy's JSON of version 2, of words and their tags. */
export const spacyDocument = (
  raw: string,
  ...tokens: readonly (readonly [orth: string, ner: string])[]
): object => ({
  id: 0,
  paragraphs: [{ raw, sentences: [{ tokens: tokens.map(([orth, ner]) => ({ orth, ner })) }] }],
})

/** What a document of a `.spacy` file holds. */
export const ADA_RAN = [
  { text: 'Ada', space: true, tag: 'B-PER' },
  { text: 'ran', space: false, tag: 'O' },
]

export const NAMED_ENTITY = 'de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity'
/** What stands above the first sentence of WebAnno TSV. */
export const WEBANNO = `#FORMAT=WebAnno TSV 3.3\n#T_SP=${NAMED_ENTITY}|value\n\n\n`
