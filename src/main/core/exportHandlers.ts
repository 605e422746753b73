import { basename } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json } from '../../shared/domain/json.ts'
import { exportPosts, planExport } from '../export/exportPosts.ts'
import type { ExportSource } from '../export/exportTypes.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import type { ProjectStore } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'
import type { FoundDamage } from './soundness.ts'

/** Writing posts with their spans. A project that is open for reading can be exported too. */
export function exportHandlers({
  options: { tokens, clock },
  settings,
  project,
  jobs,
  soundness,
}: CoreParts) {
  const without = (source: ProjectStore, damage: FoundDamage | null): ExportSource =>
    damage === null ? source : { ...source, damaged: damage.posts }

  return {
    'formats.list': () =>
      POST_FORMATS.map(({ name, title, variants }) => ({
        name,
        title,
        variants: variants.map(({ name: variant, extension, carries }) => ({
          name: variant,
          extension,
          carries,
        })),
      })),
    'export.plan': (options, { signal }) =>
      planExport(without(project.need(), soundness.found()), options, signal),
    'export.start': ({ token, name, options }) => {
      const source = project.need()
      const path = tokens.resolveNew(token, name)
      return jobs.start('export', `Export ${basename(path)}`, async ({ signal, progress }) => {
        progress({ unit: 'posts' })
        const damage = await soundness.check(source, signal)
        if (damage !== null && options.leaveOut !== true)
          throw new WorkbenchError('storage', `${damage.message} No file was written.`)
        const report = await exportPosts({
          source: without(source, damage),
          path,
          options,
          author: settings.author(),
          at: timestamp(clock),
          signal,
          onProgress: progress,
        })
        return report as unknown as Json
      })
    },
  } satisfies Partial<Handlers>
}
