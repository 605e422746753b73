import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { createClient } from '../../../shared/api/client.ts'
import { createCoreEvents } from '../../../shared/api/coreEvents.ts'
import { createDispatcher } from '../../../shared/api/dispatcher.ts'
import type { Dispatcher } from '../../../shared/api/dispatcher.ts'
import { describeContract } from '../../../shared/api/testing/contractSuite.ts'
import { testHandlers } from '../../../shared/api/testing/testHandlers.ts'
import type { Transport } from '../../../shared/api/transport.ts'
import type { Json } from '../../../shared/domain/json.ts'
import { silentLogger } from '../../system/logger.ts'
import type { Logger } from '../../system/logger.ts'
import { listenToWindows } from './ipcTransport.ts'

const { ipcMain } = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  return { ipcMain: new Emitter() }
})
vi.mock('electron', () => ({ ipcMain, protocol: {} }))
beforeEach(() => {
  ipcMain.removeAllListeners()
})

interface Frame {
  readonly url: string
  readonly parent: object | null
}
const OURS: Frame = { url: 'app://workbench/#/review', parent: null }

let nextId = 1

/** A page as the main process sees it, and the two functions its preload script gives it. */
class FakePage extends EventEmitter {
  readonly id = nextId++
  private destroyed = false
  private listener: (message: Json) => void = () => undefined

  isDestroyed = (): boolean => this.destroyed
  destroy = (): void => {
    this.destroyed = true
    this.emit('destroyed')
  }
  /** Called by the main process; arrives in a later turn, as over a real channel. */
  send = (_channel: string, text: string): void => {
    queueMicrotask(() => this.listener(JSON.parse(text) as Json))
  }
  /** Called by the page. */
  say(channel: string, payload?: unknown, senderFrame: Frame | null = OURS): void {
    ipcMain.emit(channel, { sender: this, senderFrame }, payload)
  }

  transport(): Transport {
    return {
      send: (message) => queueMicrotask(() => this.say('vsgn:message', JSON.stringify(message))),
      onMessage: (listener) => (this.listener = listener),
      onClose: (listener) => void this.once('destroyed', listener),
      close: this.destroy,
    }
  }
}

describeContract('Electron IPC', (dispatcher) => {
  listenToWindows(dispatcher, silentLogger)
  const page = new FakePage()
  page.say('vsgn:open')
  return Promise.resolve({
    transport: page.transport(),
    cut: page.destroy,
    dispose: () => Promise.resolve(),
  })
})

function counting(): { dispatcher: Dispatcher; asked: () => number } {
  let asked = 0
  const handlers = testHandlers({
    'projects.recent': () => {
      asked += 1
      return []
    },
  })
  const dispatcher = createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
  return { dispatcher, asked: () => asked }
}
const call = JSON.stringify({ type: 'call', id: 1, method: 'projects.recent', params: {} })

test.each<[string, Frame | null]>([
  ['a frame inside the page', { url: 'app://workbench/', parent: {} }],
  ['another host', { url: 'app://other/', parent: null }],
  ['a look-alike', { url: 'app://workbench.evil.example/', parent: null }],
  ['the web', { url: 'https://workbench/', parent: null }],
  ['a file', { url: 'file:///workbench/', parent: null }],
  ['an empty page', { url: 'about:blank', parent: null }],
  ['no address', { url: '', parent: null }],
  ['a frame that is gone', null],
])('a message from %s is dropped and logged, on every channel', async (_name, frame) => {
  const { dispatcher, asked } = counting()
  const warnings: unknown[] = []
  const logger: Logger = { ...silentLogger, warn: (message) => warnings.push(message) }
  listenToWindows(dispatcher, logger)
  const page = new FakePage()
  page.say('vsgn:open', undefined, frame)
  page.say('vsgn:message', call)
  page.say('vsgn:open')
  page.say('vsgn:message', call, frame)
  await createClient(page.transport()).call('projects.recent', {})
  expect(asked()).toBe(1)
  expect(warnings).toHaveLength(2)
})

test('a page that is loaded again is a new connection and hears only its own answers', async () => {
  const { dispatcher, asked } = counting()
  listenToWindows(dispatcher, silentLogger)
  const page = new FakePage()
  const heard: Json[] = []
  const answered = new Promise<void>((resolve) => {
    page.transport().onMessage((message) => {
      heard.push(message)
      resolve()
    })
  })
  page.say('vsgn:open')
  page.say('vsgn:message', call)
  page.say('vsgn:open')
  page.say('vsgn:message', call.replace('"id":1', '"id":2'))
  await answered
  expect(asked()).toBe(2)
  expect(heard).toEqual([{ type: 'result', id: 2, result: [] }])
})

test.each([undefined, null, 7, {}, '', '{', '{"type":', 'undefined', Buffer.from('{}')])(
  '%j is no message and hurts nobody',
  async (payload) => {
    const { dispatcher } = counting()
    listenToWindows(dispatcher, silentLogger)
    const page = new FakePage()
    page.say('vsgn:open')
    page.say('vsgn:message', payload)
    await expect(createClient(page.transport()).call('projects.recent', {})).resolves.toEqual([])
  },
)

test('a page that begins again and again is listened to for its end once', () => {
  const { dispatcher } = counting()
  listenToWindows(dispatcher, silentLogger)
  const page = new FakePage()
  for (let time = 0; time < 20; time++) page.say('vsgn:open')
  expect(page.listenerCount('destroyed')).toBe(1)
})
