import type { Handlers } from '../../shared/api/contract.ts'
import type { CoreParts } from './coreParts.ts'

/** The program itself, its author setting, the choosing of files, and its jobs. */
export function appHandlers({ options, settings, jobs }: CoreParts) {
  return {
    'app.info': () => ({
      version: options.version,
      host: options.host,
      files: options.files.style,
      author: settings.author(),
    }),
    'app.showCommands': ({ commands }) => {
      options.menu?.show(commands)
      return {}
    },
    'app.setAuthor': async ({ author }) => {
      await settings.setAuthor(author)
      return {}
    },
    'files.choose': (params) => options.files.choose(params, options.tokens),
    'files.browse': (params) => options.files.browse(params, options.tokens),
    'jobs.list': () => jobs.list(),
    'jobs.cancel': ({ id }) => {
      jobs.cancel(id)
      return {}
    },
  } satisfies Partial<Handlers>
}
