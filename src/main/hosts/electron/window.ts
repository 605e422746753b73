import { BrowserWindow, dialog } from 'electron'
import type { BrowserWindowConstructorOptions } from 'electron'
import type { Logger } from '../../system/logger.ts'
import { APP_ADDRESS } from './appProtocol.ts'

/** Security statement 1, as options. Everything is spelt out, so that no default of a later Electron can change it. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'VSGN Workbench',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
}

/** Opens the one window and keeps it alive when its page crashes. */
export function openWindow(preload: string, logger: Logger): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload))
  const { webContents } = window
  window.once('ready-to-show', () => window.show())

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    logger.error('the page stopped', { reason, exitCode })
    // What was acknowledged is on disk, and the page finds its unsaved edits again when it comes back.
    if (reason !== 'clean-exit' && !window.isDestroyed()) webContents.reload()
  })

  // The page objects to being closed while edits are not saved.
  webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: 'Some edits are not saved yet.',
      detail: 'They will be lost if you close the window now.',
      buttons: ['Keep the window open', 'Close and lose them'],
      defaultId: 0,
      cancelId: 0,
    })
    if (answer === 1) event.preventDefault()
  })

  window.loadURL(APP_ADDRESS).catch((error: unknown) => logger.error('the page did not load', { error }))
  return window
}
