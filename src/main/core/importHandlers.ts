import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import type { Json } from '../../shared/domain/json.ts'
import { fileSource } from '../formats/byteSource.ts'
import { openBoxFolder } from '../import/boxFolder.ts'
import { importPosts } from '../import/importPosts.ts'
import { previewFile } from '../import/importPreview.ts'
import { openSources } from '../import/openSources.ts'
import { openRecordLists } from '../import/recordLists.ts'
import { openPictureFolder } from '../import/pictureFolder.ts'
import type { CoreParts } from './coreParts.ts'
import { requireKind } from './requireKind.ts'

/** Reading files of posts, with their pictures and captions. */
export function importHandlers({ options: { tokens }, events, project, jobs, pictures }: CoreParts) {
  const fileOf = async (token: string): Promise<string> => {
    const path = tokens.resolve(token)
    await requireKind(path, 'file')
    return path
  }
  /** A file, or a folder of documents. */
  const postsOf = async (token: string): Promise<string> => {
    const path = tokens.resolve(token)
    const kind = (await stat(path).catch(() => null))?.isDirectory() === true ? 'folder' : 'file'
    await requireKind(path, kind)
    return path
  }

  return {
    'import.preview': async ({ files, options }) => {
      const { labels } = project.need()
      const paths = await Promise.all(files.map(postsOf))
      const opened = await openSources(paths, options.format, pictures.inspect)
      try {
        const previews = []
        for (const source of opened.sources) {
          const { problems, ...preview } = await previewFile(
            source,
            { ...options, format: opened.format, nested: project.need().rules.get().nested },
            labels,
          )
          const shown = problems.map(({ severity, line, message }) => ({ severity, line, message }))
          previews.push({ ...preview, problems: shown })
        }
        return { files: previews }
      } finally {
        await opened.close()
      }
    },
    'import.start': async ({
      files,
      pictures: pictureToken,
      captions: captionToken,
      boxes: boxToken = null,
      lists,
      options,
    }) => {
      const store = project.needWritable()
      const paths = await Promise.all(files.map(postsOf))
      const captions = captionToken === null ? null : await fileOf(captionToken)
      const folder = pictureToken === null ? null : tokens.resolve(pictureToken)
      if (folder !== null) await requireKind(folder, 'folder')
      const boxFolder = boxToken === null ? null : tokens.resolve(boxToken)
      if (boxFolder !== null) await requireKind(boxFolder, 'folder')
      const listsPath = lists === undefined ? null : tokens.resolveNew(lists.token, lists.name)
      const title = `Import ${paths.length === 1 ? basename(paths[0] ?? '') : `${paths.length} files`}`
      return jobs.start('import', title, async ({ signal, progress }) => {
        if (store.posts.count() > 0) await store.snapshot('import')
        const opened = await openSources(paths, options.format, pictures.inspect)
        const records = listsPath === null ? null : await openRecordLists()
        try {
          const report = await importPosts({
            target: store,
            sources: opened.sources,
            options: { ...options, format: opened.format, nested: store.rules.get().nested },
            captions: captions === null ? opened.captions : await fileSource(captions),
            pictures: folder === null ? null : await openPictureFolder(folder, pictures.inspect),
            ...(boxFolder === null ? {} : { boxes: await openBoxFolder(boxFolder) }),
            signal,
            onProgress: progress,
            ...(records === null ? {} : { lists: records }),
          })
          if (listsPath !== null) await records?.save(listsPath, report.outcome === 'rejected')
          if (report.outcome !== 'rejected') {
            events.emit('store.changed', { topics: ['project', 'posts'], postIds: null })
          }
          return report as unknown as Json
        } finally {
          await opened.close()
          await records?.close()
        }
      })
    },
  } satisfies Partial<Handlers>
}
