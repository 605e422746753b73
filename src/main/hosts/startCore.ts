import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { createCore } from '../core.ts'
import type { Core, CoreOptions } from '../core/coreOptions.ts'
import { createFileTokens } from '../core/fileTokens.ts'
import type { Processes } from '../jobs/childProcess.ts'
import { systemClock } from '../system/clock.ts'
import { dataPaths } from '../system/dataPaths.ts'
import type { DataPaths } from '../system/dataPaths.ts'
import { createLogger } from '../system/logger.ts'
import type { Logger } from '../system/logger.ts'
import { programVersion } from '../system/resources.ts'
import { ownSample } from './ownSample.ts'

export interface StartOptions extends Pick<CoreOptions, 'host' | 'files' | 'menu'> {
  /** The children of this kind of host; `onOutput` takes what native libraries print in them. */
  readonly processes: (onOutput: (text: string) => void) => Processes
  /** The person's folder: log, settings, recent projects. */
  readonly dataFolder: string
}

export interface Started {
  readonly core: Core
  readonly logger: Logger
  readonly paths: DataPaths
  /** The person's copy of the sample project; null where the program has none. */
  readonly sample: string | null
  /**
   * Opens a project named on the command line.
   *
   * @throws WorkbenchError what is wrong with it.
   */
  openProject(folder: string): Promise<void>
}

/**
 * The part of starting that the desktop and the web host share.
 *
 * @throws WorkbenchError `storage` when the data folder cannot be used.
 */
export async function startCore(options: StartOptions): Promise<Started> {
  const { host, processes, files, menu, dataFolder } = options
  const paths = dataPaths(resolve(dataFolder))
  const logger = openLog(paths)
  endOnSurprise(logger, paths)
  const tokens = createFileTokens()
  const sample = ownSample(paths.folder)
  const core = await createCore({
    host,
    version: programVersion(),
    dataDir: paths.folder,
    clock: systemClock,
    processes: processes((text) => logger.info('a child process printed', { text: text.trimEnd() })),
    files,
    ...(menu === undefined ? {} : { menu }),
    tokens,
    logger,
    sampleProject: sample,
  })
  return {
    core,
    logger,
    paths,
    sample,
    openProject: async (folder) => {
      const call = { signal: { aborted: false, addEventListener: () => undefined }, client: 'start' }
      await core.handlers['projects.open']({ token: tokens.grant(resolve(folder)) }, call)
    },
  }
}

function openLog(paths: DataPaths): Logger {
  try {
    mkdirSync(paths.folder, { recursive: true })
    return createLogger(paths.log)
  } catch (error) {
    throw new WorkbenchError(
      'storage',
      `The folder ${paths.folder}, where the program keeps its settings and its log, cannot be used: ${reasonOf(error)}. ` +
        'Make it a folder you may write to, or name another one with --data-dir.',
    )
  }
}

/** After an error nobody expected the state of the program is unknown: it ends, and says where the reason is. */
function endOnSurprise(logger: Logger, paths: DataPaths): void {
  process.on('uncaughtException', (error) => {
    logger.error('the program stopped', { error })
    process.stderr.write(
      `The program met an unexpected problem and had to stop. What was shown as saved is safe. The reason is in ${paths.log}.\n`,
    )
    process.exit(1)
  })
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'there is a file in its place'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written to'
  if (code === 'ENOSPC') return 'the disk is full'
  return error instanceof Error ? error.message : String(error)
}
