import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { spansOfRegions } from '../../shared/domain/mentionRegion.ts'
import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { LONGEST_REASON } from '../../shared/domain/projectRules.ts'
import type { WrittenPost } from './postWriter.ts'

const LONGEST_COMMENT = 10_000

/**
 * Whether a key says what a review noted, or which boxes of the picture stand for which words. Other data sets use such
 * names for things of their own; those are told by their values and kept as any unknown key.
 */
export function isExtra(record: JsonObject, key: string): boolean {
  const value = record[key]
  if (key === 'flagged') return typeof value === 'boolean'
  if (key === 'comment') return typeof value === 'string' && value.length <= LONGEST_COMMENT
  if (key === 'commentReason')
    return typeof value === 'string' && value !== '' && value.length <= LONGEST_REASON
  return key === 'regions' && holdsRegions(record)
}

export function extrasOf(
  record: JsonObject,
): Pick<ImportedPost, 'flagged' | 'comment' | 'reason' | 'regions'> {
  const { flagged, comment, commentReason: reason } = record
  return {
    ...(typeof flagged === 'boolean' ? { flagged } : {}),
    ...(typeof comment === 'string' && isExtra(record, 'comment') ? { comment } : {}),
    ...(typeof reason === 'string' && isExtra(record, 'commentReason') ? { reason } : {}),
    ...(isExtra(record, 'regions') ? { regions: regionsIn(record) } : {}),
  }
}

function holdsRegions({ image, regions }: JsonObject): boolean {
  return typeof image === 'string' && Array.isArray(regions) && regions.length > 0 && regions.every(isRegion)
}

function isRegion(value: Json): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const { text, box } = value as JsonObject
  return typeof text === 'string' && Array.isArray(box) && box.length === 4 && box.every(Number.isFinite)
}

function regionsIn(record: JsonObject): MentionRegion[] {
  const list = record['regions'] as readonly { readonly text: string; readonly box: MentionRegion['box'] }[]
  return list.map(({ text, box }) => ({ mention: text, box }))
}

/** The boxes of the picture with the numbers of the spans they stand for. */
export function regionKey({ post: { picture, tokens }, spans }: WrittenPost): JsonObject {
  const regions = picture?.regions ?? []
  if (regions.length === 0) return {}
  const linked = spansOfRegions(regions, spans, tokens)
  return {
    regions: regions.map(({ mention, box }, index) => ({ text: mention, box, spans: linked[index] ?? [] })),
  }
}
