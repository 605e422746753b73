import { spansFromTags, tagsFromSpans } from '../../shared/domain/bio.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost, PostStatus } from '../../shared/domain/post.ts'
import { compareSpans, sameSpans } from '../../shared/domain/span.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import { alignTokens, optionalText, optionalTexts, spansOfOffsets } from './jsonlFields.ts'
import type { AlignedText } from './jsonlFields.ts'
import { kindOf, parseJsonRecord } from './jsonRecord.ts'
import type { JsonRecord } from './jsonRecord.ts'
import { lineBatches } from './lineReader.ts'
import type { Line } from './lineReader.ts'
import { joinTokens, stemOf } from './postReader.ts'
import type { PostFormat } from './postFormat.ts'
import type { ReadItem, ReadOptions } from './postReader.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { wholeLines } from './sample.ts'

const KNOWN_KEYS = new Set([
  'id',
  'tokens',
  'tags',
  'text',
  'spans',
  'image',
  'caption',
  'split',
  'status',
  'meta',
])

/** Keys in which other tools keep labels; a file that has them and no `tags` is not ours. */
const FOREIGN_LABELS = ['ner_tags', 'label', 'labels', 'entities', 'annotations']

/**
 * One post a line: `{"id", "tokens", "tags", "text", "spans", "image", "caption", "split", "status", "meta"}`, of which
 * only `tokens` must be there. `tags` say what the spans are; without them `spans` (character offsets of `text`) do.
 * Keys it does not know are kept in `meta`.
 */
export const jsonl: PostFormat = {
  name: 'jsonl',
  title: 'a JSON object with tokens on each line',

  matches(sample) {
    const lines = wholeLines(sample).slice(0, 50)
    const as = 'a JSON object with tokens on each line'
    if (lines.some(isOurs)) return { certainty: 'sure', as }
    // Taken for ours all the same, so that each line can be told what it lacks.
    return lines.length > 0 && lines.every(mayBeOurs) ? { certainty: 'likely', as } : null
  },

  async *read(source, options) {
    const stem = stemOf(source.name)
    let record = 0
    for await (const batch of lineBatches(source, options)) {
      const items: ReadItem[] = []
      for (const line of batch)
        if (line.fault !== null || line.text.trim() !== '')
          items.push(readLine(line, ++record, stem, options))
      yield items
    }
  },

  refuses: () => null,
  open: () => ({ record: (written) => `${JSON.stringify(jsonlRecord(written))}\n`, end: () => '' }),
}

function isOurs(line: string): boolean {
  const record = recordOf(line)
  const tokens = record?.['tokens']
  if (record === null || !Array.isArray(tokens) || !tokens.every((token) => typeof token === 'string'))
    return false
  return record['tags'] !== undefined || !hasForeignLabels(record)
}

function mayBeOurs(line: string): boolean {
  const record = recordOf(line)
  return line.trimStart().startsWith('{') && (record === null || !hasForeignLabels(record))
}

function hasForeignLabels(record: JsonObject): boolean {
  return FOREIGN_LABELS.some((key) => key in record)
}

/** Null: not a JSON object. */
function recordOf(line: string): JsonObject | null {
  if (!line.trimStart().startsWith('{')) return null
  try {
    return parseJsonRecord(line).record
  } catch (error) {
    if (error instanceof RecordFault) return null
    throw error
  }
}

function readLine(line: Line, record: number, stem: string, options: ReadOptions): ReadItem {
  const place = { line: line.number, record, entry: null }
  try {
    if (line.fault !== null) throw new RecordFault(line.fault)
    const findings: Finding[] = []
    const warn = (found: string, advice: string): void => {
      findings.push({ severity: 'warning', ...place, found, expected: null, advice })
    }
    const post = postOf(parseJsonRecord(line.text), { line: line.number, record, stem, options, warn })
    return { kind: 'post', post, findings, firstTokenLine: null }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    const { found, expected } = error
    return {
      kind: 'refused',
      finding: { severity: 'error', ...place, found, expected, advice: 'Correct the line' },
    }
  }
}

interface Context {
  readonly line: number
  readonly record: number
  readonly stem: string
  readonly options: ReadOptions
  readonly warn: (found: string, advice: string) => void
}

function postOf({ record, numbersAsText }: JsonRecord, context: Context): ImportedPost {
  for (const number of numbersAsText)
    if (record['id'] !== number)
      context.warn(
        `the number ${quoted(number)} has more digits than a number can hold here`,
        'It is kept as text, to the digit.',
      )
  const tokens = tokensOf(record)
  const aligned = alignedText(record, tokens, context)
  return {
    externalId: idOf(record, context),
    tokens,
    tags: tagsOf(record, tokens, aligned, context),
    ...aligned,
    picture: optionalText(record, 'image'),
    caption: optionalText(record, 'caption'),
    split: optionalText(record, 'split'),
    status: statusOf(record),
    meta: metaOf(record),
    layout: typeof record['id'] === 'number' ? { jsonl: { numericId: true } } : null,
    line: context.line,
  }
}

function idOf(record: JsonObject, { stem, record: number }: Context): string {
  const id = record['id']
  if (id === undefined || id === null) return `${stem}-${number}`
  if (typeof id === 'number') return String(id)
  if (typeof id === 'string' && id !== '') return id
  throw new RecordFault(id === '' ? '`id` is empty' : `\`id\` is ${kindOf(id)}`, 'text or a number')
}

