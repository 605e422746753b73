import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf } from './jsonRecord.ts'
import type { FileSpan } from './placedText.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { writtenSpans } from './writtenSpans.ts'

/** A region of text with labels: an item of `result` has it under `value`, one of JSON-MIN is it. */
export function isTextRegion(item: Json): boolean {
  const region = regionOf(item)
  return region !== null && 'start' in region && 'end' in region && Array.isArray(labelsOf(region))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function regionOf(item: Json): JsonObject | null {
  if (!isObject(item)) return null
  return isObject(item['value']) ? item['value'] : item
}

function labelsOf(region: JsonObject): Json | undefined {
  return region['labels'] ?? region['hypertextlabels']
}

/** What people said of a task. `completions`: before 1.0. */
export function annotationsOf(record: JsonObject): readonly JsonObject[] {
  const list = record['annotations'] ?? record['completions'] ?? []
  if (!Array.isArray(list)) throw new RecordFault(`\`annotations\` is ${kindOf(list)}`, 'a list')
  return (list as readonly Json[]).filter(isObject)
}

const isKept = (annotation: JsonObject): boolean => annotation['was_cancelled'] !== true

/** The one marked as ground truth, else the first that was not cancelled. */
export function goldAnnotation(annotations: readonly JsonObject[]): JsonObject | undefined {
  const kept = annotations.filter(isKept)
  return kept.find((each) => each['ground_truth'] === true) ?? kept[0]
}

/** The regions of the annotation that is gold; null: nobody has annotated the task. */
export function goldResult(record: JsonObject, context: RecordContext): readonly Json[] | null {
  const given = annotationsOf(record)
  const kept = given.filter(isKept)
  if (kept.length < given.length)
    context.warn(
      `annotations that were cancelled: ${given.length - kept.length} of ${given.length}`,
      'What was cancelled is no label.',
    )
  const gold = goldAnnotation(given)
  if (gold === undefined) return null
  if (kept.length > 1)
    context.warn(
      `the task has ${kept.length} annotations`,
      `The ${gold['ground_truth'] === true ? 'one marked as ground truth' : 'first'} is taken; the others are kept in \`meta\`.`,
    )
  const result = gold['result']
  if (!Array.isArray(result)) throw new RecordFault(`\`result\` is ${kindOf(result)}`, 'a list of regions')
  return result as readonly Json[]
}

/** The labels of a result. */
export interface Annotated {
  readonly spans: readonly FileSpan[]
  /** `unplaced`: the items whose words stand elsewhere than their offsets say, as they came; missing: there are none. */
  readonly others: { readonly unplaced?: readonly Json[] }
}

/**
 * What a result says of a text. Regions of other kinds (choices, boxes) are told and stay in the record. A region whose
 * words its offsets do not hold, in code points or in UTF-16, is told as well.
 */
export function annotatedSpans(result: readonly Json[], text: string, context: RecordContext): Annotated {
  const spans: FileSpan[] = []
  const unplaced: Json[] = []
  let others = 0
  for (const [index, item] of result.entries()) {
    const region = regionOf(item)
    if (region !== null) refuseOtherLabels(region, index + 1)
    if (region === null || !isTextRegion(item)) {
      others++
      continue
    }
    const span = spanOf(region, index + 1, text, context)
    if (span === null) unplaced.push(item)
    else spans.push(span)
  }
  if (others > 0)
    context.warn(
      `regions that are no labelled text (choices, boxes, relations): ${others} of ${result.length}`,
      'They are kept as they are and are no labels.',
    )
  return { spans, others: unplaced.length === 0 ? {} : { unplaced } }
}

/** A region that has a place in the text and labels of another kind would lose them. */
function refuseOtherLabels(region: JsonObject, number: number): void {
  const labels = labelsOf(region)
  if (!('start' in region && 'end' in region) || labels === undefined || Array.isArray(labels)) return
  throw new RecordFault(`\`labels\` of region ${number} is ${kindOf(labels)}`, '"labels": ["PER"]')
}

/** Null: the region is told and has no place in the text. */
function spanOf(region: JsonObject, number: number, text: string, context: RecordContext): FileSpan | null {
  const globals = region['globalOffsets']
  const place = isObject(globals) ? globals : region
  const [start, end] = [place['start'], place['end']]
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
    throw new RecordFault(`\`start\` or \`end\` of region ${number} is no whole number`, 'character offsets')
  const labels = labelsOf(region) as readonly Json[]
  const [type, ...more] = labels
  if (typeof type !== 'string' || type === '')
    throw new RecordFault(`region ${number} has no label`, '"labels": ["PER"]')
  if (more.length > 0)
    context.warn(
      `region ${number} has ${labels.length} labels`,
      `The first, ${quoted(type)}, is taken: a word has one label.`,
    )
  const stated = region['text']
  const span = { start: start as number, end: end as number, type, mention: null }
  if (typeof stated !== 'string' || stated === '') return span
  const found = (['codepoint', 'utf16'] as const).map((unit) => sliceOf(text, span, unit))
  if (found.includes(stated)) return { ...span, mention: stated }
  // Its editor writes line breaks as `\\n` and its import makes one space of several (label-studio#4929).
  const alike = found.find((slice) => spaced(slice) === spaced(stated))
  if (alike !== undefined) return { ...span, mention: alike }
  // With granularity `word` a region states a fragment of its slice (label-studio#1931); then its offsets are trusted.
  if (found.some((slice) => slice.includes(stated))) return span
  context.warn(
    `region ${number} says ${quoted(stated)} and its offsets hold ${quoted(found[0] ?? '')}`,
    'It has no place in the text and is kept in `meta` (unplaced), without a label.',
  )
  return null
}

/** Words with one space wherever there is any, spelt out as `\\n` or not. */
function spaced(text: string): string {
  return text.replaceAll(/(?:\s|\\[nrt])+/gu, ' ')
}

function sliceOf(text: string, { start, end }: FileSpan, unit: 'codepoint' | 'utf16'): string {
  const offsets = new TextOffsets(text, unit)
  return text.slice(offsets.toUtf16(start) ?? 0, offsets.toUtf16(end) ?? 0)
}

/** What {@link annotatedSpans} could not place when the post was read, as items of a result. */
function unplacedItems({ post }: WrittenPost): Json[] {
  const { unplaced } = workOf(post.meta?.['task']) ?? {}
  const items = Array.isArray(unplaced) ? (unplaced as readonly Json[]) : []
  // One of JSON-MIN is the region alone.
  return items.map((item) =>
    isObject(item) && isObject(item['value'])
      ? item
      : { from_name: 'label', to_name: 'text', type: 'labels', value: item },
  )
}

/** Keys under which `meta.task` keeps what was read of a task and is no gold. */
const WORK = ['predictions', 'otherAnnotations', 'unplaced']

/** What is kept of a task beside its gold; null: a key of that name is somebody else's. */
export function workOf(task: Json | undefined): JsonObject | null {
  if (task === undefined) return {}
  if (!isObject(task)) return null
  const isWork = Object.entries(task).every(([key, value]) => WORK.includes(key) && Array.isArray(value))
  return isWork ? task : null
}

/** A task with the spans of a post: as its first annotation where they are gold, as a prediction where a model made them. */
export function withSpans(
  task: JsonObject,
  written: WrittenPost,
  unit: Parameters<typeof writtenSpans>[1],
): JsonObject {
  const { scores } = written
  const result = writtenSpans(written, unit).map(({ start, end, mention, type }, index): Json => ({
    id: `s${index + 1}`,
    from_name: 'label',
    to_name: 'text',
    type: 'labels',
    ...(scores === null ? {} : { score: scores[index] ?? 0 }),
    value: { start, end, text: mention, labels: [type] },
  }))
  if (scores !== null) {
    const score = scores.length === 0 ? null : Math.min(...scores)
    return { ...task, predictions: [{ model_version: 'vsgn', ...(score === null ? {} : { score }), result }] }
  }
  const key = task['completions'] === undefined ? 'annotations' : 'completions'
  const list = (task[key] ?? []) as readonly JsonObject[]
  const before = goldAnnotation(list)
  const place = before === undefined ? -1 : list.indexOf(before)
  const kept = (before?.['result'] ?? []) as readonly Json[]
  const annotation: JsonObject = {
    ...before,
    result: [...result, ...unplacedItems(written), ...kept.filter((item) => !isTextRegion(item))],
  }
  return { ...task, [key]: place < 0 ? [...list, annotation] : list.with(place, annotation) }
}
