import { splitTag } from '../../shared/domain/bio.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { fromIob2, toIob2 } from '../../shared/domain/tagScheme.ts'
import { allBytes } from './byteSource.ts'
import type { ByteSource } from './byteSource.ts'
import { textPost, wordsAreFound } from './commonKeys.ts'
import { FileFault } from './fileFault.ts'
import { alignTokens, fileSpans } from './jsonlFields.ts'
import { idOf, readJsonPosts } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf, objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import { isGap } from './placedText.ts'
import type { PostFormat } from './postFormat.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import type { Output, RecordWriter, WriterFile, WrittenPost } from './postWriter.ts'
import { openEnds } from './openEnds.ts'
import { RecordFault } from './recordFault.ts'
import { isDocBin, packDocBin, unpackDocBin } from './spacyDocBin.ts'
import type { DocToken } from './spacyDocBin.ts'
import { certaintyOf, jsonShape, readSample, sampleRecords, sampleValues } from './sample.ts'
import { asRead, layoutOf, RecordJoiner } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'
import { writtenSpans } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'spacy'
const JOINTS: Readonly<Record<string, Joints>> = {
  json: { open: '[\n', between: ',\n', close: '\n]\n' },
  jsonl: { open: '', between: '\n', close: '\n' },
}

/**
 * spaCy's three forms: `.spacy` (DocBin, what version 3 trains from), JSON of version 2 (BILUO in `ner`) and pairs
 * `["text", {"entities": [[start, end, type]]}]` with code points. A word marked `-` is not annotated, which is not `O`.
 */
export const spacy: PostFormat = {
  name: NAME,
  title: 'training data of spaCy (.spacy, JSON of version 2, or text and entities)',
  variants: [
    { name: 'docbin', extension: 'spacy', carries: ['tokens', 'text', 'unlabelled'] },
    { name: 'json', extension: 'json', carries: ['tokens', 'text'] },
    { name: 'jsonl', extension: 'jsonl', carries: ['text'] },
  ],

  matches(sample) {
    if (isDocBin(sample.bytes)) return { certainty: 'sure', as: 'a packed file of spaCy documents' }
    if (/\.spacy$/iu.test(sample.name))
      return { certainty: 'likely', as: 'a packed file of spaCy documents, by its name' }
    const documents = certaintyOf(sampleRecords(sample), (record) => Array.isArray(record['paragraphs']))
    if (documents !== null) return { certainty: documents, as: 'documents of spaCy version 2' }
    const certainty = certaintyOf(sampleValues(sample), isPair)
    return certainty === null ? null : { certainty, as: 'texts with entity offsets of spaCy' }
  },

  columnParts: () => [],

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    if (isDocBin(sample.bytes) || /\.spacy$/iu.test(sample.name)) yield* readDocBin(source)
    else {
      const shape = jsonShape(sample)
      yield* readJsonPosts(source, options, shape, postOf)
    }
  },

  refuses(written, { variant }) {
    const { post, tags } = written
    if (variant === 'jsonl') {
      if (!wordsAreFound(post, written.spans))
        return 'its words are not parted by space, and text with entities has no words'
      return unknownRefusal(written)
    }
    if (tags?.every((tag) => mark(tag) === '-') === true) return null
    return tokensOf(written) === null ? 'its text cannot be made of its words and single spaces' : null
  },

  open: (file) => (file.options.variant === 'docbin' ? new DocBinFile() : new JsonFile(file)),
}

function isPair(value: Json): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [text, labels] = value as readonly Json[]
  return typeof text === 'string' && typeof labels === 'object' && labels !== null && 'entities' in labels
}

