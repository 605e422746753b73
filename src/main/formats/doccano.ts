import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { COMMON_PARTS, commonFields, commonKeys, statedTokens, textPost } from './commonKeys.ts'
import { fileSpans, optionalText } from './jsonlFields.ts'
import { idOf, readJsonPosts, warnOfNumbers } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf, objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import { isTextRegion } from './labelStudioResult.ts'
import type { FileSpan } from './placedText.ts'
import type { PostFormat } from './postFormat.ts'
import type { WrittenPost } from './postWriter.ts'
import { RecordFault } from './recordFault.ts'
import { certaintyOf, jsonShape, readSample, sampleRecords } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'
import { spanRefusal, writtenSpans } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'doccano'
/** Where the layout of a post keeps what a person named the key of its labels. */
const SPANS = 'doccano spans'
const JOINTS: Joints = { open: '', between: '\n', close: '\n' }
/** Keys under which versions of doccano keep labels: 1.5 and later, 1.0, relation projects, before 1.0. */
const LABEL_KEYS = ['label', 'labels', 'entities', 'annotations'] as const
const ENTITY_KEYS = { start: 'start_offset', end: 'end_offset', type: 'label', mention: null }
/** Other tools write the same records with shorter keys. */
const SHORT_KEYS = { start: 'start', end: 'end', type: 'label', mention: null }

/**
 * doccano's JSONL of text and labels: `{"text", "label": [[start, end, type], …]}`, offsets in code points. Files of
 * relation projects (`entities`) and of old versions (`labels`, `annotations`, a JSON list) are read as well. A project
 * that counts grapheme clusters does not say so in its file: where only they fit, the record is refused with that advice.
 */
export const doccano: PostFormat = {
  name: NAME,
  title: 'JSON objects with text and label offsets, of doccano',
  variants: [
    {
      name: 'jsonl',
      extension: 'jsonl',
      carries: [
        'id',
        'tokens',
        'text',
        'picture',
        'caption',
        'split',
        'unlabelled',
        'meta',
        'nested',
        'subtokens',
      ],
    },
  ],

  matches(sample) {
    const records = sampleRecords(sample)
    const certainty = certaintyOf(records, isRecord)
    if (certainty === null) return null
    const labelled = records.some((record) => isRecord(record) && hasSpans(record))
    if (labelled) return { certainty, as: 'text with label offsets of doccano' }
    return records.every(isBare)
      ? { certainty: 'likely', as: 'text without labels, as doccano has it' }
      : null
  },

  columnParts: () => [...COMMON_PARTS, 'text', 'spans'],

  async *read(source, options) {
    const shape = jsonShape(await readSample(source, options.encoding))
    yield* readJsonPosts(source, options, shape, postOf)
  },

  refuses: (written, { offsets }) => unknownRefusal(written) ?? spanRefusal(written, offsets ?? 'codepoint'),

  open({ options, bom, oneFile }) {
    const joiner = new RecordJoiner(NAME, 'jsonl', JOINTS, { bom, oneFile })
    return {
      record: (written) =>
        joiner.record(
          written.post,
          asRead(written, NAME, 'jsonl') ?? JSON.stringify(recordOf(written, options.offsets ?? 'codepoint')),
        ),
      end: () => joiner.end(),
    }
  },
}

/** An object with a text; one that also speaks of spans by words or of tasks is another tool's. */
function isRecord(record: JsonObject): boolean {
  const foreign = [
    'tokens',
    'tags',
    'spans',
    'ner_tags',
    'answer',
    'result',
    'paragraphs',
    'annotator',
    'annotation_id',
  ]
  return (
    typeof record[textKeyOf(record)] === 'string' &&
    !LABEL_KEYS.some((key) => isList(record[key]) && record[key].some(isTextRegion)) &&
    !foreign.some((key) => key in record && !(key === 'tokens' && 'label' in record))
  )
}

/** A text that nobody labelled yet. */
function isBare(record: JsonObject): boolean {
  return isRecord(record) && LABEL_KEYS.every((key) => (record[key] ?? null) === null)
}

/** Versions 1.3 and 1.4 wrote `data`. */
function textKeyOf(record: JsonObject): 'text' | 'data' {
  return !('text' in record) && typeof record['data'] === 'string' ? 'data' : 'text'
}

function postOf(given: JsonValue, context: RecordContext): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  warnOfNumbers(given.numbersAsText, record['id'], context)
  const { columns } = context.options
  const textKey = columns?.['text'] ?? textKeyOf(record)
  const text = optionalText(record, textKey)
  if (text === null) throw new RecordFault(`\`${textKey}\` is missing`, 'the text of the post')
  const list = spanList(record, columns?.['spans'] ?? null)
  if (list === null && LABEL_KEYS.some((key) => Array.isArray(record[key])))
    context.warn('its labels are of the text as a whole', 'They are kept in `meta`; no word has a label.')
  if (list !== null) noteOtherLists(record, list.key, context)
  const words = statedTokens(record, text)
  const own = [textKey, ...(list === null ? [] : [list.key]), ...(words === null ? [] : ['tokens'])]
  return textPost(context, text, list === null ? null : spansOf(list), {
    externalId: idOf(record, context),
    usual: 'codepoint',
    unitBy: 'format',
    words,
    ...commonFields(record, own, columns),
    layout: {
      ...layoutOf(NAME, 'jsonl', { ...context.piece, raw: context.piece.text }, JOINTS),
      ...(columns?.['spans'] === undefined ? {} : { [SPANS]: columns['spans'] }),
    },
  })
}

