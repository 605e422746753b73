import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import { COMMON_PARTS, commonFields, metaKeys, textPost } from './commonKeys.ts'
import { fileSpans, optionalText } from './jsonlFields.ts'
import { idOf, readJsonPosts, warnOfNumbers } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf, objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import { isGap } from './placedText.ts'
import type { PlaceOptions } from './placedText.ts'
import type { PostFormat } from './postFormat.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { certaintyOf, jsonShape, readSample, sampleRecords } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'
import { writtenSpans } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'prodigy'
const JOINTS: Joints = { open: '', between: '\n', close: '\n' }
/** Views in which a person chooses among answers. */
const CHOICES = ['choice', 'classification', 'textcat']
const SPAN_KEYS = { start: 'start', end: 'end', type: 'label', mention: null }

/**
 * Prodigy's JSONL: `text`, `tokens`, `spans` in code points, `answer`. `end` is exclusive and `token_end` inclusive. Only an
 * accepted answer is gold: a rejected, ignored or binary one says nothing about the rest of the text, so its post is unlabelled.
 */
export const prodigy: PostFormat = {
  name: NAME,
  title: 'JSON lines with text, spans and answer, of Prodigy',
  variants: [
    {
      name: 'jsonl',
      extension: 'jsonl',
      carries: ['id', 'tokens', 'text', 'picture', 'caption', 'split', 'unlabelled', 'meta', 'nested'],
    },
  ],

  matches(sample) {
    const records = sampleRecords(sample)
    const certainty = certaintyOf(records, isRecord)
    const marked = records.some(
      (record) =>
        'answer' in record || '_input_hash' in record || hasLabelledSpans(record) || hasTokenObjects(record),
    )
    return certainty !== null && marked ? { certainty, as: 'text with spans and answers of Prodigy' } : null
  },

  columnParts: () => COMMON_PARTS,

  async *read(source, options) {
    const shape = jsonShape(await readSample(source, options.encoding))
    const annotators = new Map<number, Annotation>()
    yield* readJsonPosts(source, options, shape, (value, context) => postOf(value, context, annotators))
  },

  refuses: unknownRefusal,

  open({ bom, oneFile }) {
    const joiner = new RecordJoiner(NAME, 'jsonl', JOINTS, { bom, oneFile })
    return {
      record: (written) =>
        joiner.record(written.post, asRead(written, NAME, 'jsonl') ?? JSON.stringify(recordOf(written))),
      end: () => joiner.end(),
    }
  },
}

function isRecord(record: JsonObject): boolean {
  return typeof record['text'] === 'string' && !('tags' in record) && record['label'] === undefined
}

function listOf(record: JsonObject, key: string): readonly Json[] {
  const list = record[key]
  return Array.isArray(list) ? (list as readonly Json[]) : []
}

function hasLabelledSpans(record: JsonObject): boolean {
  return listOf(record, 'spans').some((span) => isObject(span) && 'label' in span)
}

function hasTokenObjects(record: JsonObject): boolean {
  return listOf(record, 'tokens').some((token) => isObject(token) && 'start' in token)
}

/** Who annotated a text first, and where. */
interface Annotation {
  readonly by: Json | undefined
  readonly line: number
}

/** Prodigy writes a record for each person who annotated a text, all with the hash of the text. */
function noteOthers(
  record: JsonObject,
  { line, warn }: RecordContext,
  annotators: Map<number, Annotation>,
): void {
  const hash = record['_input_hash']
  const by = record['_session_id'] ?? record['_annotator_id']
  if (typeof hash !== 'number') return
  const first = annotators.get(hash)
  if (first === undefined) annotators.set(hash, { by, line })
  else if (first.by !== by)
    warn(
      `its text is annotated at line ${first.line} as well, by somebody else`,
      'Both are kept; delete one if their labels differ.',
    )
}

function postOf(given: JsonValue, context: RecordContext, annotators: Map<number, Annotation>): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  warnOfNumbers(given.numbersAsText, record['id'], context)
  const text = optionalText(record, 'text')
  if (text === null) throw new RecordFault('`text` is missing', 'the text of the post')
  const gold = isGold(record, context)
  const spans = record['spans'] ?? (record['answer'] === 'accept' ? [] : null)
  // `answer` and spans that are no gold stay where they can be read, and are written back.
  const own = ['text', 'tokens', ...(gold ? ['spans', 'answer'] : [])]
  if (gold) {
    noteOtherTokens(record, context)
    noteOthers(record, context, annotators)
  }
  return textPost(context, text, gold && spans !== null ? fileSpans(spans, 'spans', SPAN_KEYS) : null, {
    externalId: idOf(record, context),
    usual: 'codepoint',
    unitBy: 'format',
    words: tokensOf(record, text, context.options.offsets ?? 'codepoint'),
    ...commonFields(record, own, context.options.columns),
    layout: layoutOf(NAME, 'jsonl', { ...context.piece, raw: context.piece.text }, JOINTS),
  })
}

