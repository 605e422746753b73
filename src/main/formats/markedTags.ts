import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { fromIob2, SCHEME_WORDS, toIob2 } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { openEnds } from './openEnds.ts'
import type { WrittenPost } from './postWriter.ts'

const KEY = 'tag scheme'

/** Where a post keeps that its tags were of another scheme than IOB2, and how they stood. */
interface MarkedTags extends JsonObject {
  readonly format: string
  readonly scheme: TagScheme
  readonly tags: readonly string[]
}

export interface UnmarkedTags {
  readonly tags: readonly string[]
  /** For the layout of the post; null: the tags are IOB2. */
  readonly layout: JsonObject | null
  /** Entities without a beginning or an end, by the indexes of their tags. */
  readonly slips: ReturnType<typeof openEnds>
}

/**
 * Tags of formats in which IOB2 is usual, as IOB2. Marks of another scheme (`E-`, `S-`, `L-`, `U-`) say of their post what
 * they mean, whatever other posts have, so that no entity is lost. `chosen`: the scheme that a person named.
 */
export function unmarkedTags(
  format: string,
  tokens: readonly string[],
  tags: readonly string[],
  chosen: TagScheme | null | undefined,
): UnmarkedTags {
  const scheme = chosen ?? schemeOfMarks(tags)
  if (scheme === 'iob2') return { tags, layout: null, slips: [] }
  const kept: MarkedTags = { format, scheme, tags }
  return { tags: toIob2(tags, scheme), layout: { [KEY]: kept }, slips: openEnds(tokens, tags, scheme) }
}

function schemeOfMarks(tags: readonly string[]): TagScheme {
  if (tags.some((tag) => /^[ES]-./su.test(tag))) return 'iobes'
  return tags.some((tag) => /^[LU]-./su.test(tag)) ? 'bilou' : 'iob2'
}

/** The scheme whose marks a post came with; null: none but those of IOB2. */
export function schemeOfPost({ layout }: Pick<ImportedPost, 'layout'>): TagScheme | null {
  return markedTags(layout)?.scheme ?? null
}

function markedTags(layout: JsonObject | null): MarkedTags | null {
  return (layout?.[KEY] ?? null) as MarkedTags | null
}

/** The tags of a post as a file of this format is to say them: as they stood, or in the scheme of the file. */
export function markedAgain({ post, tags, asRead, scheme }: WrittenPost, format: string): typeof tags {
  if (tags === null) return null
  const own = markedTags(post.layout)
  const stays = asRead && own !== null && own.format === format && (scheme ?? own.scheme) === own.scheme
  return stays ? own.tags : fromIob2(tags, scheme ?? 'iob2')
}

/** What is said of a file whose posts have such marks. */
export function marksFound(
  scheme: TagScheme,
  posts: number,
): { readonly found: string; readonly advice: string } {
  const count = posts === 1 ? '1 post, this one' : `${posts} posts, here first`
  return {
    found: `tags of ${SCHEME_WORDS[scheme]} stand in ${count}`,
    advice: 'They are read as what they mean; --scheme iob2 leaves them as they are, without labels.',
  }
}
