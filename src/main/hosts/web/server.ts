import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { WebSocketServer } from 'ws'
import type { Dispatcher } from '../../../shared/api/dispatcher.ts'
import { SAFE_HEADERS } from '../../security/safeHeaders.ts'
import { guardRequest } from '../../security/requestGuard.ts'
import type { Verdict } from '../../security/requestGuard.ts'
import type { Logger } from '../../system/logger.ts'
import { findPicture } from '../pictureFile.ts'
import type { StoredPicture } from '../pictureFile.ts'
import type { StaticFile } from '../staticFiles.ts'
import { createSessionToken } from './sessionToken.ts'
import type { SessionToken } from './sessionToken.ts'
import { MAX_MESSAGE_BYTES, webSocketTransport } from './webSocketTransport.ts'

export interface WebServerOptions {
  /** Address to listen on; anything but loopback only after a warning (main.ts). */
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** The address people use when it is not the one listened on: the near end of an SSH tunnel. */
  readonly publicOrigin: string | null
  readonly files: ReadonlyMap<string, StaticFile>
  readonly picture: (hash: string) => StoredPicture | null
  readonly dispatcher: Dispatcher
  readonly logger: Logger
  /**
   * Told each address that opens the program once: the first, and the one that follows when it was used. An address is
   * answered only after its successor was announced.
   */
  readonly announce: (address: string, port: number) => Promise<void>
}

export interface WebServer {
  readonly port: number
  /** The first address that opens the program. */
  readonly address: string
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

const FOR_EVER = 'private, max-age=31536000, immutable'

/**
 * The loopback server: pages, pictures and the WebSocket `/rpc`, all behind {@link guardRequest}.
 *
 * @throws the listening error, for example EADDRINUSE.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { dispatcher, logger } = options
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    maxHeaderSize: 16 * 1024,
    // The guard refuses a missing Host itself, in its own words: none.
    requireHostHeader: false,
  })
  const port = await listen(server, options)
  const origins = ownOrigins(options, port)
  const addressWith = (ticket: string): string => `${origins[0] ?? ''}/?token=${ticket}`
  let announced = Promise.resolve()
  const session = createSessionToken(port, (ticket) => {
    announced = options.announce(addressWith(ticket), port)
  })
  await announced
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  let clients = 0

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The other side hung up, or a picture vanished while it was sent: nothing is left to answer.
      logger.warn('an answer broke off', { error })
      response.destroy()
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = readTarget(request)
    const verdict = judge(request, target, false)
    if (!verdict.allow) {
      logger.warn('refused a request', { status: verdict.status, reason: verdict.reason })
      sendEmpty(response, verdict.status)
      return
    }
    if (target.ticket !== null) {
      // Someone with a session who follows an old address simply gets in; a valid ticket is spent either way.
      if (session.spend(target.ticket))
        response.setHeader('Set-Cookie', session.cookie({ secure: isSecure(request, origins) }))
      await announced
      response.setHeader('Location', '/')
      sendEmpty(response, 302)
      return
    }
    const picture = /^\/image\/([^/]*)$/.exec(target.path)
    const file = options.files.get(target.path)
    if (picture !== null) await sendPicture(picture[1] ?? '', request, response)
    else if (file !== undefined) sendFile(file, request, response)
    else sendEmpty(response, 404)
  }

  async function sendPicture(
    hash: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const picture = await findPicture(hash, options.picture)
    if (picture === null) {
      sendEmpty(response, 404)
      return
    }
    response.writeHead(200, {
      ...SAFE_HEADERS,
      'Content-Type': picture.contentType,
      'Content-Length': picture.bytes,
      'Cache-Control': FOR_EVER,
    })
    if (request.method === 'HEAD') response.end()
    else await pipeline(createReadStream(picture.path, { end: picture.bytes - 1 }), response)
  }

  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    const verdict = judge(request, readTarget(request), true)
    if (!verdict.allow) {
      logger.warn('refused a connection', { status: verdict.status, reason: verdict.reason })
      // Without this, a client that keeps its own end open would hold the socket, and the closing of the server, for ever.
      socket.once('finish', () => socket.destroy())
      socket.end(`HTTP/1.1 ${verdict.status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      clients += 1
      dispatcher.attach(webSocketTransport(webSocket), `web-${clients}`)
    })
  })

  function judge(request: IncomingMessage, { path, ticket }: Target, upgrade: boolean): Verdict {
    return guardRequest(
      {
        method: request.method ?? '',
        path,
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: headerText(request.headers['sec-fetch-site']),
        credential: credentialOf(request, ticket, session),
        upgrade,
      },
      origins,
    )
  }

  return {
    port,
    address: addressWith(session.ticket),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, { host, port }: WebServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** The first is the one that is announced. */
function ownOrigins({ host, publicOrigin }: WebServerOptions, port: number): string[] {
  const bracketed = host.includes(':') ? `[${host}]` : host
  // What is listened on everywhere has no name of its own; people come in by --public-origin.
  const listening = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed
  const own = [`http://${listening}:${port}`, `http://localhost:${port}`]
  return publicOrigin === null ? own : [publicOrigin, ...own]
}

interface Target {
  readonly path: string
  readonly ticket: string | null
}

/** Path as it was sent, not decoded and not normalised; only `/` takes a ticket. */
function readTarget({ url = '' }: IncomingMessage): Target {
  const [path = '', query = ''] = url.split('?', 2)
  return { path, ticket: path === '/' ? new URLSearchParams(query).get('token') : null }
}

function credentialOf(
  request: IncomingMessage,
  ticket: string | null,
  session: SessionToken,
): 'session' | 'ticket' | 'none' {
  if (session.isSession(request.headers.cookie)) return 'session'
  return ticket !== null && session.isTicket(ticket) ? 'ticket' : 'none'
}

function isSecure(request: IncomingMessage, origins: readonly string[]): boolean {
  return origins.some((origin) => origin === `https://${request.headers.host ?? ''}`)
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

function sendFile(file: StaticFile, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...SAFE_HEADERS,
    'Content-Type': file.contentType,
    'Content-Length': file.body.length,
    'Cache-Control': file.isDocument ? 'no-store' : FOR_EVER,
  })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'Content-Length': 0,
    'Cache-Control': 'no-store',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  })
  response.end()
}
