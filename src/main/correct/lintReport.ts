import { spansFromTags } from '../../shared/domain/bio.ts'
import type { TagProblem } from '../../shared/domain/bio.ts'
import { projectTags, readProjectTags } from '../../shared/domain/projectTags.ts'
import type { ProjectStore, StoredPost } from '../store/types.ts'

const BATCH = 500
const KINDS = ['orphan-inside', 'type-switch', 'unknown-label', 'not-a-tag'] as const

export interface LintReport {
  /** Posts whose tags have a problem. */
  readonly posts: number
  /** Gold entities of the whole project: as conlleval reads the tags, and as strict IOB2 does. */
  readonly entities: { readonly conlleval: number; readonly strict: number }
  readonly kinds: { readonly kind: TagProblem['kind']; readonly tags: number; readonly posts: number }[]
  readonly examples: {
    readonly postId: number
    readonly externalId: string
    readonly tokens: string[]
    readonly tags: string[]
    readonly problems: TagProblem[]
  }[]
}

/** What is wrong with the tags of a project. Reads only posts that have a problem. */
export function lintReport(
  store: Pick<ProjectStore, 'posts' | 'labels' | 'overview'>,
  { examples: wanted }: { readonly examples: number },
): LintReport {
  const labels = new Set(store.labels.map((label) => label.name))
  const kinds = new Map(KINDS.map((kind) => [kind, { kind, tags: 0, posts: 0 }]))
  const examples: LintReport['examples'] = []
  const conlleval = store.overview().splits.reduce((sum, split) => sum + split.spans, 0)
  let strict = conlleval
  let posts = 0
  for (const post of postsWithProblems(store)) {
    posts++
    const { problems, spans } = readProjectTags(post.tags, labels)
    strict -= spans.length - spansFromTags(projectTags(post.tags, labels), 'strict').length
    for (const kind of new Set(problems.map((problem) => problem.kind))) {
      const counts = kinds.get(kind)
      if (counts !== undefined) counts.posts++
    }
    for (const { kind } of problems) {
      const counts = kinds.get(kind)
      if (counts !== undefined) counts.tags++
    }
    if (examples.length < wanted)
      examples.push({
        postId: post.id,
        externalId: post.externalId,
        tokens: [...post.tokens],
        tags: [...post.tags],
        problems,
      })
  }
  return {
    posts,
    entities: { conlleval, strict },
    kinds: [...kinds.values()].filter((counts) => counts.tags > 0),
    examples,
  }
}

export type TaggedPost = StoredPost & { readonly tags: readonly string[] }

/** Posts whose tags still stand for gold and have a problem, in file order, a batch at a time. */
export function* postsWithProblems(store: Pick<ProjectStore, 'posts'>): Generator<TaggedPost> {
  let batch = store.posts.after(0, BATCH, { problems: true })
  while (batch.length > 0) {
    for (const post of batch) if (post.tags !== null) yield { ...post, tags: post.tags }
    batch = store.posts.after(batch.at(-1)?.position ?? 0, BATCH, { problems: true })
  }
}
