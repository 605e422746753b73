import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SAFE_HEADERS } from '../../security/safeHeaders.ts'
import { answer, isAppAddress, registerAppScheme } from './appProtocol.ts'

const { registerSchemesAsPrivileged } = vi.hoisted(() => ({ registerSchemesAsPrivileged: vi.fn() }))
vi.mock('electron', () => ({ protocol: { registerSchemesAsPrivileged } }))

const hash = 'ab'.repeat(32)
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-protocol-'))
  writeFileSync(join(folder, 'a.webp'), 'picture bytes')
})
afterAll(() => rmSync(folder, { recursive: true }))

const page = { contentType: 'text/html; charset=utf-8', body: Buffer.from('<p>page'), isDocument: true }
const get = (url: string, method = 'GET'): Promise<Response> =>
  answer(
    { url, method },
    {
      files: new Map([['/', page]]),
      picture: (asked) => (asked === hash ? { path: join(folder, 'a.webp'), format: 'webp' } : null),
    },
  )

test('the scheme is standard and secure, and passes no policy by', () => {
  registerAppScheme()
  expect(registerSchemesAsPrivileged).toHaveBeenCalledWith([
    {
      scheme: 'app',
      privileges: expect.objectContaining({
        standard: true,
        secure: true,
        bypassCSP: false,
        corsEnabled: false,
      }) as object,
    },
  ])
})

test('a page carries the policy and its type', async () => {
  const response = await get('app://workbench/')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('<p>page')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-security-policy': SAFE_HEADERS['Content-Security-Policy'],
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})

test('a picture has the type it was decoded as', async () => {
  const response = await get(`app://workbench/image/${hash}`)
  expect(await response.text()).toBe('picture bytes')
  expect(response.headers.get('content-type')).toBe('image/webp')
})

test.each([
  'app://workbench/nothing',
  'app://workbench/image/',
  `app://workbench/image/${'0'.repeat(64)}`,
  `app://workbench/image/${hash}/../${hash}x`,
  'app://workbench/image/..%2f..%2fetc%2fpasswd',
  'app://workbench/image/%00',
  'app://workbench/%2e%2e/package.json',
  'app://other/',
  'app://workbench.other/',
])('%s is not found', async (url) => {
  const response = await get(url)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('')
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
  expect((await get('app://workbench/', method)).status).toBe(405)
})

describe('our address', () => {
  test.each(['app://workbench/', 'app://workbench/index.html#/review/7', 'app://workbench'])('%s', (url) => {
    expect(isAppAddress(url)).toBe(true)
  })
  test.each([
    '',
    'workbench',
    'app:workbench/',
    'app:///workbench/',
    'app://',
    'app://other/',
    'app://workbench.evil.example/',
    'app://workbench@evil.example/',
    'app://user@workbench/',
    'app://workbench:80/',
    'apps://workbench/',
    'http://workbench/',
    'https://app/workbench/',
    'file:///app/workbench/',
    'javascript:app://workbench/',
    'about:blank',
    'blob:app://workbench/1',
  ])('%j is not ours', (url) => {
    expect(isAppAddress(url)).toBe(false)
  })
})
