import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal, Handlers } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { importedGold } from '../../shared/domain/projectTags.ts'
import type { Json } from '../../shared/domain/json.ts'
import { uncut } from '../../shared/domain/recut.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { ImportSource } from '../import/importSource.ts'
import { countChanges, storedFile } from '../import/fileChanges.ts'
import type { FileChange } from '../import/fileChanges.ts'
import { optionsOfFile } from '../import/fileOptions.ts'
import type { ImportOptions } from '../import/importTypes.ts'
import { openSources } from '../import/openSources.ts'
import { openPictureFolder } from '../import/pictureFolder.ts'
import { updateFile, updateTitle } from '../import/updateFile.ts'
import type { ProjectStore } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import { requireKind } from './requireKind.ts'

/** Changes of each kind that a comparison shows. */
const SHOWN = 10

/** Bringing a file of the project up to date with a newer version of it. */
export function updateHandlers({ options: core, settings, events, project, jobs, pictures }: CoreParts) {
  /** Opens the one source of a newer version for as long as `work` takes, to be read as the file of the project was. */
  async function withSource<T>(
    { file, fileId }: { readonly file: string; readonly fileId: number },
    work: (source: ImportSource, options: ImportOptions) => Promise<T>,
  ): Promise<T> {
    const store = project.need()
    const options = optionsOfFile(storedFile(store.files, fileId))
    const path = core.tokens.resolve(file)
    await requireKind(path, 'file')
    const opened = await openSources([path], options.format, pictures.inspect)
    try {
      const [source, ...more] = opened.sources
      if (source === undefined || more.length > 0)
        throw new WorkbenchError(
          'refused',
          'The zip holds more than one file of posts. Unpack it and choose the one to compare with.',
        )
      const { nested } = store.rules.get()
      return await work(source, { ...options, format: opened.format, nested })
    } finally {
      await opened.close()
    }
  }

  return {
    'import.compare': (changed, { signal }) => {
      const store = project.need()
      return withSource(changed, async (source, options) => {
        const breathe = (): Promise<void> => turn(signal, 'The comparison was stopped.')
        const comparison = { source, options, project: store, fileId: changed.fileId, breathe }
        const { counts, first } = await countChanges(comparison, SHOWN)
        return { counts, first: first.map((change) => shownChange(change, store)) }
      })
    },
    'import.update': async ({ apply, pictures: token, ...changed }) => {
      const store = project.needWritable()
      const { fileId } = changed
      const folder = token === null ? null : core.tokens.resolve(token)
      if (folder !== null) await requireKind(folder, 'folder')
      const title = updateTitle(storedFile(store.files, fileId).name)
      return jobs.start('import', title, async ({ signal, progress }) => {
        await store.snapshot('import')
        const report = await withSource(changed, async (source, options) =>
          updateFile({
            source,
            options,
            project: store,
            fileId,
            apply: new Set(apply),
            author: settings.author(),
            at: timestamp(core.clock),
            pictures: folder === null ? null : await openPictureFolder(folder, pictures.inspect),
            onProgress: progress,
            breathe: () => turn(signal, 'The update was stopped. Nothing was changed.'),
          }),
        )
        events.emit('store.changed', { topics: ['project', 'posts', 'corrections'], postIds: null })
        return report as unknown as Json
      })
    },
  } satisfies Partial<Handlers>
}

async function turn(signal: CancelSignal, stopped: string): Promise<void> {
  await nextTurn()
  if (signal.aborted) throw new WorkbenchError('cancelled', stopped)
}

interface PostVersion {
  readonly tokens: readonly string[]
  readonly spans: readonly Span[] | null
}

function shownChange({ kind, postId, read }: FileChange, { posts, labels }: ProjectStore) {
  const stored = postId === null ? null : uncut(posts.get(postId))
  const names = new Set(labels.map((label) => label.name))
  const before: PostVersion | null =
    stored === null ? null : { tokens: stored.tokens, spans: stored.state.spans }
  const after: PostVersion | null =
    read === null ? null : { tokens: read.tokens, spans: importedGold(read, names) }
  return { kind, externalId: read?.externalId ?? stored?.externalId ?? '', before, after }
}
