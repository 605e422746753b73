import type { Json } from '../../../shared/domain/json.ts'
import { spellOut } from '../../../shared/domain/visibleText.ts'

/** A post that a refusal is about, with the reason. */
export interface RefusedPost {
  readonly externalId: string
  readonly reason: string
}

/** The posts in the details of a failure; none where it is not about posts. */
export function refusedPosts(details: Json): readonly RefusedPost[] {
  if (typeof details !== 'object' || details === null || !('refused' in details)) return []
  return details.refused as unknown as readonly RefusedPost[]
}

const SHOWN = 10

/** The first of them for people. */
export function refusedLines(posts: readonly RefusedPost[]): string[] {
  const more = posts.length - SHOWN
  return [
    ...posts.slice(0, SHOWN).map(({ externalId, reason }) => `  ${spellOut(externalId)}: ${reason}`),
    ...(more > 0 ? [`  … and ${more} more (--json lists all)`] : []),
  ]
}
