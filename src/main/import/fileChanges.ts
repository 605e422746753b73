import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { CHANGE_KINDS } from '../../shared/domain/fileChange.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { importedGold } from '../../shared/domain/projectTags.ts'
import { uncut } from '../../shared/domain/recut.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { ProjectStore, StoredFile, StoredPost } from '../store/types.ts'
import type { ImportSource } from './importSource.ts'
import type { ImportOptions } from './importTypes.ts'
import { KeyIndex, NumberList } from './keyIndex.ts'
import { hash53 } from './postRegister.ts'
import { readPosts } from './readPosts.ts'

/** The part of an open project that a comparison reads. */
export interface ComparedProject {
  readonly labels: ProjectStore['labels']
  readonly files: Pick<ProjectStore['files'], 'list'>
  readonly posts: Pick<ProjectStore['posts'], 'after' | 'get'>
}

/** One difference. `stored` is null for what is new, `read` for what is gone. */
export type FileChange =
  | { readonly kind: 'added'; readonly postId: null; readonly read: ImportedPost }
  | {
      readonly kind: 'retagged' | 'corrected' | 'reworded'
      readonly postId: number
      readonly read: ImportedPost
    }
  | { readonly kind: 'gone'; readonly postId: number; readonly read: null }

export interface Comparison {
  readonly source: ImportSource
  readonly options: ImportOptions
  readonly project: ComparedProject
  /** The file of the project; every import of that name counts as part of it. */
  readonly fileId: number
  /** Gives other work its turn; throws when the comparison is no longer wanted. */
  readonly breathe: () => Promise<void>
}

/** The note that marks a post which a newer file no longer has; such a post is not compared again. */
export function goneNote(file: string): string {
  return `No longer in ${file}.`
}

/** A file of the project. Throws `not-found`. */
export function storedFile(files: ComparedProject['files'], fileId: number): StoredFile {
  const file = files.list().find(({ id }) => id === fileId)
  if (file !== undefined) return file
  throw new WorkbenchError('not-found', 'This file is no longer in the project. Choose another one.')
}

/**
 * What a changed file has that the project has not, and the other way round. Posts are matched by id and, where one id
 * is used more than once, by their order. Throws `refused` where a record of the file is bad: it would look gone.
 */
export async function* fileChanges(comparison: Comparison): AsyncGenerator<FileChange> {
  const { project, breathe } = comparison
  const labels = new Set(project.labels.map((label) => label.name))
  const known = await knownPosts(comparison)
  const occurrences = new Occurrences()
  for await (const posts of readPosts(comparison.source, comparison.options)) {
    for (const read of posts) {
      const post = known.take(occurrences.key(read.externalId))
      if (post === null) yield { kind: 'added', postId: null, read }
      else {
        const kind = changeOf(post, read, labels)
        if (kind !== null) yield { kind, postId: post.id, read }
      }
    }
    await breathe()
  }
  for (const postId of known.untaken()) yield { kind: 'gone', postId, read: null }
}

/** How many differences of each kind there are, and the first of each. */
export async function countChanges(
  comparison: Comparison,
  shown: number,
): Promise<{ readonly counts: Record<ChangeKind, number>; readonly first: readonly FileChange[] }> {
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>
  const first: FileChange[] = []
  for await (const change of fileChanges(comparison)) if (++counts[change.kind] <= shown) first.push(change)
  return { counts, first }
}

function changeOf(
  post: KnownPost,
  read: ImportedPost,
  labels: ReadonlySet<string>,
): 'retagged' | 'corrected' | 'reworded' | null {
  if (post.words !== wordsOf(read)) return 'reworded'
  const gold = importedGold(read, labels)
  const sameTags = read.spans === undefined && post.tags === tagsOf(read.tags)
  if (sameTags || post.gold === goldOf(gold)) return null
  return post.corrected ? 'corrected' : 'retagged'
}

function wordsOf({ tokens, text }: Pick<ImportedPost, 'tokens' | 'text'>): number {
  return hash53(`${tokens.join('\u0001')}\u0002${text}`)
}

function tagsOf(tags: readonly string[] | null): number {
  return hash53(tags?.join('\u0001') ?? '')
}

function goldOf(spans: readonly Span[] | null): number {
  return hash53(JSON.stringify(spans?.map(({ start, end, type }) => [start, end, type]) ?? null))
}

/** Numbers the uses of an id, so that the second post of one id meets the second. */
class Occurrences {
  readonly #uses = new Map<string, number>()

  key(externalId: string): number {
    const use = this.#uses.get(externalId) ?? 0
    this.#uses.set(externalId, use + 1)
    return hash53(`${externalId}\u0000${use}`)
  }
}

interface KnownPost {
  readonly id: number
  readonly words: number
  readonly tags: number
  readonly gold: number
  readonly corrected: boolean
}

/** The stored posts of a file as hashes: fifty bytes a post. */
class KnownPosts {
  readonly #index = new KeyIndex()
  readonly #columns = {
    id: new NumberList(Float64Array),
    words: new NumberList(Float64Array),
    tags: new NumberList(Float64Array),
    gold: new NumberList(Float64Array),
    corrected: new NumberList(Uint32Array),
  }
  readonly #taken = new Set<number>()

  add(key: number, post: KnownPost): void {
    const number = this.#columns.id.push(post.id)
    this.#columns.words.push(post.words)
    this.#columns.tags.push(post.tags)
    this.#columns.gold.push(post.gold)
    this.#columns.corrected.push(Number(post.corrected))
    this.#index.add(key, number)
  }

  take(key: number): KnownPost | null {
    const number = this.#index.get(key)
    if (number === undefined) return null
    this.#taken.add(number)
    const { id, words, tags, gold, corrected } = this.#columns
    return {
      id: id.at(number),
      words: words.at(number),
      tags: tags.at(number),
      gold: gold.at(number),
      corrected: corrected.at(number) === 1,
    }
  }

  *untaken(): Generator<number> {
    for (let number = 0; number < this.#columns.id.length; number++)
      if (!this.#taken.has(number)) yield this.#columns.id.at(number)
  }
}

const BATCH = 500

async function knownPosts(comparison: Comparison): Promise<KnownPosts> {
  const { project, breathe } = comparison
  const { name } = storedFile(project.files, comparison.fileId)
  const known = new KnownPosts()
  const occurrences = new Occurrences()
  for (const { id: fileId } of project.files.list().filter((file) => file.name === name)) {
    let posts: StoredPost[]
    for (let position = 0; ; position = posts.at(-1)?.position ?? position) {
      posts = project.posts.after(position, BATCH, { fileId })
      if (posts.length === 0) break
      for (const stored of posts) {
        const post = uncut(stored)
        if (post.state.comment.includes(goneNote(name))) continue
        known.add(occurrences.key(post.externalId), {
          id: post.id,
          words: wordsOf(post),
          tags: tagsOf(post.tags),
          gold: goldOf(post.state.spans),
          corrected: post.revision > 0,
        })
      }
      await breathe()
    }
  }
  return known
}
