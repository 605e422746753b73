import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../../shared/api/client.ts'
import { createCoreEvents } from '../../../shared/api/coreEvents.ts'
import { createDispatcher } from '../../../shared/api/dispatcher.ts'
import type { Dispatcher } from '../../../shared/api/dispatcher.ts'
import { describeContract } from '../../../shared/api/testing/contractSuite.ts'
import { testHandlers } from '../../../shared/api/testing/testHandlers.ts'
import { silentLogger } from '../../system/logger.ts'
import { startWebServer } from './server.ts'
import type { WebServer } from './server.ts'
import { MAX_MESSAGE_BYTES, webSocketTransport } from './webSocketTransport.ts'

const hash = 'ab'.repeat(32)
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-server-'))
  writeFileSync(join(folder, 'a.png'), 'picture bytes')
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Running {
  readonly server: WebServer
  readonly origin: string
  readonly addresses: string[]
  readonly get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>
  /** Exchanges the current address for a cookie. */
  readonly signIn: () => Promise<string>
  readonly connect: (cookie: string) => Promise<WebSocket>
}

const page = { contentType: 'text/html; charset=utf-8', body: Buffer.from('<p>page'), isDocument: true }
const script = { contentType: 'text/javascript', body: Buffer.from('1'), isDocument: false }

async function start(dispatcher: Dispatcher = emptyDispatcher()): Promise<Running> {
  const addresses: string[] = []
  const server = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    publicOrigin: null,
    files: new Map([
      ['/', page],
      ['/index.html', page],
      ['/assets/index-1a.js', script],
    ]),
    picture: (asked) => (asked === hash ? { path: join(folder, 'a.png'), format: 'png' } : null),
    dispatcher,
    logger: silentLogger,
    announce: (address) => {
      addresses.push(address)
      return Promise.resolve()
    },
  })
  const origin = `http://127.0.0.1:${server.port}`
  const get: Running['get'] = (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      })
      asked.on('error', reject)
      asked.end()
    })
  return {
    server,
    origin,
    addresses,
    get,
    signIn: async () => {
      const { headers } = await get((addresses.at(-1) ?? '').slice(origin.length))
      return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
    connect: (cookie) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, { headers: { cookie, origin } })
        socket.on('open', () => resolve(socket))
        socket.on('error', reject)
      }),
  }
}

function emptyDispatcher(): Dispatcher {
  const handlers = testHandlers({ 'projects.recent': () => [] })
  return createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
}

async function running(test: (host: Running) => Promise<void>, dispatcher?: Dispatcher): Promise<void> {
  const host = await start(dispatcher)
  try {
    await test(host)
  } finally {
    await host.server.close()
  }
}

describeContract('a WebSocket', async (dispatcher) => {
  const host = await start(dispatcher)
  const socket = await host.connect(await host.signIn())
  return {
    transport: webSocketTransport(socket),
    cut: () => void host.server.close(),
    dispose: () => host.server.close(),
  }
})

describe('the address', () => {
  test('opens the program once, for a clean URL and a cookie', () =>
    running(async ({ get, addresses, origin }) => {
      const path = addresses[0]?.slice(origin.length) ?? ''
      expect(path).toMatch(/^\/\?token=[A-Za-z0-9_-]{43}$/)
      const first = await get(path)
      expect(first).toMatchObject({ status: 302, body: '', headers: { location: '/' } })
      expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
      expect(await get(path)).toMatchObject({ status: 401, body: '' })
      expect(addresses).toHaveLength(2)
    }))

  test('is not spent by a look (HEAD) or by a wrong one', () =>
    running(async ({ get, addresses, origin }) => {
      const path = addresses[0]?.slice(origin.length) ?? ''
      expect((await get(path, {}, 'HEAD')).status).toBe(401)
      expect((await get('/?token=wrong')).status).toBe(401)
      expect((await get(path)).status).toBe(302)
    }))

  test('followed again by someone who is in leads in', () =>
    running(async ({ get, signIn, addresses, origin }) => {
      const cookie = await signIn()
      const spent = addresses[0]?.slice(origin.length) ?? ''
      expect(await get(spent, { cookie })).toMatchObject({ status: 302, headers: { location: '/' } })
    }))
})

