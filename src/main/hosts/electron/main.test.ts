import type { EventEmitter } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'

const { app, opened } = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  const emitter = new Emitter()
  return {
    opened: [] as string[],
    app: Object.assign(emitter, {
      isPackaged: true,
      setPath: () => undefined,
      enableSandbox: () => undefined,
      requestSingleInstanceLock: () => true,
      whenReady: () => Promise.resolve(),
    }),
  }
})
vi.mock('electron', () => ({
  app,
  dialog: {},
  protocol: { registerSchemesAsPrivileged: () => undefined, handle: () => undefined },
}))
vi.mock('../staticFiles.ts', () => ({ readStaticFiles: () => new Map() }))
vi.mock('../startCore.ts', () => ({
  startCore: () =>
    Promise.resolve({
      core: { dispatcher: {} },
      logger: {},
      sample: null,
      openProject: (folder: string) => Promise.resolve(void opened.push(folder)),
    }),
}))
vi.mock('./ipcTransport.ts', () => ({ listenToWindows: () => undefined }))
vi.mock('./lockdown.ts', () => ({ lockDown: () => undefined }))
vi.mock('./menu.ts', () => ({ commandMenu: () => undefined }))
vi.mock('./window.ts', () => ({
  openWindow: () => ({ once: () => undefined, restore: () => undefined, focus: () => undefined }),
}))

test('a project that a second start names is looked for where that one was started', async () => {
  await import('./main.ts')
  await vi.waitFor(() => expect((app as EventEmitter).listenerCount('second-instance')).toBe(1))
  opened.length = 0
  const folder = resolve('elsewhere')
  app.emit('second-instance', {}, ['workbench', 'news.vsgn'], folder)
  app.emit('second-instance', {}, ['workbench'], folder)
  expect(opened).toEqual([join(folder, 'news.vsgn')])
})
