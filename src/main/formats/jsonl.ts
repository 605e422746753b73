import { spansFromTags } from '../../shared/domain/bio.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost, PostStatus } from '../../shared/domain/post.ts'
import { sameSpans } from '../../shared/domain/span.ts'
import { COMMON_PARTS } from './commonKeys.ts'
import { alignTokens, fileSpans, optionalText, optionalTexts } from './jsonlFields.ts'
import type { AlignedText } from './jsonlFields.ts'
import { extrasOf, isExtra, regionKey } from './jsonlExtras.ts'
import { idOf, readJsonPosts, warnOfNumbers } from './jsonPosts.ts'
import type { RecordContext } from './jsonPosts.ts'
import { kindOf, objectOf } from './jsonRecord.ts'
import type { JsonValue } from './jsonRecord.ts'
import { markedAgain, unmarkedTags } from './markedTags.ts'
import { keyOf } from './namedKeys.ts'
import { placeText } from './placedText.ts'
import type { PostFormat } from './postFormat.ts'
import { joinTokens } from './postReader.ts'
import type { ReadOptions } from './postReader.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'
import { readSample, sampleRecords, wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'
import { writtenSpans } from './writtenSpans.ts'

/** Keys beside those that a person can name others for. */
const FIXED_KEYS = ['tokens', 'tags', 'spans', 'status', 'meta']
const NAMED_PARTS = [...COMMON_PARTS, 'text'] as const

/** Keys in which other tools keep labels; a file that has them and no `tags` is not ours. */
const FOREIGN_LABELS = ['ner_tags', 'label', 'labels', 'entities', 'annotations']

/**
 * One post a line: `{"id", "tokens", "tags", "text", "spans", "image", "caption", "split", "status", "flagged",
 * "comment", "commentReason", "meta"}`, of which only `tokens` must be there. `tags` say what the spans are; without them `spans` (character offsets of `text`) do.
 * Keys it does not know are kept in `meta`.
 */
export const jsonl: PostFormat = {
  name: 'jsonl',
  title: 'a JSON object with tokens on each line',

  matches(sample) {
    const records = sampleRecords(sample)
    const ours = records.filter(isOurs).length
    const theirs = records.filter((record) => !isOurs(record) && hasForeignLabels(record)).length
    const as = inLines(sample) ? 'a JSON object with tokens on each line' : 'JSON objects with tokens'
    if (ours > 0 && theirs === 0) return { certainty: 'sure', as }
    if (ours > 0) return ours < theirs ? null : { certainty: 'likely', as }
    // Taken for ours all the same, so that each line can be told what it lacks.
    const lines = wholeLines(sample)
    const opened = lines.length > 0 && lines.every((line) => line.trimStart().startsWith('{'))
    return opened && !records.some(isForeign) && !(records.length > 0 && records.every(isText))
      ? { certainty: 'likely', as }
      : null
  },

  columnParts: () => NAMED_PARTS,

  async *read(source, options) {
    const sample = await readSample(source, options.encoding)
    yield* readJsonPosts(source, options, inLines(sample) ? 'lines' : 'values', postOf)
  },

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
        'scores',
        'review',
        'meta',
        'regions',
        'nested',
      ],
    },
  ],
  refuses: () => null,
  open: () => ({ record: (written) => `${JSON.stringify(jsonlRecord(written))}\n`, end: () => '' }),
}

/** A post a line, unless the file opens a list, or an object that goes on below. */
function inLines(sample: Sample): boolean {
  return !/^\s*(?:\[|\{[ \t]*\r?\n)/u.test(sample.text)
}

function isOurs(record: JsonObject): boolean {
  const { tokens } = record
  if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === 'string')) return false
  return record['tags'] !== undefined || !hasForeignLabels(record)
}

/** Of another tool, whether or not it holds labels. */
function isForeign(record: JsonObject): boolean {
  return (
    hasForeignLabels(record) || ['answer', '_input_hash', 'data', 'paragraphs'].some((key) => key in record)
  )
}

/** A text whose words are not parted: any format of texts reads it, ours does not. */
function isText(record: JsonObject): boolean {
  return typeof record['text'] === 'string' && !('tokens' in record)
}

function hasForeignLabels(record: JsonObject): boolean {
  return FOREIGN_LABELS.some((key) => key in record)
}

function postOf(given: JsonValue, context: RecordContext): ImportedPost {
  const record = objectOf(given.value, context.piece.text)
  warnOfNumbers(given.numbersAsText, record['id'], context)
  const { columns } = context.options
  const text = (part: (typeof NAMED_PARTS)[number]): string | null =>
    optionalText(record, keyOf(part, columns))
  const tokens = tokensOf(record)
  const aligned = alignedText(text('text'), tokens)
  const { marks, ...gold } = goldIn(record, tokens, aligned, context)
  const layout = {
    ...(typeof record[keyOf('id', columns)] === 'number' ? { jsonl: { numericId: true } } : {}),
    ...marks,
  }
  return {
    externalId: idOf(record, context),
    tokens,
    ...gold,
    ...aligned,
    picture: text('image'),
    caption: text('caption'),
    split: text('split'),
    status: statusOf(record),
    ...extrasOf(record),
    meta: metaOf(record, columns),
    layout: Object.keys(layout).length === 0 ? null : layout,
    line: context.line,
  }
}