describe('answers', () => {
  test('a page forbids whatever it does not need and is not kept', () =>
    running(async ({ get, signIn }) => {
      const { status, headers, body } = await get('/', { cookie: await signIn() })
      expect({ status, body }).toEqual({ status: 200, body: '<p>page' })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }))

  test('a picture comes with the type it was decoded as; HEAD without its bytes', () =>
    running(async ({ get, signIn }) => {
      const cookie = await signIn()
      const path = `/image/${hash}`
      const whole = await get(path, { cookie })
      expect(whole).toMatchObject({ status: 200, body: 'picture bytes' })
      expect(whole.headers).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
      })
      expect(await get(path, { cookie }, 'HEAD')).toMatchObject({
        status: 200,
        body: '',
        headers: { 'content-length': '13' },
      })
    }))

  test.each([
    '/nothing',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/index.html/',
    '//index.html',
    '/image/',
    `/image/${'0'.repeat(64)}`,
    `/image/${hash}.png`,
    `/image/${hash}/../${hash}`,
    '/image/..%2f..%2fetc%2fpasswd',
    '/image/%00',
    '/image/..\\a.png',
    '/rpc',
  ])('%s is not found', (path) =>
    running(async ({ get, signIn }) => {
      expect(await get(path, { cookie: await signIn() })).toMatchObject({ status: 404, body: '' })
    }),
  )

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', (method) =>
    running(async ({ get, signIn }) => {
      const answer = await get('/', { cookie: await signIn() }, method)
      expect(answer).toMatchObject({ status: 405, body: '', headers: { allow: 'GET, HEAD' } })
    }),
  )
})

describe('the socket', () => {
  test.each([
    ['text that is not JSON', (socket: WebSocket) => socket.send('{"type":'), 1007],
    ['bytes', (socket: WebSocket) => socket.send(Buffer.from('{}')), 1003],
    ['too much', (socket: WebSocket) => socket.send(' '.repeat(MAX_MESSAGE_BYTES + 1)), 1009],
  ])('%s ends that connection and no other', (_name, send, code) =>
    running(async ({ signIn, connect }) => {
      const cookie = await signIn()
      const [bad, good] = [await connect(cookie), await connect(cookie)]
      bad.on('error', () => undefined)
      const closed = new Promise<number>((resolve) => bad.on('close', resolve))
      send(bad)
      expect(await closed).toBe(code)
      const client = createClient(webSocketTransport(good))
      await expect(client.call('projects.recent', {})).resolves.toEqual([])
    }),
  )

  test('a client that does not read is cut off', () => {
    const events = createCoreEvents()
    const handlers = testHandlers({ 'projects.recent': () => [] })
    const dispatcher = createDispatcher({ handlers, events, report: () => 'entry' })
    return running(async ({ signIn, connect }) => {
      const socket = await connect(await signIn())
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      socket.pause()
      const note = 'x'.repeat(1024 * 1024)
      for (let count = 0; count < 64; count++) events.emit('model.state', { model: null, device: null, note })
      socket.resume()
      expect(await closed).toBe(1006)
    }, dispatcher)
  })

  test('closing the server rejects what was asked and not answered', () => {
    const handlers = testHandlers({ 'posts.get': () => new Promise(() => undefined) })
    const dispatcher = createDispatcher({ handlers, events: createCoreEvents(), report: () => 'entry' })
    return running(async ({ server, signIn, connect }) => {
      const client = createClient(webSocketTransport(await connect(await signIn())))
      const call = client.call('posts.get', { id: 1 })
      const failure = expect(call).rejects.toMatchObject({ kind: 'disconnected' })
      await server.close()
      await failure
    }, dispatcher)
  })
})

test('whoever is refused a socket and keeps his end of it open does not keep the server from closing', async () => {
  const { server } = await start()
  const socket = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true })
  socket.write(
    `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 403 /)
  await server.close()
  socket.destroy()
})

test('a port that is taken is an error the caller can tell', () =>
  running(async ({ server }) => {
    const second = startWebServer({
      host: '127.0.0.1',
      port: server.port,
      publicOrigin: null,
      files: new Map(),
      picture: () => null,
      dispatcher: emptyDispatcher(),
      logger: silentLogger,
      announce: () => Promise.resolve(),
    })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  }))
