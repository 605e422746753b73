import type { EventEmitter } from 'node:events'
import { join, resolve } from 'node:path'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

const { app, opened, shown, logged, boxes, refusal } = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  const emitter = new Emitter()
  return {
    opened: [] as string[],
    /** The windows, oldest first. */
    shown: [] as InstanceType<typeof Emitter>[],
    logged: [] as unknown[],
    boxes: [] as string[],
    /** What opening a project fails with. */
    refusal: { error: null as Error | null },
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
  dialog: { showErrorBox: (_title: string, content: string) => boxes.push(content) },
  protocol: { registerSchemesAsPrivileged: () => undefined, handle: () => undefined },
}))
vi.mock('../staticFiles.ts', () => ({ readStaticFiles: () => new Map() }))
vi.mock('../startCore.ts', () => ({
  startCore: () =>
    Promise.resolve({
      core: { dispatcher: {} },
      logger: { error: (...entry: unknown[]) => logged.push(entry) },
      paths: { log: '/data/log' },
      sample: null,
      openProject: (folder: string) => {
        opened.push(folder)
        return refusal.error === null ? Promise.resolve() : Promise.reject(refusal.error)
      },
    }),
}))
vi.mock('./ipcTransport.ts', () => ({ listenToWindows: () => undefined }))
vi.mock('./lockdown.ts', () => ({ lockDown: () => undefined }))
vi.mock('./menu.ts', () => ({ commandMenu: () => undefined }))
vi.mock('./window.ts', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  return {
    openWindow: () => {
      const window = Object.assign(new Emitter(), { restore: () => undefined, focus: () => undefined })
      shown.push(window)
      return window
    },
  }
})

const folder = resolve('elsewhere')
const startAgain = (...args: string[]): void =>
  void (app as EventEmitter).emit('second-instance', {}, ['workbench', ...args], folder)

beforeAll(async () => {
  await import('./main.ts')
  await vi.waitFor(() => expect((app as EventEmitter).listenerCount('second-instance')).toBe(1))
})
beforeEach(() => {
  for (const list of [opened, logged, boxes]) list.length = 0
  refusal.error = null
})

test('a project that a second start names is looked for where that one was started', () => {
  startAgain('news.vsgn')
  startAgain()
  expect(opened).toEqual([join(folder, 'news.vsgn')])
  expect(shown).toHaveLength(1)
})

test('a second start opens a window where the program goes on without one', () => {
  shown.at(-1)?.emit('closed')
  startAgain('news.vsgn')
  expect(shown).toHaveLength(2)
  startAgain()
  expect(shown).toHaveLength(2)
})

test('a project that fails to open in a way nobody expected is logged and told, and the program goes on', async () => {
  refusal.error = new Error('inside')
  startAgain('news.vsgn')
  await vi.waitFor(() => expect(boxes).toHaveLength(1))
  expect(boxes[0]).toContain('/data/log')
  expect(boxes[0]).not.toContain('inside')
  const named = { folder: join(folder, 'news.vsgn'), error: refusal.error }
  expect(logged).toEqual([['a project did not open', named]])
})