function tokensOf(record: JsonObject): readonly string[] {
  const tokens = optionalTexts(record, 'tokens')
  if (tokens === null) throw new RecordFault('`tokens` is missing', 'a list of the words of the post')
  if (tokens.length === 0) throw new RecordFault('`tokens` is empty', 'at least one word')
  const empty = tokens.indexOf('')
  if (empty >= 0) throw new RecordFault(`token ${empty + 1} is empty`, 'words of at least one character')
  return tokens
}

function alignedText(text: string | null, tokens: readonly string[]): AlignedText {
  if (text === null) return joinTokens(tokens)
  return { text, offsets: alignTokens(tokens, text) }
}

function goldIn(
  record: JsonObject,
  tokens: readonly string[],
  aligned: AlignedText,
  { options, warn }: RecordContext,
): Pick<ImportedPost, 'tags' | 'spans'> & { readonly marks?: JsonObject | null } {
  const stated = optionalTexts(record, 'tags')
  const ofSpans = record['spans'] === undefined || record['spans'] === null ? null : placedSpans()
  if (stated === null) return ofSpans ?? { tags: null }
  if (stated.length !== tokens.length)
    throw new RecordFault(
      `\`tags\` holds ${stated.length} where \`tokens\` holds ${tokens.length}`,
      'a tag for each token',
    )
  const empty = stated.indexOf('')
  if (empty >= 0)
    throw new RecordFault(`the token ${quoted(tokens[empty] ?? '')} has an empty tag`, 'O or B-PER')
  const { tags, layout: marks, slips } = unmarkedTags('jsonl', tokens, stated, options.scheme)
  for (const { found, advice } of slips) warn(found, advice)
  if (ofSpans === null) return { tags, marks }
  if (sameSpans(spansFromTags(ofSpans.tags ?? []), spansFromTags(tags))) return { ...ofSpans, tags, marks }
  warn('`spans` and `tags` do not say the same', 'The tags are kept, the spans are not.')
  return { tags, marks }

  function placedSpans(): Pick<ImportedPost, 'tags' | 'spans'> {
    const placed = placeText(aligned.text, fileSpans(record['spans'] ?? null, 'spans'), {
      unit: options.offsets,
      usual: 'codepoint',
      unitBy: 'format',
      tokens: { tokens, offsets: aligned.offsets },
      nested: options.nested ?? false,
    })
    for (const { found, advice } of placed.notes) warn(found, advice)
    return { tags: placed.tags, ...(placed.spans === undefined ? {} : { spans: placed.spans }) }
  }
}

function statusOf(record: JsonObject): PostStatus {
  const status = record['status'] ?? 'unreviewed'
  if (status === 'reviewed' || status === 'unreviewed') return status
  const shown = typeof status === 'string' ? quoted(status) : kindOf(status)
  throw new RecordFault(`\`status\` is ${shown}`, '"reviewed" or "unreviewed"')
}

/** `meta` and every key that is not ours, together. */
function metaOf(record: JsonObject, columns: ReadOptions['columns']): JsonObject | null {
  const meta = record['meta'] ?? null
  if (meta !== null && (typeof meta !== 'object' || Array.isArray(meta)))
    throw new RecordFault(`\`meta\` is ${kindOf(meta)}`, 'an object')
  const known = [...FIXED_KEYS, ...NAMED_PARTS.map((part) => keyOf(part, columns))]
  const unknown = Object.entries(record).filter(([key]) => !known.includes(key) && !isExtra(record, key))
  if (unknown.length === 0) return meta as JsonObject | null
  const clash = unknown.find(([key]) => meta !== null && Object.hasOwn(meta, key))
  if (clash !== undefined)
    throw new RecordFault(`${quoted(clash[0])} stands beside \`meta\` and in it`, 'each key once')
  // fromEntries defines keys, so that one called __proto__ stays a key.
  return Object.fromEntries([...Object.entries(meta ?? {}), ...unknown])
}

/** A key that has nothing to say is left out, except that `tags` and `spans` stand together or not at all. */
export function jsonlRecord(written: WrittenPost): JsonObject {
  const { post, scores } = written
  const tags = markedAgain(written, 'jsonl')
  const { numericId } = (post.layout?.['jsonl'] ?? {}) as { readonly numericId?: boolean }
  return {
    id: numericId === true ? Number(post.externalId) : post.externalId,
    tokens: post.tokens,
    ...(tags === null ? {} : { tags }),
    ...(post.picture === null ? {} : { image: post.picture.name }),
    ...(post.caption === null ? {} : { caption: post.caption }),
    ...(post.split === null ? {} : { split: post.split }),
    status: post.state.status,
    ...(post.state.flagged ? { flagged: true } : {}),
    ...(post.state.comment === '' ? {} : { comment: post.state.comment }),
    ...(post.state.reason === undefined ? {} : { commentReason: post.state.reason }),
    text: post.text,
    ...(tags === null
      ? {}
      : {
          spans: writtenSpans(written, 'codepoint').map(({ type, mention, start, end }, index) => ({
            type,
            text: mention,
            start,
            end,
            ...(scores === null ? {} : { score: scores[index] ?? 0 }),
          })),
        }),
    ...regionKey(written),
    ...(post.meta === null ? {} : { meta: post.meta }),
  }
}
