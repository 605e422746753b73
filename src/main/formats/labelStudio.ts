import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { COMMON_PARTS, commonFields, commonKeys, statedTokens, textPost } from './commonKeys.ts'
import { idOf, readJsonPosts, warnOfNumbers } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf, objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import {
  annotatedSpans,
  annotationsOf,
  goldAnnotation,
  goldResult,
  isTextRegion,
  withSpans,
  workOf,
} from './labelStudioResult.ts'
import type { PostFormat } from './postFormat.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { certaintyOf, jsonShape, readSample, sampleRecords } from './sample.ts'
import { asRead, layoutOf, RecordJoiner, sourceLayout } from './sourceLayout.ts'
import type { Joints } from './sourceLayout.ts'
import { spanRefusal } from './writtenSpans.ts'
import { unknownRefusal } from './unknownWords.ts'

const NAME = 'label-studio'
const JOINTS: Joints = { open: '[\n', between: ',\n', close: '\n]\n' }
const OWN_MIN = ['annotator', 'annotation_id', 'created_at', 'updated_at', 'lead_time']

/**
 * Tasks of Label Studio: full JSON (`data`, `annotations`, `predictions`) and JSON-MIN (one flat object a task). Labels are
 * those of the annotation marked as ground truth, else of the first that was not cancelled; predictions and further annotations stay in `meta` and are never
 * gold. Offsets are code points or UTF-16, per task whichever makes every slice the words the region states.
 */
