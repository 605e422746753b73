import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { BrowserContext, Page, Route } from '@playwright/test'
import { createClient } from '../../src/shared/api/client.ts'
import type { Client } from '../../src/shared/api/client.ts'
import type { Transport } from '../../src/shared/api/transport.ts'
import type { Json } from '../../src/shared/domain/json.ts'
import { builtFile } from './built.ts'
import type { Host, HostStart } from './host.ts'
import { createPeer } from './shim/peer.ts'
import type { Peer } from './shim/peer.ts'
import { watchPages } from './watch.ts'

/** Chromium does not know our scheme; its pages stand under this address instead, and are served by the program. */
const STAND_IN = 'https://workbench.invalid/'
const toApp = (url: string): string => url.replace(STAND_IN, 'app://workbench/')
const fromApp = (url: string): string => url.replace('app://workbench/', STAND_IN)

export interface Program {
  readonly child: ChildProcess
  readonly peer: Peer
  /** Resolves with the exit status. */
  readonly ended: Promise<number | null>
}

/** The built main and preload of the desktop program against the stand-in for Electron, with Chromium as the window. */
export async function startElectronShim({ dataDir, openBrowser, problems }: HostStart): Promise<Host> {
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await watchPages(context, (url) => url.startsWith(STAND_IN), problems)
  const errorBoxes: string[] = []
  const chosen: string[][] = []
  const receivers = new Map<number, (text: string) => void>()
  let page: Page | null = null
  let shown: Promise<unknown> = Promise.resolve()

  const launch = async (project?: string): Promise<Program> => {
    const loaded = Promise.withResolvers<null>()
    const args = [...(project === undefined ? [] : [project]), '--data-dir', dataDir]
    const program = startProgram(args, {
      load: async (window: number, url: string, preload: string) => {
        page = await openPage(context, () => program.peer, window, preload)
        receivers.set(window, (text) => {
          // One after another, as over a real channel; a page that is gone hears nothing.
          shown = shown.then(() => page?.evaluate(deliver, text)).catch(() => undefined)
        })
        await page.goto(fromApp(url))
        loaded.resolve(null)
      },
      send: (window: number, _channel: string, args: [string]) => receivers.get(window)?.(args[0]),
      reload: () => page?.reload(),
      dialog: () => chosen.shift() ?? [],
      errorBox: (title: string, content: string) => errorBoxes.push(`${title}: ${content}`),
    })
    const failed = program.ended.then((code) => {
      throw new Error(`the program ended with ${code} before its window was open: ${errorBoxes.join(' ')}`)
    })
    await Promise.race([loaded.promise, failed])
    return program
  }
  let program = await launch()

  return {
    program: () => program.peer,
    page: () => {
      if (page === null) throw new Error('the window is closed')
      return page
    },
    connect: async () => {
      const window = (await program.peer.ask('openHidden')) as number
      return hiddenClient(program.peer, window, (receive) => receivers.set(window, receive))
    },
    pick: async (client, path, purpose) => {
      chosen.push([path])
      const { files } = await client.call('files.choose', { purpose })
      const token = files[0]?.token
      if (token === undefined) throw new Error(`the dialog did not give ${path}`)
      return token
    },
    answerDialog: async (path, open) => {
      chosen.push([path])
      await open()
      await expect.poll(() => chosen.length, { message: `a dialog for ${path}` }).toBe(0)
    },
    crash: async () => {
      program.child.kill('SIGKILL')
      await program.ended
      await page?.close()
      page = null
    },
    restart: async (project) => {
      program = await launch(project)
    },
    stop: async () => {
      program.peer.tell('quit')
      const giveUp = setTimeout(() => program.child.kill('SIGKILL'), 15_000)
      const code = await program.ended
      clearTimeout(giveUp)
      await context.close()
      if (code !== 0) throw new Error(`the program ended with ${code}`)
    },
  }
}

/** Starts the built main with the shim in place of Electron. `functions` answer what it asks of a window. */
export function startProgram(
  args: readonly string[],
  functions: Readonly<Record<string, (...args: never[]) => unknown>>,
): Program {
  const register = new URL('./shim/register.ts', import.meta.url).href
  const child = fork(builtFile('main/electron.js'), [...args], {
    execArgv: ['--import', register],
    serialization: 'advanced',
  })
  const peer = createPeer(
    (message) => {
      // A program that was killed a moment ago hears nothing; that is no error of the test.
      if (child.connected) child.send(message, () => undefined)
    },
    (listener) => child.on('message', (message) => listener(message as Parameters<typeof listener>[0])),
    { exiting: () => null, ...functions },
  )
  return { child, peer, ended: new Promise((resolve) => child.on('exit', resolve)) }
}

async function openPage(
  context: BrowserContext,
  peer: () => Peer,
  window: number,
  preload: string,
): Promise<Page> {
  const page = await context.newPage()
  await page.exposeBinding('ipcSend', ({ frame }, channel: string, args: unknown[]) =>
    peer().tell('ipc', window, channel, args, {
      url: toApp(frame.url()),
      inner: frame.parentFrame() !== null,
    }),
  )
  const script = readFileSync(preload, 'utf8')
  await page.addInitScript({ content: `(${runPreload.toString()})((require) => {${script}\n})` })
  await page.route('**/*', (route) => serve(route, page, peer()))
  return page
}

/** What Electron does between a page and the program: ask about the navigation, then about the content. */
async function serve(route: Route, page: Page, peer: Peer): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const leaves =
    request.isNavigationRequest() && request.frame() === page.mainFrame() && page.url() !== 'about:blank'
  const stopped =
    (leaves && (await peer.ask('navigate', 'will-navigate', url))) || (await peer.ask('blocks', url))
  if (stopped === true) {
    await route.abort('aborted')
    return
  }
  const answer = (await peer.ask('request', url, request.method())) as {
    status: number
    headers: Record<string, string>
    body: Uint8Array
  }
  await route.fulfill({ status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) })
}

/** Runs in the page, before anything else: gives the preload script the two modules it may ask Electron for. */
function runPreload(script: (require: () => object) => void): void {
  if (window !== window.top) return
  const page = window as unknown as {
    ipcSend: (channel: string, args: unknown[]) => void
    ipcDeliver: (text: string) => void
  }
  let listener: (event: object, text: string) => void = () => undefined
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) =>
        Object.defineProperty(window, name, { value: api, enumerable: true }),
    },
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => page.ipcSend(channel, args),
      on: (_channel: string, added: typeof listener) => (listener = added),
      removeAllListeners: () => (listener = () => undefined),
    },
  }
  page.ipcDeliver = (text) => listener({}, text)
  script(() => electron)
}

/** Runs in the page. */
function deliver(text: string): void {
  ;(window as unknown as { ipcDeliver: (text: string) => void }).ipcDeliver(text)
}

function hiddenClient(
  peer: Peer,
  window: number,
  onReceive: (receive: (text: string) => void) => void,
): Client {
  const frame = { url: 'app://workbench/', inner: false }
  peer.tell('ipc', window, 'vsgn:open', [], frame)
  const transport: Transport = {
    send: (message) => peer.tell('ipc', window, 'vsgn:message', [JSON.stringify(message)], frame),
    onMessage: (listener) => onReceive((text) => listener(JSON.parse(text) as Json)),
    onClose: () => undefined,
    close: () => undefined,
  }
  return createClient(transport)
}
