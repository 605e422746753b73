import { describe, expect, test } from 'vitest'
import { guardRequest } from './requestGuard.ts'
import type { GuardedRequest } from './requestGuard.ts'

const origins = ['http://127.0.0.1:4000', 'http://localhost:4000', 'https://annotate.example']

const good: GuardedRequest = {
  method: 'GET',
  path: '/',
  host: '127.0.0.1:4000',
  origin: undefined,
  fetchSite: 'none',
  credential: 'session',
  upgrade: false,
}
const upgrade: GuardedRequest = { ...good, path: '/rpc', origin: 'http://127.0.0.1:4000', upgrade: true }
const status = (request: GuardedRequest): number => {
  const verdict = guardRequest(request, origins)
  return verdict.allow ? 200 : verdict.status
}

describe('Host', () => {
  test.each(['127.0.0.1:4000', 'localhost:4000', 'annotate.example'])('%s is ours', (host) => {
    expect(status({ ...good, host })).toBe(200)
  })
  test.each([
    '127.0.0.1',
    '127.0.0.1:4001',
    '127.0.0.1:40000',
    'localhost',
    'LOCALHOST:4000',
    'localhost:4000.evil.example',
    'evil.example:4000',
    '127.0.0.1:4000@evil.example',
    '127.0.0.1.nip.io:4000',
    '2130706433:4000',
    '0.0.0.0:4000',
    '[::1]:4000',
    'annotate.example:443',
    'xannotate.example',
  ])('%s is not', (host) => {
    expect(status({ ...good, host })).toBe(403)
  })
  test.each([undefined, ''])('missing (%j) is a bad request', (host) => {
    expect(status({ ...good, host })).toBe(400)
  })
})

describe('Origin', () => {
  test('must belong to the very Host asked', () => {
    expect(status({ ...good, origin: 'http://127.0.0.1:4000' })).toBe(200)
    expect(status({ ...good, origin: 'http://localhost:4000' })).toBe(403)
    expect(status({ ...good, host: 'annotate.example', origin: 'https://annotate.example' })).toBe(200)
  })
  test.each([
    'null',
    '',
    'http://127.0.0.1:4000/',
    'https://127.0.0.1:4000',
    'http://127.0.0.1',
    'http://evil.example',
    'http://127.0.0.1:4000.evil.example',
  ])('%j is foreign', (origin) => {
    expect(status({ ...good, origin })).toBe(403)
    expect(status({ ...upgrade, origin })).toBe(403)
  })
  test('has no port where it is the usual one', () => {
    const announced = ['http://127.0.0.1:80']
    const usual = { ...upgrade, host: '127.0.0.1', origin: 'http://127.0.0.1' }
    expect(guardRequest(usual, announced)).toEqual({ allow: true })
    expect(guardRequest({ ...usual, origin: 'http://localhost' }, announced)).toMatchObject({ status: 403 })
  })
  test('an upgrade must carry one', () => {
    expect(status(upgrade)).toBe(200)
    expect(status({ ...upgrade, origin: undefined })).toBe(403)
  })
})

test.each(['cross-site', 'same-site'])('Sec-Fetch-Site %s is refused', (fetchSite) => {
  expect(status({ ...good, fetchSite })).toBe(403)
})

test.each(['same-origin', 'none', undefined])('Sec-Fetch-Site %s is fine', (fetchSite) => {
  expect(status({ ...good, fetchSite })).toBe(200)
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get'])(
  'method %s is not allowed',
  (method) => {
    expect(status({ ...good, method })).toBe(405)
  },
)

test('a one-time token opens the first page and nothing else', () => {
  const ticket = { ...good, credential: 'ticket' } as const
  expect(status(ticket)).toBe(200)
  expect(status({ ...ticket, method: 'HEAD' })).toBe(401)
  expect(status({ ...ticket, path: '/assets/main.js' })).toBe(401)
  expect(status({ ...upgrade, credential: 'ticket' })).toBe(401)
})

test('without a credential there is nothing', () => {
  for (const path of ['/', '/index.html', '/assets/main.js', '/image/0', '/rpc', '/no-such-page'])
    expect(status({ ...good, path, credential: 'none' }), path).toBe(401)
  expect(status({ ...upgrade, credential: 'none' })).toBe(401)
})

test('only /rpc is a socket', () => {
  expect(status({ ...upgrade, path: '/' })).toBe(403)
  expect(status({ ...upgrade, path: '/rpc/' })).toBe(403)
})
