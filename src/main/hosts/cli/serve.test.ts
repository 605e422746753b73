import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_LABELS } from '../../../shared/domain/labels.ts'
import { createProject } from '../../store/createProject.ts'
import { openProject } from '../../store/openProject.ts'
import { systemClock } from '../../system/clock.ts'
import { rendererFolder } from '../../system/resources.ts'
import { documentOf, runVsgn, startVsgn } from './testing/runVsgn.ts'
import type { VsgnProcess, VsgnRun } from './testing/runVsgn.ts'

let folder: string
let home: string
const at = (...parts: string[]): string => join(folder, ...parts)
const vsgn = (...args: string[]): Promise<VsgnRun> => runVsgn(home, ...args)
const serve = (...args: string[]): VsgnProcess => startVsgn(home, ['serve', ...args])

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
  home = at('home')
  createProject(at('p.vsgn'), { name: 'p', labels: DEFAULT_LABELS, clock: systemClock }).close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const built = existsSync(rendererFolder())
describe.skipIf(!built)('the web host (needs the built pages: npm run build)', () => {
  test('prints its address on one line, lets the one with the address in, and leaves the project free', async () => {
    const serving = serve(at('p.vsgn'), '--port', '0')
    const address = await serving.printed
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=\S+$/u)
    const { origin } = new URL(address)
    expect((await fetch(origin, { redirect: 'manual' })).status).toBe(401)
    const entered = await fetch(address, { redirect: 'manual' })
    expect(entered.status).toBe(302)
    const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    const page = await fetch(origin, { headers: { cookie } })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(401)

    serving.child.kill('SIGTERM')
    expect(await serving.ended).toMatchObject({ code: 0, signal: null, stdout: `${address}\n` })
    await expect(fetch(origin)).rejects.toThrow()
    openProject(at('p.vsgn'), { clock: systemClock }).close()
  })

  test('--json prints one document; Ctrl+C ends it cleanly', async () => {
    const serving = serve('--json')
    const { address } = JSON.parse(await serving.printed) as { address: string }
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302)
    serving.child.kill('SIGINT')
    const run = await serving.ended
    expect(run).toMatchObject({ code: 0, signal: null })
    expect(documentOf(run)).toEqual({ address })
  })

  test('a port that is taken is refused in words', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const taken = await vsgn('serve', '--port', String(port), '--json')
    other.close()
    expect([taken.code, documentOf(taken)]).toEqual([
      1,
      { error: { kind: 'refused', message: expect.stringContaining(`Port ${port}`) as string } },
    ])
  })
})
