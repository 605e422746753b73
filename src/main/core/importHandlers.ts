import type { Handlers } from '../../shared/api/contract.ts'
import type { Json } from '../../shared/domain/json.ts'
import { fileSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { importPosts } from '../import/importPosts.ts'
import { previewFile } from '../import/importPreview.ts'
import { openPictureFolder } from '../import/pictureFolder.ts'
import type { CoreParts } from './coreParts.ts'
import { requireKind } from './requireKind.ts'

/** Reading files of posts, with their pictures and captions. */
export function importHandlers({ options: { tokens }, events, project, jobs, pictures }: CoreParts) {
  const sourceOf = async (token: string): Promise<ByteSource> => {
    const path = tokens.resolve(token)
    await requireKind(path, 'file')
    return fileSource(path)
  }

  return {
    'import.preview': async ({ files, options }) => {
      const { labels } = project.need()
      const previews = []
      for (const token of files) {
        const { problems, ...preview } = await previewFile(await sourceOf(token), options, labels)
        const shown = problems.map(({ severity, line, message }) => ({ severity, line, message }))
        previews.push({ ...preview, problems: shown })
      }
      return { files: previews }
    },
    'import.start': async ({ files, pictures: pictureToken, captions: captionToken, options }) => {
      const store = project.needWritable()
      const sources = await Promise.all(files.map(sourceOf))
      const captions = captionToken === null ? null : await sourceOf(captionToken)
      const folder = pictureToken === null ? null : tokens.resolve(pictureToken)
      if (folder !== null) await requireKind(folder, 'folder')
      const title = `Import ${sources.length === 1 ? (sources[0]?.name ?? '') : `${sources.length} files`}`
      return jobs.start('import', title, async ({ signal, progress }) => {
        if (store.posts.count() > 0) await store.snapshot('import')
        const report = await importPosts({
          target: store,
          sources,
          options,
          captions,
          pictures: folder === null ? null : await openPictureFolder(folder, pictures.inspect),
          signal,
          onProgress: progress,
        })
        if (report.outcome !== 'rejected') {
          events.emit('store.changed', { topics: ['project', 'posts'], postIds: null })
        }
        return report as unknown as Json
      })
    },
  } satisfies Partial<Handlers>
}
