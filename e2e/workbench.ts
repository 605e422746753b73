import { mkdirSync } from 'node:fs'
import { test as base } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { launchChromium } from './hosts/chromium.ts'
import { electronMissing, startElectron } from './hosts/electron.ts'
import { startElectronShim } from './hosts/electronShim.ts'
import type { Host, HostName, HostStart } from './hosts/host.ts'
import { startWeb } from './hosts/web.ts'

export { expect } from '@playwright/test'

/** A running program and the folders of this test. */
export interface Workbench extends Host {
  /** Settings, log, recent projects. */
  readonly dataDir: string
  /** For the files of the test; the web host offers them. */
  readonly files: string
  /** What must not happen on the page and did; a test that provokes something takes it out again. */
  readonly problems: string[]
  /** Files are looked for on the page; otherwise in dialogs of the system. */
  readonly browses: boolean
}

export interface HostOption {
  host: HostName
}
interface WorkerFixtures extends HostOption {
  /** Starts Chromium once a worker, and only when someone asks: the real Electron brings its own. */
  openBrowser: () => Promise<Browser>
}
interface TestFixtures {
  folders: { readonly dataDir: string; readonly files: string }
  workbench: Workbench
}

const starters: Readonly<Record<HostName, (start: HostStart) => Promise<Host>>> = {
  web: startWeb,
  'electron-shim': startElectronShim,
  electron: startElectron,
}

/** Specs import only this. Every test ends with: no page error, no policy violation, no request to another host. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: ['web', { option: true, scope: 'worker' }],

  openBrowser: [
    async ({}, use) => {
      let browser: Promise<Browser> | null = null
      await use(() => (browser ??= launchChromium()))
      await (browser as Promise<Browser> | null)?.then((launched) => launched.close())
    },
    { scope: 'worker' },
  ],

  folders: async ({}, use, info) => {
    const folders = { dataDir: info.outputPath('data'), files: info.outputPath('files') }
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
    await use(folders)
  },

  workbench: async ({ host, openBrowser, folders }, use, info) => {
    const missing = host === 'electron' ? electronMissing() : null
    info.skip(missing !== null, missing ?? '')
    const problems: string[] = []
    const running = await starters[host]({ ...folders, openBrowser, problems })
    try {
      await use({ ...running, ...folders, problems, browses: host === 'web' })
    } finally {
      await running.stop()
    }
    if (problems.length > 0) throw new Error(`On the page: ${problems.join('\n')}`)
  },
})
