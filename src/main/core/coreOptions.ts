import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import type { Dispatcher } from '../../shared/api/dispatcher.ts'
import type { Handlers, Immutable, Params, Result } from '../../shared/api/contract.ts'
import type { Processes } from '../jobs/childProcess.ts'
import type { Clock } from '../system/clock.ts'
import type { Logger } from '../system/logger.ts'
import type { FileTokens } from './fileTokens.ts'

/** How the person of this host chooses files. What is chosen is granted in `FileTokens`. */
export interface FileAccess {
  /** `dialog`: `choose` opens a native dialog. `browse`: one looks through the data root of the web host. */
  readonly style: Result<'app.info'>['files']
  /** @throws WorkbenchError `refused` on a host without dialogs. */
  choose(
    params: Params<'files.choose'>,
    tokens: FileTokens,
  ): Promise<Result<'files.choose'>> | Result<'files.choose'>
  /** @throws WorkbenchError `refused` on a host without a data root; `not-found` outside it. */
  browse(
    params: Params<'files.browse'>,
    tokens: FileTokens,
  ): Promise<Result<'files.browse'>> | Result<'files.browse'>
}

/** The menu of the system. */
export interface CommandMenu {
  show(commands: Immutable<Params<'app.showCommands'>>['commands']): void
}

/** What a host gives the core. */
export interface CoreOptions {
  readonly host: Result<'app.info'>['host']
  readonly version: string
  /** The person's folder: settings and the list of recent projects (see system/dataPaths). */
  readonly dataDir: string
  readonly clock: Clock
  readonly processes: Processes
  readonly files: FileAccess
  readonly tokens: FileTokens
  readonly logger: Logger
  /** Absent: this host has no menu of its own. */
  readonly menu?: CommandMenu
  /** Folder of the sample project, offered among the recent ones; null: none. */
  readonly sampleProject: string | null
}

/** The program without a window. A host attaches its connections to `dispatcher` and serves `picture`. */
export interface Core {
  readonly dispatcher: Dispatcher
  readonly handlers: Handlers
  readonly events: CoreEvents
  /** File of a picture of the open project by its SHA-256; null: not in this project. */
  picture(hash: string): { readonly path: string; readonly format: string } | null
  /** Stops jobs and children and closes the project. What was acknowledged is on disk long before. */
  close(): Promise<void>
}
