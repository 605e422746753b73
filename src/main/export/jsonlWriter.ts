import type { JsonObject } from '../../shared/domain/json.ts'
import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import type { PostWriter, WrittenPost } from './exportTypes.ts'

/** One JSON object a line: ids, tokens, tags, the text to the character, and spans in code points of it. */
export const jsonlWriter: PostWriter = {
  name: 'jsonl',
  refuses: () => null,
  open: () => ({ record: (written) => `${JSON.stringify(jsonlRecord(written))}\n`, end: () => '' }),
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
