import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { TagProblem } from '../../shared/domain/bio.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { PostStore, RetaggedPost, StoredPost, TagRepairStore } from '../store/types.ts'
import { repairTags } from './tagRepair.ts'
import type { RepairRule } from './tagRepair.ts'

/** The part of an open project the tag check reads. */
export interface LintSource {
  readonly labels: readonly { readonly name: string }[]
  readonly posts: Pick<PostStore, 'after'>
}

const KINDS = ['orphan-inside', 'type-switch', 'unknown-label', 'not-a-tag'] as const

/** The document of `lint.report`. */
export interface LintReport {
  /** Posts whose tags still say what gold says; corrected ones are legal by construction. */
  readonly posts: number
  readonly entities: { readonly conlleval: number; readonly strict: number }
  readonly kinds: readonly {
    readonly kind: TagProblem['kind']
    readonly tags: number
    readonly posts: number
  }[]
  readonly examples: readonly {
    readonly postId: number
    readonly externalId: string
    readonly tokens: readonly string[]
    readonly tags: readonly string[]
    readonly problems: readonly TagProblem[]
  }[]
}

/** What the tags of a project hold against BIO, with entities counted in both ways of the field. */
export async function lintReport(
  source: LintSource,
  examples: number,
  signal?: CancelSignal,
): Promise<LintReport> {
  const labels = new Set(source.labels.map((label) => label.name))
  const counts = new Map(KINDS.map((kind) => [kind, { tags: 0, posts: 0 }]))
  const entities = { conlleval: 0, strict: 0 }
  const shown: LintReport['examples'][number][] = []
  let posts = 0
  for await (const { id: postId, externalId, tokens, tags } of taggedPosts(source, signal)) {
    posts++
    entities.conlleval += spansFromTags(tags).length
    entities.strict += spansFromTags(tags, 'strict').length
    const { problems } = readProjectTags(tags, labels)
    if (problems.length === 0) continue
    if (shown.length < examples) shown.push({ postId, externalId, tokens, tags, problems })
    for (const [kind, count] of counts) {
      const found = problems.filter((problem) => problem.kind === kind).length
      count.tags += found
      count.posts += found > 0 ? 1 : 0
    }
  }
  return {
    posts,
    entities,
    kinds: [...counts].map(([kind, count]) => ({ kind, ...count })),
    examples: shown,
  }
}

/** The document of `lint.previewRepair`: what a rule would change, without changing it. */
export interface RepairPreview {
  readonly posts: number
  readonly tags: number
  readonly examples: readonly {
    readonly postId: number
    readonly externalId: string
    readonly tokens: readonly string[]
    readonly before: readonly string[]
    readonly after: readonly string[]
  }[]
}

export async function previewRepair(
  source: LintSource,
  rule: RepairRule,
  examples: number,
  signal?: CancelSignal,
): Promise<RepairPreview> {
  const shown: RepairPreview['examples'][number][] = []
  let posts = 0
  let changed = 0
  for await (const { id: postId, externalId, tokens, tags: before } of taggedPosts(source, signal)) {
    const after = repairTags(rule, tokens, before)
    if (after === before) continue
    posts++
    changed += after.filter((tag, index) => tag !== before[index]).length
    if (shown.length < examples) shown.push({ postId, externalId, tokens, before, after })
  }
  return { posts, tags: changed, examples: shown }
}

export interface RepairJob {
  readonly target: LintSource & { readonly tagRepairs: Pick<TagRepairStore, 'begin' | 'apply'> }
  readonly rule: RepairRule
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly signal?: CancelSignal
  readonly onProgress?: (changed: number) => void
}

export interface RepairOutcome {
  readonly repairId: number
  readonly changed: number
  /** Posts that were corrected meanwhile and left alone. */
  readonly left: readonly number[]
}

const WRITTEN_AT_ONCE = 200

/** Applies a rule to every post, logged so that it can be taken back. Throws `cancelled`; what is done stays done. */
export async function applyRepair(job: RepairJob): Promise<RepairOutcome> {
  const { target, rule, author, at, signal } = job
  const repairId = target.tagRepairs.begin({ rule, author, at })
  const left: number[] = []
  let changed = 0
  let waiting: RetaggedPost[] = []
  const write = (): void => {
    if (waiting.length === 0) return
    const done = target.tagRepairs.apply(repairId, waiting)
    waiting = []
    changed += done.changed
    left.push(...done.left)
    job.onProgress?.(changed)
  }
  for await (const post of taggedPosts(target, signal)) {
    const tags = repairTags(rule, post.tokens, post.tags)
    if (tags === post.tags) continue
    waiting.push({ postId: post.id, expectedRevision: post.revision, tags })
    if (waiting.length === WRITTEN_AT_ONCE) write()
  }
  write()
  return { repairId, changed, left }
}

const BATCH = 500

type TaggedPost = StoredPost & { readonly tags: readonly string[] }

/** Posts whose raw tags are still in force, in file order; other work gets its turn between batches. */
async function* taggedPosts(source: LintSource, signal?: CancelSignal): AsyncGenerator<TaggedPost> {
  for (let position = 0; ;) {
    if (signal?.aborted === true) throw new WorkbenchError('cancelled', 'The tag check was cancelled.')
    const posts = source.posts.after(position, BATCH)
    for (const post of posts) if (post.tags !== null && post.tagsHold) yield { ...post, tags: post.tags }
    const last = posts.at(-1)
    if (last === undefined) return
    position = last.position
    await nextTurn()
  }
}
