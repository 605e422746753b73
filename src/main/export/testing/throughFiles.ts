import { expect } from 'vitest'
import type { ImportedPost } from '../../../shared/domain/post.ts'
import { importPosts } from '../../import/importPosts.ts'
import type { ImportReport } from '../../import/importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../../import/importTypes.ts'
import { openSources } from '../../import/openSources.ts'
import { publishPosts } from '../../store/store.fixture.ts'
import type { Workshop } from '../../store/store.fixture.ts'
import type { ProjectStore } from '../../store/types.ts'
import type { Variant } from '../../formats/postWriter.ts'
import { exportPosts } from '../exportPosts.ts'
import type { ExportReport } from '../exportJob.ts'
import type { ExportOptions } from '../exportTypes.ts'

export function optionsFor(format: string, variant: string): ExportOptions {
  return { format, variant, which: 'all', tags: 'gold', miscAsOther: false }
}

/** A project that holds these posts. */
export function projectOf(workshop: Workshop, posts: readonly ImportedPost[]): ProjectStore {
  const store = workshop.create()
  publishPosts(store, posts)
  return store
}

/** What a file, or a folder of files, of a variant is called. */
export function fileName({ extension, severalFiles }: Variant): string {
  return severalFiles === true ? 'out' : `out.${extension}`
}

export function write(source: ProjectStore, path: string, options: ExportOptions): Promise<ExportReport> {
  return exportPosts({ source, path, options, author: 'Ada', at: '2026-01-01T00:00:00.000Z' })
}

/** Imports what was written into a new project; a refusal fails the test with its messages. */
export async function read(
  workshop: Workshop,
  path: string,
  format: string,
): Promise<{ readonly store: ProjectStore; readonly report: ImportReport }> {
  const store = workshop.create()
  const opened = await openSources([path], format, () => Promise.reject(new Error('there are no pictures')))
  const report = await importPosts({
    target: store,
    sources: opened.sources,
    options: { ...DEFAULT_IMPORT_OPTIONS, format: opened.format },
    captions: null,
    pictures: null,
  })
  await opened.close()
  expect([
    report.outcome,
    report.files.flatMap(({ problems }) => problems.map(({ message }) => message)),
  ]).not.toContain('rejected')
  return { store, report }
}
