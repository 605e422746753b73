import { basename } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import type { Json } from '../../shared/domain/json.ts'
import { exportPosts, planExport } from '../export/exportPosts.ts'
import { POST_FORMATS } from '../formats/formatList.ts'
import { timestamp } from '../system/clock.ts'
import type { CoreParts } from './coreParts.ts'

/** Writing posts with their spans. A project that is open for reading can be exported too. */
export function exportHandlers({ options: { tokens, clock }, settings, project, jobs }: CoreParts) {
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
    'export.plan': (options, { signal }) => planExport(project.need(), options, signal),
    'export.start': ({ token, name, options }) => {
      const source = project.need()
      const path = tokens.resolveNew(token, name)
      return jobs.start('export', `Export ${basename(path)}`, async ({ signal, progress }) => {
        progress({ unit: 'posts' })
        const report = await exportPosts({
          source,
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
