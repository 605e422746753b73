import type { ProjectStore } from '../store/types.ts'
import { postsWithProblems } from './lintReport.ts'
import type { TaggedPost } from './lintReport.ts'
import { repairTags } from './repairTags.ts'
import type { RepairRule } from './repairTags.ts'

const CHUNK = 200

export interface RepairPreview {
  readonly posts: number
  /** Single tags that would change. */
  readonly tags: number
  readonly examples: {
    readonly postId: number
    readonly externalId: string
    readonly tokens: string[]
    readonly before: string[]
    readonly after: string[]
  }[]
}

/** What a rule would do, without doing it. */
export function previewRepair(
  store: Pick<ProjectStore, 'posts' | 'labels'>,
  rule: RepairRule,
  { examples: wanted }: { readonly examples: number },
): RepairPreview {
  const examples: RepairPreview['examples'] = []
  let posts = 0
  let tags = 0
  for (const { post, after } of changes(store, rule)) {
    posts++
    tags += after.filter((tag, index) => tag !== post.tags[index]).length
    if (examples.length < wanted)
      examples.push({
        postId: post.id,
        externalId: post.externalId,
        tokens: [...post.tokens],
        before: [...post.tags],
        after: [...after],
      })
  }
  return { posts, tags, examples }
}

export interface RepairProgress {
  readonly repairId: number
  readonly done: number
  /** Posts that were corrected meanwhile and so were left alone. */
  readonly left: readonly number[]
}

/**
 * Applies a rule to every post with a tag problem, in small transactions, as one logged change that
 * `tagRepairs.undo` takes back. Yields after each; the caller lets other work run, or stops.
 */
export function* repairPosts(
  store: Pick<ProjectStore, 'posts' | 'labels' | 'tagRepairs'>,
  { rule, author, at }: { readonly rule: RepairRule; readonly author: string; readonly at: string },
): Generator<RepairProgress, void> {
  const repairId = store.tagRepairs.begin({ rule, author, at })
  const left: number[] = []
  let done = 0
  let chunk: { post: TaggedPost; after: readonly string[] }[] = []
  const flush = (): RepairProgress => {
    const outcome = store.tagRepairs.apply(
      repairId,
      chunk.map(({ post, after }) => ({ postId: post.id, expectedRevision: post.revision, tags: after })),
    )
    done += outcome.changed
    left.push(...outcome.left)
    chunk = []
    return { repairId, done, left: [...left] }
  }
  for (const change of changes(store, rule)) {
    chunk.push(change)
    if (chunk.length === CHUNK) yield flush()
  }
  yield flush()
}

function* changes(
  store: Pick<ProjectStore, 'posts' | 'labels'>,
  rule: RepairRule,
): Generator<{ readonly post: TaggedPost; readonly after: readonly string[] }> {
  const labels = new Set(store.labels.map((label) => label.name))
  for (const post of postsWithProblems(store)) {
    const after = repairTags(post, rule, labels)
    if (after.some((tag, index) => tag !== post.tags[index])) yield { post, after }
  }
}
