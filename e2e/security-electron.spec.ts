import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Peer } from './hosts/shim/peer.ts'
import { expect, test } from './workbench.ts'
import type { Workbench } from './workbench.ts'

interface RecordedCall {
  readonly name: string
  readonly args: readonly unknown[]
}

/** Tests that look into the main process need the stand-in; the rest run on the real Electron too. */
function programOf({ program }: Workbench): Peer {
  test.skip(program === undefined, 'looks into the main process, which only the stand-in shows')
  if (program === undefined) throw new Error('skipped')
  return program()
}
const callsOf = async (program: Peer): Promise<RecordedCall[]> =>
  (await program.ask('calls')) as RecordedCall[]

const FOREIGN = [
  'https://workbench/',
  'http://127.0.0.1/',
  'https://workbench.invalid.evil.example/',
  'app://other/',
  'app://workbench.evil.example/',
  'app://workbench@evil.example/',
  'app://workbench:1/',
  'file:///etc/passwd',
  'data:text/html,<p>x',
  'javascript:alert(1)',
  'blob:https://evil.example/1',
  'ftp://evil.example/',
  'about:blank',
  '',
]

test('1. windows are sandboxed, isolated and without Node', async ({ workbench }) => {
  const calls = await callsOf(programOf(workbench))
  const windows = calls.filter(({ name }) => name === 'BrowserWindow')
  expect(windows).toHaveLength(1)
  expect(windows[0]?.args[0]).toMatchObject({
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
      experimentalFeatures: false,
      allowRunningInsecureContent: false,
    },
  })
  const order = calls.map(({ name }) => name)
  const ready = order.indexOf('app.ready')
  for (const name of [
    'app.enableSandbox',
    'protocol.registerSchemesAsPrivileged',
    'app.requestSingleInstanceLock',
  ]) {
    expect(order, name).toContain(name)
    expect(order.indexOf(name), name).toBeLessThan(ready)
  }
})

test('2. the page gets two functions and nothing of Node', async ({ workbench }) => {
  const seen = await workbench.page().evaluate(() => ({
    bridge: Object.keys((window as unknown as { vsgn: object }).vsgn).sort(),
    node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
  }))
  expect(seen).toEqual({ bridge: ['onMessage', 'send'], node: [] })
})

test('3. messages of other pages and inner frames are dropped and logged', async ({ workbench }) => {
  const program = programOf(workbench)
  const frames = [
    null,
    { url: 'app://workbench/', inner: true },
    ...FOREIGN.map((url) => ({ url, inner: false })),
  ]
  const text = JSON.stringify({ type: 'call', id: 1, method: 'app.setAuthor', params: { author: 'Mallory' } })
  for (const frame of frames) await program.ask('ipc', 1, 'vsgn:message', [text], frame)
  const client = await workbench.connect()
  expect((await client.call('app.info', {})).author).not.toBe('Mallory')
  const log = readFileSync(join(workbench.dataDir, 'workbench.log'), 'utf8')
  expect(log.match(/dropped a message from a foreign page/g)).toHaveLength(frames.length)
})

test('6 and 7. the scheme serves the list of pages and pictures of the project, and nothing else', async ({
  workbench,
}) => {
  const program = programOf(workbench)
  const status = async (url: string, method = 'GET'): Promise<number> =>
    ((await program.ask('request', url, method)) as { status: number }).status
  expect(await status('app://workbench/')).toBe(200)
  expect(await status('app://workbench/', 'POST')).toBe(405)
  for (const url of [
    'app://other/',
    'app://workbench/package.json',
    'app://workbench/../package.json',
    'app://workbench/%2e%2e/main/electron.js',
    'app://workbench/image/',
    'app://workbench/image/..%2fproject.sqlite',
    'app://workbench/image/%00',
    'app://workbench/image/..\\project.sqlite',
    `app://workbench/image/${'a'.repeat(64)}`,
    `app://workbench/image/${'a'.repeat(64)}.svg`,
  ])
    expect(await status(url), url).toBe(404)
})

test('8. no way of leaving leads anywhere', async ({ workbench }) => {
  const program = programOf(workbench)
  for (const url of FOREIGN)
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(await program.ask('navigate', event, url), `${event} ${url}`).toBe(true)
  expect(await program.ask('navigate', 'will-navigate', 'app://workbench/#/errors')).toBe(false)
  expect(await program.ask('navigate', 'will-attach-webview', 'app://workbench/')).toBe(true)

  for (const url of [...FOREIGN, 'https://github.com.evil.example/', 'https://github.com/'])
    expect(await program.ask('open', url), url).toBe('deny')
  const opened = (await callsOf(program)).filter(({ name }) => name === 'shell.openExternal')
  expect(opened.map(({ args }) => args)).toEqual([['https://github.com/']])
})

test('8. a page that tries to leave stays where it is', async ({ workbench }) => {
  const page = workbench.page()
  const before = page.url()
  await page.evaluate(() => {
    window.location.href = 'https://evil.example/'
  })
  await expect
    .poll(() => workbench.problems.splice(0))
    .toContain('request to another host: https://evil.example/')
  await expect(page).toHaveTitle(/VSGN Workbench$/)
  expect(page.url()).toBe(before)
})

test('9. a page may write plain text to the clipboard and nothing else', async ({ workbench }) => {
  const program = programOf(workbench)
  for (const permission of [
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'new-in-50',
  ])
    expect(await program.ask('permission', permission), permission).toEqual({
      requested: false,
      checked: false,
    })
  expect(await program.ask('permission', 'clipboard-sanitized-write')).toEqual({
    requested: true,
    checked: true,
  })
  const names = (await callsOf(program)).map(({ name }) => name)
  expect(names).toContain('devicePermission')
})

test('12. a path that nobody chose opens nothing', async ({ workbench }) => {
  const client = await workbench.connect()
  for (const token of [workbench.dataDir, '/etc/passwd', '../project.vsgn', 'a'.repeat(32)])
    await expect(client.call('projects.open', { token }), token).rejects.toMatchObject({ kind: 'not-found' })
  await expect(client.call('files.browse', { folder: '/' })).rejects.toMatchObject({ kind: 'refused' })
})

test('21. whatever a page asks for outside of the program is stopped', async ({ workbench }) => {
  const program = programOf(workbench)
  for (const url of FOREIGN) expect(await program.ask('blocks', url), url).toBe(true)
  expect(await program.ask('blocks', 'app://workbench/index.html')).toBe(false)
})
