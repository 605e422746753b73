import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { defaultDataFolder } from '../../system/dataPaths.ts'
import { programFolder, rendererFolder } from '../../system/resources.ts'
import { startCore } from '../startCore.ts'
import type { Started } from '../startCore.ts'
import { readStaticFiles } from '../staticFiles.ts'
import { registerAppScheme, serveApp } from './appProtocol.ts'
import { dialogAccess } from './dialogs.ts'
import { listenToWindows } from './ipcTransport.ts'
import { lockDown } from './lockdown.ts'
import { commandMenu } from './menu.ts'
import { utilityProcesses } from './utilityProcesses.ts'
import { openWindow } from './window.ts'

const { project, sample, dataFolder } = readArguments(process.argv.slice(app.isPackaged ? 1 : 2))

// Everything Chromium keeps lies in our folder too, and the single instance is one for each of them.
app.setPath('userData', join(dataFolder, 'electron'))
app.enableSandbox()
registerAppScheme()

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start).catch(failed)
} else {
  app.quit()
}

async function start(): Promise<void> {
  let window: BrowserWindow | null = null
  const files = readStaticFiles(rendererFolder())
  const menu = commandMenu((id) => started.core.events.emit('app.command', { id }))
  const started: Started = await startCore({
    host: 'desktop',
    menu,
    processes: utilityProcesses,
    files: dialogAccess(() => window),
    dataFolder,
  })
  const { core, logger, paths } = started
  lockDown(logger)
  serveApp({ files, picture: (hash) => core.picture(hash) })
  listenToWindows(core.dispatcher, logger)
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    logger.error('a process of Electron stopped', { type, reason, exitCode }),
  )

  const open = (): void => {
    window = openWindow(join(programFolder(), 'out', 'preload', 'preload.cjs'), logger)
    window.once('closed', () => (window = null))
  }
  const openNamed = (folder: string): Promise<void> =>
    started.openProject(folder).catch((error: unknown) => {
      const expected = error instanceof WorkbenchError
      if (!expected) logger.error('a project did not open', { folder, error })
      dialog.showErrorBox(
        'The project could not be opened',
        expected
          ? error.message
          : `The program met an unexpected problem with ${folder}. The reason is in ${paths.log}.`,
      )
    })

  const first = sample ? started.sample : project
  if (first !== null) await openNamed(first)
  open()

  app.on('second-instance', (_event, argv, folder) => {
    const named = readArguments(argv.slice(app.isPackaged ? 1 : 2)).project
    // Named from where the second one was started.
    if (named !== null) void openNamed(resolve(folder, named))
    // On macOS the program goes on when its window is closed.
    if (window === null) open()
    window?.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (window === null) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void core.close().finally(() => {
      closed = true
      app.quit()
    })
  })
}

function failed(error: unknown): void {
  dialog.showErrorBox(
    'VSGN Workbench could not start',
    error instanceof WorkbenchError ? error.message : String(error),
  )
  app.exit(1)
}

/** `[PROJECT | --sample] [--data-dir FOLDER]`; whatever else is there is meant for Chromium. */
function readArguments(args: readonly string[]): {
  project: string | null
  sample: boolean
  dataFolder: string
} {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { 'data-dir': { type: 'string' }, sample: { type: 'boolean' } },
  })
  const chosen = values['data-dir']
  return {
    project: positionals[0] ?? null,
    sample: values.sample === true,
    dataFolder:
      typeof chosen === 'string'
        ? chosen
        : defaultDataFolder({ platform: process.platform, home: homedir(), env: process.env }),
  }
}
