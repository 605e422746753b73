import { spansFromTags, splitTag, tagProblems } from './bio.ts'
import type { TagProblem } from './bio.ts'
import { canonicalType } from './labels.ts'
import type { ImportedPost } from './post.ts'
import type { Span } from './span.ts'

/**
 * Tags in the words of a project: a type the project does not know is replaced by its canonical name when the
 * project knows that (`B-OTHER` becomes `B-MISC`). Gives the same array back when nothing changes.
 */
export function projectTags(tags: readonly string[], labels: ReadonlySet<string>): readonly string[] {
  let changed: string[] | null = null
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index] ?? 'O'
    if (tag === 'O') continue
    const parts = splitTag(tag)
    if (parts === null || labels.has(parts.type)) continue
    const canonical = canonicalType(parts.type)
    if (canonical === parts.type || !labels.has(canonical)) continue
    changed ??= [...tags]
    changed[index] = `${parts.prefix}-${canonical}`
  }
  return changed ?? tags
}

/** What imported tags mean in a project: the gold spans (read as conlleval does) and what is wrong with the tags. */
export function readProjectTags(
  tags: readonly string[],
  labels: ReadonlySet<string>,
): { readonly spans: Span[]; readonly problems: TagProblem[] } {
  const own = projectTags(tags, labels)
  const problems = tagProblems(own, labels)
  return {
    spans: spansFromTags(own),
    problems: own === tags ? problems : problems.map((one) => ({ ...one, tag: tags[one.index] ?? one.tag })),
  }
}

/** Gold of a post as its file says it, in the words of a project; null: nobody has labelled it. */
export function importedGold(
  { tags, spans }: Pick<ImportedPost, 'tags' | 'spans'>,
  labels: ReadonlySet<string>,
): Span[] | null {
  if (spans === undefined) return tags === null ? null : readProjectTags(tags, labels).spans
  return spans.map((span) => {
    const canonical = canonicalType(span.type)
    return labels.has(span.type) || !labels.has(canonical) ? span : { ...span, type: canonical }
  })
}