export const labelStudio: PostFormat = {
  name: NAME,
  title: 'tasks with annotations, of Label Studio',
  variants: [
    {
      name: 'json',
      extension: 'json',
      carries: [
        'id',
        'tokens',
        'text',
        'picture',
        'caption',
        'split',
        'unlabelled',
        'scores',
        'meta',
        'nested',
        'subtokens',
      ],
    },
    {
      name: 'json-min',
      extension: 'min.json',
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
    const full = certaintyOf(records, isTask)
    if (full !== null) {
      // Tasks that were never taken in by the program: a list of `data`, and nothing in it is its alone.
      const certainty = records.some(hasWork) ? full : 'likely'
      return { certainty, as: 'tasks of Label Studio' }
    }
    const minimal = certaintyOf(records, (record) => typeof record['text'] === 'string')
    return minimal !== null && records.some(isMinimal)
      ? { certainty: minimal, as: 'JSON-MIN tasks of Label Studio' }
      : null
  },

  columnParts: () => [...COMMON_PARTS, 'text'],

  async *read(source, options) {
    const shape = jsonShape(await readSample(source, options.encoding))
    yield* readJsonPosts(source, options, shape, postOf)
  },

  refuses: (written, { offsets }) => unknownRefusal(written) ?? spanRefusal(written, offsets ?? 'codepoint'),

  open({ options, bom, oneFile }) {
    const { variant } = options
    const joiner = new RecordJoiner(NAME, variant, JOINTS, { bom, oneFile })
    const text = (written: WrittenPost): string =>
      asRead(written, NAME, variant) ??
      JSON.stringify((variant === 'json' ? taskOf : minimalOf)(written, options.offsets ?? 'codepoint'))
    let record = 0
    return {
      record: (written) => {
        record++
        return joiner.record(written.post, text(written))
      },
      end: () => (record === 0 ? '' : joiner.end()),
    }
  },
}

function isTask({ data }: JsonObject): boolean {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function hasWork(record: JsonObject): boolean {
  return ['annotations', 'completions', 'predictions', 'result', 'inner_id', 'drafts'].some(
    (key) => key in record,
  )
}

/** One of its values is a list of regions with `labels`, or it names its annotator. */
function isMinimal(record: JsonObject): boolean {
  return regionKey(record) !== null || 'annotation_id' in record
}

function regionKey(record: JsonObject): string | null {
  const found = Object.entries(record).find(
    ([, value]) => Array.isArray(value) && (value as readonly Json[]).some(isTextRegion),
  )
  if (found !== undefined) return found[0]
  // A task without regions keeps its empty list under the name the others have.
  const empty = ['label', 'labels', 'ner'].find(
    (key) => Array.isArray(record[key]) && record[key].length === 0,
  )
  return 'annotation_id' in record ? (empty ?? null) : null
}

function postOf(given: JsonValue, context: RecordContext): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  warnOfNumbers(given.numbersAsText, record['id'], context)
  const { data } = record
  const full = typeof data === 'object' && data !== null && !Array.isArray(data)
  const fields = full ? (data as JsonObject) : record
  const textKey = textKeyOf(fields, context)
  const text = fields[textKey] as string
  const minimalKey = full ? null : regionKey(record)
  const result = full ? goldResult(record, context) : minimalResult(record, minimalKey)
  const words = statedTokens(fields, text)
  const own = [textKey, ...(words === null ? [] : ['tokens']), ...(minimalKey === null ? [] : [minimalKey])]
  const common = commonFields(fields, full ? own : [...own, ...OWN_MIN], context.options.columns)
  const annotated = result === null ? null : annotatedSpans(result, text, context)
  const ofTask = { ...(full ? otherKeys(record) : {}), ...annotated?.others }
  return textPost(context, text, annotated?.spans ?? null, {
    externalId: idOfTask(record, fields, context),
    usual: 'codepoint',
    unitBy: 'mentions',
    words,
    ...common,
    meta: withWork(common.meta, ofTask),
    layout: layoutOf(NAME, full ? 'json' : 'json-min', { ...context.piece, raw: context.piece.text }, JOINTS),
  })
}

/** The regions of a task of JSON-MIN; null: nobody has annotated it. */
function minimalResult(record: JsonObject, key: string | null): readonly Json[] | null {
  if (key !== null) return record[key] as readonly Json[]
  return 'annotation_id' in record ? [] : null
}

/** `meta` with what is kept of the task. */
function withWork(meta: JsonObject | null, work: JsonObject): JsonObject | null {
  if (Object.keys(work).length === 0) return meta
  return { ...meta, task: { ...workOf(meta?.['task']), ...work } }
}

/** What a person must still be able to find: what models said, and what others annotated. */
function otherKeys(record: JsonObject): JsonObject {
  const annotations = annotationsOf(record)
  const others = annotations.filter((each) => each !== goldAnnotation(annotations))
  const predictions = record['predictions'] ?? []
  return {
    ...(Array.isArray(predictions) && predictions.length > 0 ? { predictions } : {}),
    ...(others.length > 0 ? { otherAnnotations: others } : {}),
  }
}

function textKeyOf(fields: JsonObject, { options }: RecordContext): string {
  const chosen = options.columns?.['text']
  const isText = (key: string): boolean => typeof fields[key] === 'string'
  if (chosen !== undefined) {
    if (isText(chosen)) return chosen
    throw new RecordFault(`\`${chosen}\` of the task is ${kindOf(fields[chosen])}`, 'the text of the post')
  }
  if (isText('text')) return 'text'
  const others = Object.keys(fields).filter(
    (key) =>
      isText(key) && !/^(?:https?:|s3:|gs:|data:|\/)|\.(?:jpe?g|png|webp|gif)$/iu.test(fields[key] as string),
  )
  const [only] = others
  if (only !== undefined && others.length === 1) return only
  throw new RecordFault(
    others.length === 0
      ? 'the task has no text'
      : `the task has ${others.length} texts (${others.map((key) => quoted(key)).join(', ')})`,
    'one of them named as the text (--columns text=NAME)',
  )
}

/** An id in the data is the user's own; the one of the task is Label Studio's. */
function idOfTask(record: JsonObject, fields: JsonObject, context: RecordContext): string {
  const { stem, record: number, options } = context
  if (options.columns?.['id'] !== undefined) return idOf(fields, context)
  for (const id of [fields['id'], record['id']]) {
    if (typeof id === 'string' && id !== '') return id
    if (typeof id === 'number') return String(id)
  }
  return `${stem}-${number}`
}

type Unit = Parameters<typeof withSpans>[2]

function taskOf(written: WrittenPost, unit: Unit): JsonObject {
  const { post, tags, scores } = written
  const source = sourceLayout(post, NAME, 'json')
  if (source !== null) return withSpans(JSON.parse(source.raw) as JsonObject, written, unit)
  const { task, ...common } = commonKeys(written)
  const kept = workOf(task)
  const data = { id: post.externalId, text: post.text, ...common, ...(kept === null ? { task } : {}) }
  const predictions = kept?.['predictions']
  const bare: JsonObject = { data, ...(predictions === undefined ? {} : { predictions }) }
  const others = (kept?.['otherAnnotations'] ?? []) as readonly Json[]
  if (tags === null) return scores === null ? { ...bare, annotations: others } : bare
  const labelled = withSpans(bare, written, unit)
  if (others.length === 0 || scores !== null) return labelled
  return { ...labelled, annotations: [...(labelled['annotations'] as readonly Json[]), ...others] }
}

function minimalOf(written: WrittenPost, unit: Unit): JsonObject {
  const { post, tags } = written
  const source = sourceLayout(post, NAME, 'json-min')
  const raw = source === null ? null : (JSON.parse(source.raw) as JsonObject)
  const key = raw === null ? 'label' : (regionKey(raw) ?? 'label')
  const base = raw ?? { id: post.externalId, text: post.text, ...commonKeys(written) }
  if (tags === null) return base
  const { annotations } = withSpans({}, { ...written, scores: null }, unit)
  const [annotation] = annotations as readonly JsonObject[]
  const regions = (annotation?.['result'] as readonly JsonObject[]).map((region) => region['value'] ?? null)
  return { ...base, [key]: regions, annotation_id: base['annotation_id'] ?? 1 }
}
