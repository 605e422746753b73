import { basename } from 'node:path'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { annotatedImport, annotatedPosts } from '../analyse/annotatedPost.ts'
import type { AnnotatedPost } from '../analyse/annotatedPost.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../import/importTypes.ts'
import { openSources } from '../import/openSources.ts'
import { readPosts } from '../import/readPosts.ts'
import type { PictureClient } from '../jobs/pictureClient.ts'
import { openProject } from '../store/openProject.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Clock } from '../system/clock.ts'
import { sameFolder } from './sameFolder.ts'

/** The work of another person, open to be read. */
export interface SecondAnnotator {
  readonly name: string
  readonly posts: AsyncIterable<AnnotatedPost>
  close(): Promise<void> | void
}

interface Opening {
  /** The project it is to be held against. */
  readonly store: ProjectStore
  readonly signal: CancelSignal
}

/** Opens the project folder of another person without touching it. Throws `refused` for the project that is open. */
export function openSecondProject(path: string, { store, signal }: Opening, clock: Clock): SecondAnnotator {
  if (sameFolder(store.folder, path))
    throw new WorkbenchError(
      'refused',
      `${basename(path)} is the project that is open. Choose the project of the second annotator.`,
    )
  const other = openProject(path, { clock, readOnly: true })
  return {
    name: annotatorName(other),
    posts: annotatedPosts(other.posts, labelsOf(store), signal),
    close: () => other.close(),
  }
}

/** Opens files of posts, or zips of them, in any format that is read. */
export async function openSecondFiles(
  paths: readonly string[],
  { store, signal }: Opening,
  pictures: PictureClient,
): Promise<SecondAnnotator> {
  const opened = await openSources(paths, DEFAULT_IMPORT_OPTIONS.format, pictures.inspect)
  const options = { ...DEFAULT_IMPORT_OPTIONS, format: opened.format, nested: store.rules.get().nested }
  const labels = labelsOf(store)
  async function* posts(): AsyncGenerator<AnnotatedPost> {
    for (const source of opened.sources)
      for await (const batch of readPosts(source, options)) {
        if (signal.aborted) throw new WorkbenchError('cancelled', 'The comparison was cancelled.')
        for (const post of batch) yield annotatedImport(post, labels)
      }
  }
  return {
    name: nameOfFiles(paths).replace(/\.[^. ]+(?= and |$)/u, ''),
    posts: posts(),
    close: () => opened.close(),
  }
}

/** The first file by its name, and how many more there are. */
export function nameOfFiles([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? basename(first) : `${basename(first)} and ${String(more.length)} more`
}

/** Who corrected the posts of a project; where that is nobody or many, the project's name. */
export function annotatorName(store: Pick<ProjectStore, 'name' | 'overview'>): string {
  const { reviewers } = store.overview()
  return reviewers.length === 0 || reviewers.length > 2 ? store.name : reviewers.join(' and ')
}

export function labelsOf({ labels }: Pick<ProjectStore, 'labels'>): ReadonlySet<string> {
  return new Set(labels.map(({ name }) => name))
}
