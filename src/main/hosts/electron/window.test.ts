import { expect, test, vi } from 'vitest'
import { windowOptions } from './window.ts'

vi.mock('electron', () => ({ BrowserWindow: vi.fn(), dialog: {}, protocol: {} }))

test('every option that keeps the page away from the machine is set', () => {
  expect(windowOptions('/out/preload.cjs').webPreferences).toEqual({
    preload: '/out/preload.cjs',
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
  })
})