function tokensOf(record: JsonObject): readonly string[] {
  const tokens = optionalTexts(record, 'tokens')
  if (tokens === null) throw new RecordFault('`tokens` is missing', 'a list of the words of the post')
  if (tokens.length === 0) throw new RecordFault('`tokens` is empty', 'at least one word')
  const empty = tokens.indexOf('')
  if (empty >= 0) throw new RecordFault(`token ${empty + 1} is empty`, 'words of at least one character')
  return tokens
}

function alignedText(record: JsonObject, tokens: readonly string[], context: Context): AlignedText {
  const text = optionalText(record, 'text')
  if (text === null) return joinTokens(tokens)
  const { offsets, uncovered } = alignTokens(tokens, text)
  if (uncovered !== null)
    context.warn(
      `${quoted(uncovered)} in the text belongs to no token`,
      'It is shown and cannot be labelled.',
    )
  return { text, offsets }
}

function tagsOf(
  record: JsonObject,
  tokens: readonly string[],
  aligned: AlignedText,
  { options, warn }: Context,
): readonly string[] | null {
  const tags = optionalTexts(record, 'tags')
  const list: Json = record['spans'] ?? null
  const unit = options.offsets ?? 'codepoint'
  if (tags === null) {
    if (list === null) return null
    return tagsFromSpans(tokens.length, spansOrHint(list, aligned, unit))
  }
  if (tags.length !== tokens.length)
    throw new RecordFault(`${tags.length} tags stand beside ${tokens.length} tokens`, 'a tag for each token')
  const empty = tags.indexOf('')
  if (empty >= 0)
    throw new RecordFault(`the token ${quoted(tokens[empty] ?? '')} has an empty tag`, 'O or B-PER')
  if (list !== null) {
    const spans = spansOrHint(list, aligned, unit).sort(compareSpans)
    if (!sameSpans(spans, spansFromTags(tags)))
      warn('`spans` and `tags` do not say the same', 'The tags are kept, the spans are not.')
  }
  return tags
}

/** Reads spans; where only the other unit of offsets fits every mention, the refusal says so. */
function spansOrHint(
  list: Json,
  aligned: AlignedText,
  unit: 'codepoint' | 'utf16',
): ReturnType<typeof spansOfOffsets> {
  try {
    return spansOfOffsets(list, aligned, unit)
  } catch (error) {
    const other = unit === 'utf16' ? 'codepoint' : 'utf16'
    if (!(error instanceof RecordFault) || !fits(list, aligned, other)) throw error
    throw new RecordFault(error.found, `${error.expected ?? ''} (as they stand they fit --offsets ${other})`)
  }
}

function fits(list: Json, aligned: AlignedText, unit: 'codepoint' | 'utf16'): boolean {
  try {
    spansOfOffsets(list, aligned, unit)
    return true
  } catch (error) {
    if (error instanceof RecordFault) return false
    throw error
  }
}

function statusOf(record: JsonObject): PostStatus {
  const status = record['status'] ?? 'unreviewed'
  if (status === 'reviewed' || status === 'unreviewed') return status
  const shown = typeof status === 'string' ? quoted(status) : kindOf(status)
  throw new RecordFault(`\`status\` is ${shown}`, '"reviewed" or "unreviewed"')
}

/** `meta` and every key that is not ours, together. */
function metaOf(record: JsonObject): JsonObject | null {
  const meta = record['meta'] ?? null
  if (meta !== null && (typeof meta !== 'object' || Array.isArray(meta)))
    throw new RecordFault(`\`meta\` is ${kindOf(meta)}`, 'an object')
  const unknown = Object.entries(record).filter(([key]) => !KNOWN_KEYS.has(key))
  if (unknown.length === 0) return meta as JsonObject | null
  const clash = unknown.find(([key]) => meta !== null && Object.hasOwn(meta, key))
  if (clash !== undefined)
    throw new RecordFault(`${quoted(clash[0])} stands beside \`meta\` and in it`, 'each key once')
  // fromEntries defines keys, so that one called __proto__ stays a key.
  return Object.fromEntries([...Object.entries(meta ?? {}), ...unknown])
}

/** A key that has nothing to say is left out, except that `tags` and `spans` stand together or not at all. */
export function jsonlRecord({ post, tags, spans, scores }: WrittenPost): JsonObject {
  const offsets = new TextOffsets(post.text)
  const { numericId } = (post.layout?.['jsonl'] ?? {}) as { readonly numericId?: boolean }
  return {
    id: numericId === true ? Number(post.externalId) : post.externalId,
    tokens: post.tokens,
    ...(tags === null ? {} : { tags }),
    ...(post.picture === null ? {} : { image: post.picture.name }),
    ...(post.caption === null ? {} : { caption: post.caption }),
    ...(post.split === null ? {} : { split: post.split }),
    status: post.state.status,
    text: post.text,
    ...(tags === null
      ? {}
      : {
          spans: spans.map(({ start, end, type }, index) => {
            const from = post.offsets[start * 2] ?? 0
            const to = post.offsets[end * 2 - 1] ?? 0
            return {
              type,
              text: post.text.slice(from, to),
              start: offsets.toCodePoint(from) ?? 0,
              end: offsets.toCodePoint(to) ?? 0,
              ...(scores === null ? {} : { score: scores[index] ?? 0 }),
            }
          }),
        }),
    ...(post.meta === null ? {} : { meta: post.meta }),
  }
}