/** A record that keeps labels under two keys says two things of its text. */
function noteOtherLists(record: JsonObject, counted: string, { warn }: RecordContext): void {
  for (const key of LABEL_KEYS)
    if (key !== counted && holdsSpans(record[key]))
      warn(
        `\`${counted}\` and \`${key}\` both hold labels`,
        `Those of \`${counted}\` count; the others are kept in \`meta\`.`,
      )
}

interface SpanList {
  readonly key: string
  readonly list: readonly Json[]
}

/** Labels of stretches of the text, or an empty list of them. */
function hasSpans(record: JsonObject): boolean {
  return LABEL_KEYS.some((key) => {
    const list = record[key]
    return Array.isArray(list) && !(list as readonly Json[]).some((each) => typeof each === 'string')
  })
}

/** Labels of stretches of the text, at least one. */
function holdsSpans(list: Json | undefined): boolean {
  return isList(list) && list.some((each) => typeof each === 'object' && each !== null)
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** Null: the record is not labelled, or its labels are of texts as a whole (which stay in `meta`). */
function spanList(record: JsonObject, chosen: string | null): SpanList | null {
  const key = chosen ?? LABEL_KEYS.find((each) => Array.isArray(record[each]))
  const list = key === undefined ? null : (record[key] ?? null)
  if (key === undefined || list === null) return null
  if (!Array.isArray(list)) throw new RecordFault(`\`${key}\` is ${kindOf(list)}`, 'a list of spans')
  const items = list as readonly Json[]
  return items.length > 0 && items.every((each) => typeof each === 'string') ? null : { key, list: items }
}

function spansOf({ key, list }: SpanList): FileSpan[] {
  const objects = list.map((item, index): Json => {
    if (!Array.isArray(item)) return numberedType(item)
    const [start, end, label, ...rest] = item as readonly Json[]
    if (rest.length > 0 || label === undefined)
      throw new RecordFault(`span ${index + 1} is a list of ${item.length}`, '[start, end, "PER"]')
    return numberedType({ start_offset: start ?? null, end_offset: end ?? null, label })
  })
  return fileSpans(objects, key, keysOf(objects))
}

function keysOf(spans: readonly Json[]): typeof ENTITY_KEYS {
  const [first] = spans
  const short = first !== null && typeof first === 'object' && 'start' in first && 'end' in first
  return short ? SHORT_KEYS : ENTITY_KEYS
}

/** Old files name labels by their numbers; the number is the type until the person maps it. */
function numberedType(item: Json): Json {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return item
  const { label } = item as JsonObject
  return typeof label === 'number' ? { ...(item as JsonObject), label: String(label) } : item
}

function recordOf(written: WrittenPost, unit: Parameters<typeof writtenSpans>[1]): JsonObject {
  const { post, tags } = written
  const spans = writtenSpans(written, unit)
  const triples = spans.map(({ start, end, type }): Json => [start, end, type])
  const source = sourceLayout(post, NAME, 'jsonl')
  const raw = source === null ? null : (JSON.parse(source.raw) as JsonObject)
  if (raw === null)
    return {
      id: post.externalId,
      text: post.text,
      ...(tags === null ? {} : { label: triples }),
      ...commonKeys(written),
    }
  const named = (post.layout?.[SPANS] ?? null) as string | null
  const list = spanList(raw, named)
  if (list === null) return { ...raw, [named ?? 'label']: triples }
  const first = list.list[0]
  if (first === undefined ? list.key !== 'entities' : Array.isArray(first))
    return { ...raw, [list.key]: triples }
  return { ...raw, [list.key]: entities(list.list as readonly JsonObject[], spans) }
}

/** Spans that stay keep their ids, to which relations point; new ones get the next numbers. */
function entities(before: readonly JsonObject[], spans: ReturnType<typeof writtenSpans>): Json {
  const numbered = before.some(({ id }) => id !== undefined)
  const keys = keysOf(before)
  let next = Math.max(0, ...before.map(({ id }) => (typeof id === 'number' ? id : 0)))
  return spans.map(({ start, end, type }): Json => {
    const known = before.find(
      (each) => each[keys.start] === start && each[keys.end] === end && each[keys.type] === type,
    )
    const id = numbered && known === undefined ? { id: ++next } : {}
    return known ?? { ...id, [keys.type]: type, [keys.start]: start, [keys.end]: end }
  })
}
