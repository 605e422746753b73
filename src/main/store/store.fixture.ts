import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import type { ImportedPost, PostState } from '../../shared/domain/post.ts'
import type { Clock } from '../system/clock.ts'
import { createProject } from './createProject.ts'
import { joinedText } from './postRow.ts'
import type { Edit, ProjectStore } from './types.ts'

/** A clock that moves one second a look. */
export function steppingClock(start = Date.UTC(2026, 0, 1)): Clock {
  let now = start
  return { now: () => (now += 1000) }
}

export function importedPost(sentence: string, more: Partial<ImportedPost> = {}): ImportedPost {
  const tokens = sentence.split(' ')
  return {
    externalId: sentence,
    tokens,
    tags: null,
    ...joinedText(tokens),
    picture: null,
    caption: null,
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: 1,
    ...more,
  }
}

export function publishPosts(
  store: ProjectStore,
  posts: readonly ImportedPost[],
  name = 'posts.txt',
): number {
  const fileId = store.files.begin({ name, format: 'imgid', encoding: 'utf-8', sha256: '', layout: null })
  store.posts.insert(fileId, posts)
  store.files.publish([fileId])
  return fileId
}

export function stateWith(more: Partial<PostState>): PostState {
  return { spans: null, status: 'unreviewed', flagged: false, comment: '', ...more }
}

export function edit(more: Partial<Edit> & Pick<Edit, 'postId'>): Edit {
  return {
    editId: `edit-${crypto.randomUUID()}`,
    expectedRevision: 0,
    after: stateWith({ status: 'reviewed' }),
    author: 'Ada',
    at: '2026-01-01T00:00:00.000Z',
    undoes: null,
    ...more,
  }
}

/** A folder in memory where there is one, so that tests which are not about the disk do not wait for it. */
export function quickFolder(): string {
  const memory = '/dev/shm'
  return existsSync(memory) ? memory : tmpdir()
}

/** Makes projects in temporary folders and removes them in the end. */
export class Workshop {
  readonly #folders: string[] = []
  readonly #stores: ProjectStore[] = []

  folder(base = quickFolder()): string {
    const folder = mkdtempSync(join(base, 'vsgn-store-'))
    this.#folders.push(folder)
    return join(folder, 'a project.vsgn')
  }

  create({ base }: { readonly base?: string | undefined } = {}): ProjectStore {
    const clock = steppingClock()
    return this.closeLater(
      createProject(this.folder(base), { name: 'A project', labels: DEFAULT_LABELS, clock }),
    )
  }

  closeLater(store: ProjectStore): ProjectStore {
    this.#stores.push(store)
    return store
  }

  clear(): void {
    for (const store of this.#stores.splice(0)) store.close()
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  }
}