async function* readDocBin(source: ByteSource): AsyncGenerator<readonly ReadItem[]> {
  const stem = stemOf(source.name)
  let docs: readonly (readonly DocToken[] | RecordFault)[]
  try {
    docs = unpackDocBin(await allBytes(source))
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    throw new FileFault(source.name, error.found, error.expected, 'Write it anew with spaCy')
  }
  yield docs.map((tokens, index): ReadItem => {
    const record = index + 1
    const place = { line: null, record, entry: null }
    if (tokens instanceof RecordFault) {
      const { found, expected } = tokens
      const advice = 'Write the document anew with spaCy'
      return { kind: 'refused', finding: { severity: 'error', ...place, found, expected, advice } }
    }
    const words = tokens.filter(({ text }) => !isGap(text))
    if (words.length === 0)
      return {
        kind: 'skipped',
        finding: {
          severity: 'warning',
          ...place,
          found: 'the document has no words',
          expected: null,
          advice: 'It holds no post.',
        },
      }
    return {
      kind: 'post',
      findings: [],
      firstTokenLine: null,
      numbered: 'record',
      post: { ...documentPost(tokens, null), externalId: `${stem}-${record}`, line: record },
    }
  })
}

/** A post of words with their spaces. Words of nothing but space, which spaCy makes of double spaces, belong to the text alone. */
function documentPost(
  all: readonly DocToken[],
  raw: string | null,
): Omit<ImportedPost, 'externalId' | 'line'> {
  const text = raw ?? all.map(({ text: word, space }) => word + (space ? ' ' : '')).join('')
  const words = all.filter(({ text: word }) => !isGap(word))
  const tokens = words.map(({ text: word }) => word)
  const offsets = alignTokens(tokens, text)
  const tags = words.map(({ tag }) => tag)
  return {
    tokens,
    tags: tags.every((tag) => tag === '-') ? null : tags,
    text,
    offsets,
    picture: null,
    caption: null,
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
  }
}

function postOf(given: JsonValue, context: RecordContext): ImportedPost {
  const { value } = given
  if (Array.isArray(value)) return pairPost(value as readonly Json[], context)
  const record = objectOf(value, context.piece.text)
  const paragraphs = record['paragraphs']
  if (!Array.isArray(paragraphs)) throw new RecordFault(`\`paragraphs\` is ${kindOf(paragraphs)}`, 'a list')
  const list = objectsOf(paragraphs as readonly Json[], 'paragraph')
  const tokens = list.flatMap((paragraph, index) => paragraphTokens(paragraph, index < list.length - 1))
  if (tokens.length === 0) throw new RecordFault('the document has no words', 'tokens with `orth` and `ner`')
  const [only] = list
  const raw = list.length === 1 && typeof only?.['raw'] === 'string' ? only['raw'] : null
  const { tags, ...post } = documentPost(tokens, raw)
  for (const { found, advice } of openEnds(post.tokens, tags ?? [], 'bilou')) context.warn(found, advice)
  return {
    ...post,
    tags: tags === null ? null : toIob2(tags, 'bilou'),
    externalId: idOf(record, context),
    layout: layoutOf(NAME, 'json', { ...context.piece, raw: context.piece.text }, JOINTS['json'] as Joints),
    line: context.line,
  }
}

/** Throws {@link RecordFault} for an item that is no object. */
function objectsOf(list: readonly Json[], name: string): readonly JsonObject[] {
  const at = list.findIndex((item) => item === null || typeof item !== 'object' || Array.isArray(item))
  if (at >= 0) throw new RecordFault(`${name} ${at + 1} is ${kindOf(list[at])}`, 'an object')
  return list as readonly JsonObject[]
}

function paragraphTokens(paragraph: JsonObject, more: boolean): DocToken[] {
  const sentences = paragraph['sentences']
  if (!Array.isArray(sentences)) throw new RecordFault(`\`sentences\` is ${kindOf(sentences)}`, 'a list')
  const tokens = objectsOf(sentences as readonly Json[], 'sentence').flatMap((sentence) => {
    const list = sentence['tokens']
    if (!Array.isArray(list)) throw new RecordFault(`\`tokens\` is ${kindOf(list)}`, 'a list')
    return objectsOf(list as readonly Json[], 'token')
  })
  return tokens.map((token, index): DocToken => {
    const { orth, ner } = token
    if (typeof orth !== 'string' || orth === '')
      throw new RecordFault(
        `\`orth\` of token ${index + 1} is ${orth === '' ? 'empty' : kindOf(orth)}`,
        'the word',
      )
    if (ner !== undefined && typeof ner !== 'string')
      throw new RecordFault(
        `\`ner\` of token ${index + 1} is ${kindOf(ner)}`,
        'O, -, or B- I- L- U- and a type',
      )
    return { text: orth, space: more || index < tokens.length - 1, tag: ner ?? '-' }
  })
}

