import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startVsgn } from './testing/runVsgn.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'output-'))
})
afterAll(() => rmSync(home, { recursive: true }))

test('whoever stops reading gets no more words, and no stack trace', async () => {
  const listing = startVsgn(home, ['model', '--size', 'full', '--json'])
  listing.child.stdout.destroy()
  expect(await listing.ended).toMatchObject({ code: 0, signal: null, stderr: '' })
})
