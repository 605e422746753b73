import type { MentionRequest } from '../../shared/domain/bulkChange.ts'
import type { Span } from '../../shared/domain/span.ts'

/** The change of all other mentions of the words of a span, in posts that are not reviewed. */
export function mentionRequest(postId: number, { start, end, type }: Span): MentionRequest {
  return { kind: 'mention', postId, start, end, type, scope: 'project', reviewed: false }
}