function pairPost(value: readonly Json[], context: RecordContext): ImportedPost {
  const [text, labels] = value
  if (typeof text !== 'string')
    throw new RecordFault(`the text is ${kindOf(text)}`, '["text", {"entities": []}]')
  const { entities } = (labels ?? {}) as JsonObject
  if (!Array.isArray(entities))
    throw new RecordFault(`\`entities\` is ${kindOf(entities)}`, 'a list of spans')
  const objects = (entities as readonly Json[]).map((item): Json => {
    const [start, end, type] = Array.isArray(item) ? (item as readonly Json[]) : []
    return { start: start ?? null, end: end ?? null, type: type ?? null }
  })
  return textPost(context, text, fileSpans(objects, 'entities'), {
    externalId: `${context.stem}-${context.record}`,
    usual: 'codepoint',
    unitBy: 'format',
    words: null,
    layout: layoutOf(NAME, 'jsonl', { ...context.piece, raw: context.piece.text }, JOINTS['jsonl'] as Joints),
  })
}

/**
 * Words with their spaces; spaces beyond one are words of their own, as spaCy has it, and belong to the span they stand
 * in. Null: other characters part the words.
 */
function tokensOf({ post, tags }: WrittenPost): DocToken[] | null {
  const { text, tokens, offsets } = post
  const words: DocToken[] = []
  let at = 0
  for (const [index, token] of [...tokens, null].entries()) {
    const between = text.slice(at, token === null ? text.length : offsets[index * 2])
    if (!isGap(between)) return null
    const last = words.at(-1)
    const spaced = last !== undefined && between.startsWith(' ')
    if (spaced) words[words.length - 1] = { ...last, space: true }
    const rest = spaced ? between.slice(1) : between
    const tag = mark(tags?.[index])
    if (rest !== '') words.push({ text: rest, space: false, tag: tag.startsWith('I-') ? tag : 'O' })
    if (token === null) break
    words.push({ text: token, space: false, tag })
    at = offsets[index * 2 + 1] ?? 0
  }
  return words
}

/** A mark that is no tag says that nothing is known. */
function mark(tag: string | undefined): string {
  return tag !== undefined && (tag === 'O' || splitTag(tag) !== null) ? tag : '-'
}

class DocBinFile implements RecordWriter {
  readonly #docs: DocToken[][] = []

  record(written: WrittenPost): Output {
    this.#docs.push(tokensOf(written) ?? [])
    return ''
  }

  end(): Output {
    return packDocBin(this.#docs)
  }
}

class JsonFile implements RecordWriter {
  readonly #variant: string
  readonly #joiner: RecordJoiner
  #record = 0

  constructor({ options: { variant }, bom, oneFile }: WriterFile) {
    this.#variant = variant
    this.#joiner = new RecordJoiner(NAME, variant, JOINTS[variant] as Joints, { bom, oneFile })
  }

  record(written: WrittenPost): string {
    const id = this.#record++
    const own = asRead(written, NAME, this.#variant)
    const value = this.#variant === 'json' ? documentOf(written, id) : pairOf(written)
    return this.#joiner.record(written.post, own ?? JSON.stringify(value))
  }

  end(): string {
    return this.#joiner.end()
  }
}

function documentOf(written: WrittenPost, id: number): Json {
  const words = tokensOf(written) ?? []
  const ner = fromIob2(
    words.map(({ tag }) => tag),
    'bilou',
  )
  const tokens = words.map(({ text: orth }, index): Json => ({ id: index, orth, ner: ner[index] ?? '-' }))
  return { id, paragraphs: [{ raw: written.post.text, sentences: [{ tokens, brackets: [] }] }] }
}

function pairOf(written: WrittenPost): Json {
  const entities = writtenSpans(written, 'codepoint').map(({ start, end, type }): Json => [start, end, type])
  return [written.post.text, { entities }]
}
