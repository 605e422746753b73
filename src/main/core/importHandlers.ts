import { basename } from 'node:path'
import type { Handlers, Immutable, Params } from '../../shared/api/contract.ts'
import type { Json } from '../../shared/domain/json.ts'
import { fileSource } from '../formats/byteSource.ts'
import { addPictures } from '../import/addPictures.ts'
import { openBoxFolder } from '../import/boxFolder.ts'
import { storedFile } from '../import/fileChanges.ts'
import { importPosts } from '../import/importPosts.ts'
import { previewFile } from '../import/importPreview.ts'
import { openSources } from '../import/openSources.ts'
import { openRecordLists } from '../import/recordLists.ts'
import { openPictureFolder } from '../import/pictureFolder.ts'
import type { CoreParts } from './coreParts.ts'
import { requireKind, requirePosts } from './requireKind.ts'

type Companions = Pick<Params<'import.start'>, 'pictures' | 'captions' | 'boxes'>

/** Reading files of posts, with their pictures and captions. */
export function importHandlers({ options: { tokens }, events, project, jobs, pictures }: CoreParts) {
  const fileOf = async (token: string): Promise<string> => {
    const path = tokens.resolve(token)
    await requireKind(path, 'file')
    return path
  }
  const postsOf = async (token: string): Promise<string> => {
    const path = tokens.resolve(token)
    await requirePosts(path)
    return path
  }

  const folderOf = async (token: string | null): Promise<string | null> => {
    if (token === null) return null
    const path = tokens.resolve(token)
    await requireKind(path, 'folder')
    return path
  }
  /** What comes with posts: looked for at once, opened when the job has its turn. */
  const companionsOf = async (given: Immutable<Companions>) => {
    const captions = given.captions === null ? null : await fileOf(given.captions)
    const folder = await folderOf(given.pictures)
    const boxes = await folderOf(given.boxes ?? null)
    return {
      open: async () => ({
        captions: captions === null ? null : await fileSource(captions),
        pictures: folder === null ? null : await openPictureFolder(folder, pictures.inspect),
        ...(boxes === null ? {} : { boxes: await openBoxFolder(boxes) }),
      }),
    }
  }
  /** Also where it was stopped: what posts of the project got by then they keep. */
  const tellChanged = (): void => {
    events.emit('store.changed', { topics: ['project', 'posts', 'predictions'], postIds: null })
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
    'import.start': async ({ files, lists, options, ...given }) => {
      const store = project.needWritable()
      const paths = await Promise.all(files.map(postsOf))
      const companions = await companionsOf(given)
      const listsPath = lists === undefined ? null : tokens.resolveNew(lists.token, lists.name)
      const title = `Import ${paths.length === 1 ? basename(paths[0] ?? '') : `${paths.length} files`}`
      return jobs.start('import', title, async ({ signal, progress }) => {
        if (store.posts.count() > 0) await store.snapshot('import')
        const opened = await openSources(paths, options.format, pictures.inspect)
        const records = listsPath === null ? null : await openRecordLists()
        let rejected = false
        try {
          const { captions, ...more } = await companions.open()
          const report = await importPosts({
            target: store,
            sources: opened.sources,
            options: { ...options, format: opened.format, nested: store.rules.get().nested },
            captions: captions ?? opened.captions,
            ...more,
            signal,
            onProgress: progress,
            ...(records === null ? {} : { lists: records }),
          })
          rejected = report.outcome === 'rejected'
          if (listsPath !== null) await records?.save(listsPath, rejected)
          return report as unknown as Json
        } finally {
          if (!rejected) tellChanged()
          await opened.close()
          await records?.close()
        }
      })
    },
    'import.addPictures': async ({ fileId, ...given }) => {
      const store = project.needWritable()
      const companions = await companionsOf(given)
      const title = `Add pictures to ${storedFile(store.files, fileId).name}`
      return jobs.start('import', title, async ({ signal, progress }) => {
        await store.snapshot('import')
        try {
          const given = await companions.open()
          const report = await addPictures({ target: store, fileId, ...given, signal, onProgress: progress })
          return report as unknown as Json
        } finally {
          tellChanged()
        }
      })
    },
  } satisfies Partial<Handlers>
}
