import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { nodeProcesses } from '../../jobs/childProcess.ts'
import { defaultDataFolder } from '../../system/dataPaths.ts'
import { rendererFolder } from '../../system/resources.ts'
import { startCore } from '../startCore.ts'
import { readStaticFiles } from '../staticFiles.ts'
import type { StaticFile } from '../staticFiles.ts'
import { openAddressFile } from './addressFile.ts'
import { dataRootAccess } from './dataRoot.ts'
import type { WebOptions } from './options.ts'
import { startWebServer } from './server.ts'
import type { WebServer, WebServerOptions } from './server.ts'

export interface Serving {
  /** Opens the program once. */
  readonly address: string
  /** Where the next address is found when this one was used. */
  readonly addressFile: string
  close(): Promise<void>
}

/**
 * Starts the core and the web server: data folder, log, project, port, in this order, so that nothing listens before
 * everything behind it works.
 *
 * @throws WorkbenchError why it cannot start.
 */
export async function serve(options: WebOptions): Promise<Serving> {
  const files = readPages()
  const machine = { platform: process.platform, home: homedir(), env: process.env }
  const started = await startCore({
    host: 'web',
    processes: (onOutput) => nodeProcesses({ onOutput }),
    files: dataRootAccess(resolve(options.dataRoot ?? machine.home)),
    dataFolder: options.dataDir ?? defaultDataFolder(machine),
  })
  const { core, logger, paths } = started
  try {
    const project = options.sample ? started.sample : options.project
    if (project !== null) await started.openProject(project)
    const addressFile = openAddressFile(paths.webAddress)
    const server = await listen({
      ...options,
      port: options.port ?? addressFile.lastPort ?? 0,
      mayMove: options.port === null,
      files,
      picture: (hash) => core.picture(hash),
      dispatcher: core.dispatcher,
      logger,
      announce: (address, port) =>
        addressFile
          .write(address, port)
          .catch((error: unknown) => logger.warn('the address could not be written', { error })),
    })
    logger.info('the web host listens', { port: server.port })
    return {
      address: server.address,
      addressFile: paths.webAddress,
      close: async () => {
        await server.close()
        await core.close()
        await addressFile.clear()
        logger.info('the web host has stopped')
      },
    }
  } catch (error) {
    await core.close()
    throw error
  }
}

function readPages(): ReadonlyMap<string, StaticFile> {
  try {
    return readStaticFiles(rendererFolder())
  } catch {
    throw new WorkbenchError(
      'not-found',
      'The pages of the workbench are not built. Run `npm run build` first.',
    )
  }
}

async function listen(options: WebServerOptions & { readonly mayMove: boolean }): Promise<WebServer> {
  try {
    return await startWebServer(options)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE' && options.mayMove) return startWebServer({ ...options, port: 0 })
    throw new WorkbenchError('refused', listenProblem(code, options, error))
  }
}

function listenProblem(code: string, { host, port }: WebServerOptions, error: unknown): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is used by another program. Name another one with --port, or leave --port out.`
  if (code === 'EACCES') return `Port ${port} may not be used by you. Name one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine. Check --host.`
  return `The program cannot listen on ${host}, port ${port}: ${String(error)}.`
}
