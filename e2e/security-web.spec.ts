import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { rawRequest } from './hosts/rawRequest.ts'
import type { RawAnswer } from './hosts/rawRequest.ts'
import { startWebProcess } from './hosts/webProcess.ts'
import type { WebProcess } from './hosts/webProcess.ts'
import { expect, test as base } from './workbench.ts'

interface Site {
  readonly running: WebProcess
  readonly port: number
  /** Host header of this run. */
  readonly host: string
  readonly cookie: string
  /** A cookie of the run before, on the same port. */
  readonly oldCookie: string
  readonly dataDir: string
}

/** The built web host without a browser, in its second run. */
const test = base.extend<{ site: Site }>({
  site: async ({ folders: { dataDir, files } }, use) => {
    const args = ['--data-dir', dataDir, '--data-root', files]
    const first = await startWebProcess(args)
    const oldCookie = await signIn(first)
    await first.stop()
    const running = await startWebProcess(args)
    try {
      expect(running.origin, 'a restart keeps the port').toBe(first.origin)
      const { host, port } = new URL(running.origin)
      await use({ running, host, port: Number(port), cookie: await signIn(running), oldCookie, dataDir })
    } finally {
      await running.stop()
    }
  },
})

async function signIn({ address, origin }: WebProcess): Promise<string> {
  const { host, port } = new URL(origin)
  const answer = await rawRequest(Number(port), `GET ${address.slice(origin.length)}`, { Host: host })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('/')
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

test('13. nothing but 127.0.0.1 is listened on', async ({ site }) => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, scopeid }) => address !== '127.0.0.1' && (scopeid ?? 0) === 0)
    .map(({ address }) => address)
  for (const address of new Set(['::1', ...others])) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect(site.port, address)
      socket.on('connect', () => resolve('connected'))
      socket.on('error', () => resolve('refused'))
    })
    expect(outcome, address).toBe('refused')
  }
})

test('14 to 17. of every token, Host, Origin, method and route only the right combination passes', async ({
  site: { port, host, cookie, oldCookie, running },
}) => {
  const cookies = {
    none: undefined,
    wrong: `${cookie.split('=')[0] ?? ''}=${randomBytes(32).toString('base64url')}`,
    old: oldCookie,
    right: cookie,
  }
  const hosts = {
    local: host,
    foreign: 'evil.example',
    missing: undefined,
    otherPort: `127.0.0.1:${port + 1}`,
  }
  const origins = { none: undefined, own: running.origin, foreign: 'http://evil.example', null: 'null' }
  const routes = ['/', '/index.html', '/image/' + '0'.repeat(64), '/nothing', '/rpc', 'upgrade']
  const found = new Set(['/', '/index.html'])

  const wrong: string[] = []
  let asked = 0
  for (const [token, givenCookie] of Object.entries(cookies))
    for (const [hostName, givenHost] of Object.entries(hosts))
      for (const [originName, givenOrigin] of Object.entries(origins)) {
        const cases = routes.flatMap((route) =>
          (route === 'upgrade' ? ['GET'] : ['GET', 'HEAD', 'POST', 'OPTIONS']).map((method) => ({
            route,
            method,
          })),
        )
        const answers = await Promise.all(
          cases.map(({ route, method }) =>
            rawRequest(port, `${method} ${route === 'upgrade' ? '/rpc' : route}`, {
              Host: givenHost,
              Origin: givenOrigin,
              Cookie: givenCookie,
              ...(route === 'upgrade' ? UPGRADE : {}),
            }),
          ),
        )
        cases.forEach(({ route, method }, index) => {
          asked += 1
          const answer = answers[index]
          const originFits = originName === 'own' || (originName === 'none' && route !== 'upgrade')
          const passes = token === 'right' && hostName === 'local' && originFits && /GET|HEAD/.test(method)
          const expected = passes
            ? route === 'upgrade'
              ? [101]
              : [found.has(route) ? 200 : 404]
            : [400, 401, 403, 405]
          const problem = answer === undefined ? 'no answer' : problemOf(answer, expected)
          if (problem !== null)
            wrong.push(`${token} ${hostName} ${originName} ${method} ${route}: ${problem}`)
        })
      }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(1200)
})

/** Null: as expected, and a refusal says nothing and starts nothing. */
function problemOf({ status, headers, body }: RawAnswer, expected: readonly number[]): string | null {
  if (!expected.includes(status)) return `status ${status} instead of ${expected.join('/')}`
  if (status >= 400 && body !== '') return `status ${status} with a body`
  for (const name of headers.keys())
    if (name.startsWith('access-control') || name === 'set-cookie') return `header ${name}`
  return null
}