/** A span says where it stands twice: by characters and, `token_end` included, by tokens. */
function noteOtherTokens(record: JsonObject, context: RecordContext): void {
  const tokens = listOf(record, 'tokens')
  for (const [index, span] of listOf(record, 'spans').entries()) {
    // What is no object is refused where spans are read.
    if (!isObject(span)) continue
    const { start, end, token_start: first, token_end: last } = span
    if (typeof first !== 'number' || typeof last !== 'number' || tokens.length === 0) continue
    const [from, to] = [partOf(tokens[first], 'start'), partOf(tokens[last], 'end')]
    if (from === start && to === end) continue
    context.warn(
      `span ${index + 1} begins and ends elsewhere by its tokens (${first} to ${last}) than by its characters`,
      'The characters count.',
    )
  }
}

function partOf(value: Json | undefined, key: string): Json | undefined {
  return value !== undefined && isObject(value) ? value[key] : undefined
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function isGold(record: JsonObject, context: RecordContext): boolean {
  const answer = record['answer'] ?? 'accept'
  if (answer === 'reject' || answer === 'ignore') {
    const meaning = answer === 'reject' ? 'that its spans are wrong' : 'nothing'
    context.warn(`the answer is \`${answer}\``, `It says ${meaning}; the post is taken in without labels.`)
    return false
  }
  if (answer !== 'accept')
    throw new RecordFault(
      `\`answer\` is ${typeof answer === 'string' ? quoted(answer) : kindOf(answer)}`,
      'accept, reject or ignore',
    )
  const [about, meaning] = partial(record) ?? [null, '']
  if (about === null) return true
  context.warn(about, `${meaning}; the post is taken in without labels.`)
  return false
}

/** What an accepted answer is about where it is not all spans of the text, and what that leaves open; null: it is. */
function partial(record: JsonObject): readonly [string, string] | null {
  // Before 1.11 only the view tells: `ner` asks of one span, `ner_manual` has all of them marked.
  const binary = record['_is_binary'] ?? record['_view_id'] === 'ner'
  if (binary === true) return ['the answer is about one span alone', 'The rest is unknown']
  const choice = 'options' in record || CHOICES.some((view) => view === record['_view_id'])
  if (!choice || Array.isArray(record['spans'])) return null
  return ['the answer is a choice about the text as a whole', 'It says nothing of spans']
}

function tokensOf(
  record: JsonObject,
  text: string,
  unit: 'codepoint' | 'utf16' | 'grapheme' | 'byte',
): PlaceOptions['tokens'] {
  const list = record['tokens'] ?? null
  if (list === null) return null
  if (!Array.isArray(list)) throw new RecordFault(`\`tokens\` is ${kindOf(list)}`, 'a list of tokens')
  const characters = new TextOffsets(text, unit)
  const tokens: string[] = []
  const offsets: number[] = []
  for (const [index, item] of (list as readonly Json[]).entries()) {
    const { text: word, start, end } = (item ?? {}) as JsonObject
    const [from, to] = [characters.toUtf16(Number(start)), characters.toUtf16(Number(end))]
    if (typeof word !== 'string' || from === null || to === null || text.slice(from, to) !== word)
      throw new RecordFault(
        `token ${index + 1} is not what stands at its offsets`,
        '`text`, `start` and `end` in code points',
      )
    // spaCy makes tokens of extra spaces; they carry no label and are no words.
    if (isGap(word)) continue
    tokens.push(word)
    offsets.push(from, to)
  }
  return { tokens, offsets }
}

function recordOf(written: WrittenPost): JsonObject {
  const { post, tags } = written
  const source = sourceLayout(post, NAME, 'jsonl')
  const spans = spansOf(written)
  if (source !== null) return { ...(JSON.parse(source.raw) as JsonObject), spans, answer: 'accept' }
  return {
    id: post.externalId,
    text: post.text,
    tokens: tokenObjects(written),
    ...(tags === null ? {} : { spans, answer: 'accept' }),
    ...(post.picture === null ? {} : { image: post.picture.name }),
    ...(post.caption === null ? {} : { caption: post.caption }),
    ...(post.split === null ? {} : { split: post.split }),
    ...metaKeys(post),
  }
}

function spansOf(written: WrittenPost): Json {
  return writtenSpans(written, 'codepoint').map(({ start, end, type }, index): Json => {
    const span = written.spans[index]
    return { start, end, token_start: span?.start ?? 0, token_end: (span?.end ?? 1) - 1, label: type }
  })
}

function tokenObjects({ post }: WrittenPost): Json {
  const characters = new TextOffsets(post.text)
  return post.tokens.map((text, id): Json => {
    const [from, to] = [post.offsets[id * 2] ?? 0, post.offsets[id * 2 + 1] ?? 0]
    const [start, end] = [characters.fromUtf16(from) ?? 0, characters.fromUtf16(to) ?? 0]
    return { text, start, end, id, ws: post.text[to] === ' ' }
  })
}
