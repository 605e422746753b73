// Stands in for Electron in the main process: the same names, recorded calls, and a test at the other end of the pipe
// that shows the window in Chromium. It cannot show the sandbox of the system, fuses or the isolation of worlds.
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { createPeer } from './peer.ts'

/** Calls that have no effect here but that tests want to see. */
const calls: { readonly name: string; readonly args: unknown[] }[] = []
const record =
  (name: string) =>
  (...args: unknown[]): void =>
    void calls.push({ name, args })

type Handler = (...args: unknown[]) => unknown
const handlers = new Map<string, Handler>()
const keep =
  (name: string) =>
  (handler: Handler): void => {
    record(name)()
    handlers.set(name, handler)
  }

class PreventableEvent {
  readonly url: string
  defaultPrevented = false
  constructor(url = '') {
    this.url = url
  }
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

const windows = new Map<number, BrowserWindow>()

class WebContents extends EventEmitter {
  readonly id: number
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  constructor(id: number) {
    super()
    this.id = id
  }
  isDestroyed(): boolean {
    return !windows.has(this.id)
  }
  send(channel: string, ...args: unknown[]): void {
    peer.tell('send', this.id, channel, args)
  }
  reload(): void {
    peer.tell('reload', this.id)
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  constructor(options: object) {
    super()
    const id = windows.size + 1
    this.webContents = new WebContents(id)
    windows.set(id, this)
    calls.push({ name: 'BrowserWindow', args: [options] })
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string): Promise<void> {
    const { preload } = (calls.find(({ name }) => name === 'BrowserWindow')?.args[0] as Options)
      .webPreferences
    await peer.ask('load', this.webContents.id, url, preload)
    this.emit('ready-to-show')
  }
  isDestroyed(): boolean {
    return this.webContents.isDestroyed()
  }
  show = record('show')
  focus = record('focus')
  restore = record('restore')
}
interface Options {
  readonly webPreferences: { readonly preload: string }
}

class App extends EventEmitter {
  readonly isPackaged = false
  setPath = record('app.setPath')
  enableSandbox = record('app.enableSandbox')
  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock')()
    return true
  }
  whenReady(): Promise<void> {
    return Promise.resolve().then(record('app.ready'))
  }
  quit(): void {
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    if (!event.defaultPrevented) process.exit(0)
  }
  exit(code: number): void {
    // The message about the reason is still in the pipe.
    void peer.ask('exiting').then(() => process.exit(code))
  }
}
export const app = new App()

export const ipcMain = new EventEmitter()

export const protocol = {
  registerSchemesAsPrivileged: record('protocol.registerSchemesAsPrivileged'),
  handle: (scheme: string, handler: Handler): void => keep(`protocol.${scheme}`)(handler),
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('permissionRequest'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('devicePermission'),
    webRequest: { onBeforeRequest: keep('beforeRequest') },
  },
}

export const shell = {
  openExternal: (url: string): Promise<void> => {
    record('shell.openExternal')(url)
    return Promise.resolve()
  },
}

interface MenuItem {
  readonly id?: string
  readonly label?: string
  readonly submenu?: readonly MenuItem[]
  readonly click?: () => void
}
let menu: readonly MenuItem[] = []
const itemsOf = (items: readonly MenuItem[]): readonly MenuItem[] =>
  items.flatMap((item) => [item, ...itemsOf(item.submenu ?? [])])

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]): readonly MenuItem[] => template,
  setApplicationMenu: (built: readonly MenuItem[]): void => {
    menu = built
    record('Menu.setApplicationMenu')(built)
  },
}

export const dialog = {
  showOpenDialog: (_window: object, options: object): Promise<unknown> =>
    peer.ask('dialog', 'open', options).then((paths) => ({ canceled: false, filePaths: paths })),
  showSaveDialog: (_window: object, options: object): Promise<unknown> =>
    peer
      .ask('dialog', 'save', options)
      .then((paths) => ({ canceled: false, filePath: (paths as string[])[0] ?? '' })),
  showMessageBoxSync: (): number => 0,
  showErrorBox: (title: string, content: string): void => peer.tell('errorBox', title, content),
}

export const utilityProcess = {
  fork: (entry: string): UtilityProcess => new UtilityProcess(entry),
}

class UtilityProcess extends EventEmitter {
  private readonly child
  constructor(entry: string) {
    super()
    const parentPort = new URL('./parentPort.ts', import.meta.url).href
    this.child = fork(entry, {
      serialization: 'advanced',
      execArgv: ['--import', parentPort],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.child.on('message', (message) => this.emit('message', message))
    this.child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid(): number | undefined {
    return this.child.pid
  }
  get stdout(): unknown {
    return this.child.stdout
  }
  get stderr(): unknown {
    return this.child.stderr
  }
  postMessage(message: object): void {
    if (this.child.connected) this.child.send(message)
  }
}

/** What the test may ask of this side. */
const peer = createPeer(
  (message) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  },
  (listener) => process.on('message', (message) => listener(message as Parameters<typeof listener>[0])),
  {
    calls: () => calls.map(({ name, args }) => ({ name, args: JSON.parse(JSON.stringify(args)) as unknown })),
    /** A message of a page; `frame` null: the frame is gone. */
    ipc: (
      window: number,
      channel: string,
      args: unknown[],
      frame: { url: string; inner: boolean } | null,
    ) => {
      const sender = windows.get(window)?.webContents
      const senderFrame = frame === null ? null : { url: frame.url, parent: frame.inner ? {} : null }
      ipcMain.emit(channel, { sender, senderFrame }, ...args)
    },
    /** A client that is not a page: a window nobody sees. */
    openHidden: () => {
      const { webContents } = new BrowserWindow({ webPreferences: { preload: '' } })
      return webContents.id
    },
    request: async (url: string, method: string) => {
      const response = (await handlers.get('protocol.app')?.({ url, method })) as Response
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      }
    },
    menu: () => itemsOf(menu).map(({ label }) => label ?? ''),
    chooseMenu: (label: string) =>
      itemsOf(menu)
        .find((item) => item.label === label)
        ?.click?.(),
    navigate: (event: string, url: string) => {
      const navigation = new PreventableEvent(url)
      windows.get(1)?.webContents.emit(event, navigation)
      return navigation.defaultPrevented
    },
    open: (url: string) => windows.get(1)?.webContents.openHandler({ url }).action,
    permission: async (permission: string) => ({
      requested: await new Promise((resolve) => handlers.get('permissionRequest')?.({}, permission, resolve)),
      checked: handlers.get('permissionCheck')?.({}, permission),
    }),
    blocks: (url: string) =>
      new Promise((resolve) =>
        handlers.get('beforeRequest')?.({ url }, ({ cancel }: { cancel: boolean }) => resolve(cancel)),
      ),
    quit: () => app.quit(),
  },
)
process.on('disconnect', () => process.exit(0))