test('14. the token is long, good once, kept from others and from the log', async ({ site }) => {
  const { running, host, port, dataDir, cookie } = site
  const ticket = new URL(running.address).searchParams.get('token') ?? ''
  expect(Buffer.from(ticket, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
  expect((await rawRequest(port, `GET /?token=${ticket}`, { Host: host })).status).toBe(401)

  const file = join(dataDir, 'web-address.json')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  const log = readFileSync(join(dataDir, 'workbench.log'), 'utf8')
  expect(log).toContain('refused a request')
  for (const secret of [ticket, cookie.split('=')[1] ?? '']) expect(log.includes(secret)).toBe(false)
})

test('14. the next address is in the file, for a second browser', async ({ site }) => {
  const { host, port, dataDir, running } = site
  const { address } = JSON.parse(readFileSync(join(dataDir, 'web-address.json'), 'utf8')) as {
    address: string
  }
  expect(address).not.toBe(running.address)
  const answer = await rawRequest(port, `GET ${address.slice(running.origin.length)}`, { Host: host })
  expect(answer.headers.get('set-cookie')).toMatch(/^[^=]+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('16. malformed, oversized and odd messages end their own connection at most', async ({ site }) => {
  const { running, cookie } = site
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${running.origin.replace('http', 'ws')}/rpc`, {
      headers: { Cookie: cookie, Origin: running.origin },
    })
    socket.on('error', () => undefined)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return socket
  }
  const closed = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => socket.once('close', resolve))
  const good = await open()
  const answers: unknown[] = []
  good.on('message', (data) => answers.push(JSON.parse((data as Buffer).toString())))

  const odd = await open()
  const pieces = [
    'null',
    '7',
    '[]',
    '{}',
    '"call"',
    '{"type":"call"}',
    '{"type":"cancel","id":1}',
    '[[[[[[]]]]]]',
  ]
  for (let count = 0; count < 10_000; count++) odd.send(pieces[count % pieces.length] ?? '')
  odd.send(JSON.stringify({ type: 'call', id: 1, method: 'projects.recent', params: {} }))
  const answer = await new Promise<Buffer>((resolve) => odd.once('message', resolve))
  expect(JSON.parse(answer.toString())).toMatchObject({ type: 'result', id: 1 })

  for (const [text, code] of [
    ['{', 1007],
    [`"${'x'.repeat(9 * 1024 * 1024)}"`, 1009],
  ] as const) {
    const bad = await open()
    bad.send(text)
    expect(await closed(bad)).toBe(code)
  }
  const torn = await open()
  // Below the library that frames messages: a frame that no client may send.
  const raw = (torn as unknown as { _socket: { write: (bytes: Uint8Array) => void } })._socket
  raw.write(randomBytes(512).fill(0xff, 0, 1))
  await closed(torn)

  good.send(JSON.stringify({ type: 'call', id: 9, method: 'projects.recent', params: {} }))
  await expect.poll(() => answers).toEqual([expect.objectContaining({ type: 'result', id: 9 })])
})

test('4. a call with anything wrong in it is refused before its handler', async ({ workbench }) => {
  const client = await workbench.connect()
  const call = (method: string, params: unknown): Promise<unknown> =>
    client.call(method as 'app.info', params as Record<string, never>)
  for (const [method, params] of [
    ['nothing.here', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['app.info', { extra: 1 }],
    ['posts.get', { id: '1' }],
    ['posts.get', JSON.parse('{"id":1,"__proto__":{"id":2}}')],
    ['app.setAuthor', { author: 'x'.repeat(5_000_000) }],
  ] as const)
    await expect(call(method, params), method).rejects.toMatchObject({ kind: 'invalid-input' })
})

test('7. only pictures of the project are served, whatever the address looks like', async ({ site }) => {
  const { host, port, cookie } = site
  for (const path of [
    '/image/',
    '/image/../index.html',
    '/image/..%2f..%2fproject.sqlite',
    '/image/%2e%2e/%2e%2e/etc/passwd',
    '/image/%00',
    '/image/..\\..\\project.sqlite',
    '/image//etc/passwd',
    '/image/\\\\server\\share',
    `/image/${'A'.repeat(64)}`,
    `/image/${'a'.repeat(64)}`,
    `/image/${'a'.repeat(64)}.svg`,
    `/image/${'a'.repeat(8000)}`,
  ]) {
    const answer = await rawRequest(port, `GET ${path}`, { Host: host, Cookie: cookie })
    expect({ path, status: answer.status, body: answer.body }).toEqual({ path, status: 404, body: '' })
  }
})

test('17. a page cannot be framed, sniffed, shared or kept', async ({ site }) => {
  const { headers } = await rawRequest(site.port, 'GET /', { Host: site.host, Cookie: site.cookie })
  expect(Object.fromEntries(headers)).toMatchObject({
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})

test('18. one looks through the folder the program was started with, and no further', async ({
  workbench,
}) => {
  const client = await workbench.connect()
  const top = await client.call('files.browse', { folder: '' })
  expect(top.parent).toBeNull()
  for (const folder of ['..', '/', workbench.dataDir, `${top.folder}/../data`, `${top.folder}\0`])
    await expect(client.call('files.browse', { folder }), folder).rejects.toMatchObject({ kind: 'not-found' })
  await expect(client.call('files.choose', { purpose: 'import' })).rejects.toMatchObject({ kind: 'refused' })
  await expect(client.call('projects.open', { token: workbench.dataDir })).rejects.toMatchObject({
    kind: 'not-found',
  })
})
