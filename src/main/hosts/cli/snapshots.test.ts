import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { documentOf, runVsgn } from './testing/runVsgn.ts'
import type { VsgnRun } from './testing/runVsgn.ts'

// Several processes a test, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-snapshots-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (...parts: string[]): string => join(folder, ...parts)
const vsgn = (...args: string[]): Promise<VsgnRun> => runVsgn(at('home'), ...args)

test('a damaged project is brought back by what its refusal says', async () => {
  writeFileSync(at('first.txt'), 'IMGID:1\nAda\tB-PER\n\n')
  writeFileSync(at('second.txt'), 'IMGID:2\nOslo\tB-LOC\n\n')
  await vsgn('new', at('p.vsgn'))
  expect(await vsgn('snapshots', at('p.vsgn'))).toMatchObject({
    code: 0,
    stdout: 'There are no snapshots.\n',
  })
  for (const file of ['first.txt', 'second.txt']) await vsgn('import', at('p.vsgn'), at(file))
  writeFileSync(at('p.vsgn', 'project.sqlite'), 'no database'.repeat(900))
  const refused = await vsgn('export', at('p.vsgn'), at('out.txt'))
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.stderr).toContain('vsgn snapshots PROJECT')

  const listed = documentOf(await vsgn('snapshots', at('p.vsgn'), '--json'))
  expect(listed).toMatchObject({ restored: null, snapshots: [{ reason: 'import', posts: 1, reviewed: 0 }] })
  const [{ name } = { name: '' }] = (listed as { snapshots: { name: string }[] }).snapshots
  expect((await vsgn('snapshots', at('p.vsgn'), '--restore', name)).stdout).toBe(
    `Restored ${name}: 1 posts, 0 reviewed.\n`,
  )
  expect(await vsgn('export', at('p.vsgn'), at('out.txt'))).toMatchObject({ code: 0 })
})
