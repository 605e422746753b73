import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { _electron, expect } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'
import { createClient } from '../../src/shared/api/client.ts'
import type { Json } from '../../src/shared/domain/json.ts'
import { builtFile, projectRoot } from './built.ts'
import type { Host, HostStart } from './host.ts'
import { watchPages } from './watch.ts'

/** Why the real Electron cannot be used here; null: it can. `REQUIRE_ELECTRON=1` makes that a failure. */
export function electronMissing(): string | null {
  const installed = existsSync(resolve(projectRoot, 'node_modules/electron/path.txt'))
  if (installed || process.env.ELECTRON_OVERRIDE_DIST_PATH !== undefined) return null
  const reason = 'Electron binary not installed'
  if (process.env.REQUIRE_ELECTRON === '1')
    throw new Error(`${reason}, although REQUIRE_ELECTRON=1 asks for it`)
  return reason
}

/** The real desktop program. */
export async function startElectron({ dataDir, problems }: HostStart): Promise<Host> {
  const launch = async (project?: string): Promise<ElectronApplication> => {
    const app = await _electron.launch({
      args: [projectRoot, ...(project === undefined ? [] : [project]), '--data-dir', dataDir],
      // As shipped, sandbox and all; only root cannot have it.
      chromiumSandbox: process.getuid?.() !== 0,
    })
    await watchPages(app.context(), (url) => url.startsWith('app://workbench/'), problems)
    await (await app.firstWindow()).reload()
    return app
  }
  let app = await launch()
  let page = await app.firstWindow()
  const answerDialog = async (path: string, open: () => Promise<void>): Promise<void> => {
    await app.evaluate(({ dialog }, chosen) => {
      const shown = globalThis as { dialogShown?: boolean }
      shown.dialogShown = false
      const show = <T>(answer: T) => {
        shown.dialogShown = true
        return Promise.resolve({ canceled: false, ...answer })
      }
      dialog.showOpenDialog = () => show({ filePaths: [chosen] })
      dialog.showSaveDialog = () => show({ filePath: chosen })
    }, path)
    await open()
    const wasShown = (): Promise<unknown> =>
      app.evaluate(() => (globalThis as { dialogShown?: boolean }).dialogShown)
    await expect.poll(wasShown, { message: `a dialog for ${path}` }).toBe(true)
  }

  return {
    page: () => page,
    connect: async () => {
      const opened = app.waitForEvent('window')
      // A file that is no page runs the preload script and no script of ours.
      await app.evaluate(({ BrowserWindow }, preload) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, contextIsolation: true },
        })
        return window.loadURL('app://workbench/nothing')
      }, builtFile('preload/preload.cjs'))
      const hidden = await opened
      let receive: (message: Json) => void = () => undefined
      await hidden.exposeFunction('receive', (message: Json) => receive(message))
      await hidden.evaluate(() => {
        const { vsgn, receive: forward } = window as unknown as {
          vsgn: { onMessage: (listener: (message: unknown) => void) => void }
          receive: (message: unknown) => void
        }
        vsgn.onMessage(forward)
      })
      return createClient({
        send: (message) =>
          void hidden.evaluate(
            (text) =>
              (window as unknown as { vsgn: { send: (message: unknown) => void } }).vsgn.send(
                JSON.parse(text),
              ),
            JSON.stringify(message),
          ),
        onMessage: (listener) => (receive = listener),
        onClose: (listener) => void hidden.once('close', listener),
        close: () => void hidden.close(),
      })
    },
    pick: async (client, path, purpose) => {
      let token: string | undefined
      await answerDialog(path, async () => {
        const { files } = await client.call('files.choose', { purpose })
        token = files[0]?.token
      })
      if (token === undefined) throw new Error(`the dialog did not give ${path}`)
      return token
    },
    answerDialog,
    crash: async () => {
      const closed = app.waitForEvent('close')
      app.process().kill('SIGKILL')
      await closed
    },
    restart: async (project) => {
      app = await launch(project)
      page = await app.firstWindow()
    },
    stop: () => app.close(),
  }
}
