import { splitTag } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'

/**
 * A post with its types in other words: `map` gives the name each type of the file is to have; an empty name says that it
 * is no label. A post that changes is no longer what its file says, so it forgets how it stood there.
 */
export function mapped(
  post: ImportedPost,
  map: Readonly<Record<string, string>> | null | undefined,
): ImportedPost {
  if (map === null || map === undefined || post.tags === null) return post
  const tags = post.tags.map((tag) => {
    const parts = splitTag(tag)
    if (parts === null || parts.prefix === 'O' || !Object.hasOwn(map, parts.type)) return tag
    const name = map[parts.type] ?? ''
    return name === '' ? 'O' : `${parts.prefix}-${name}`
  })
  const spans = post.spans
    ?.map((span) => ({ ...span, type: Object.hasOwn(map, span.type) ? (map[span.type] ?? '') : span.type }))
    .filter(({ type }) => type !== '')
  const isSame =
    tags.every((tag, index) => tag === post.tags?.[index]) &&
    (spans?.every(({ type }, index) => type === post.spans?.[index]?.type) ?? true) &&
    spans?.length === post.spans?.length
  return isSame ? post : { ...post, tags, ...(spans === undefined ? {} : { spans }), layout: null }
}
