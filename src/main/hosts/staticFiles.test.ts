import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStaticFiles } from './staticFiles.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'static-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('files are found by address, with the type of their ending', () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), 'page')
  writeFileSync(join(folder, 'assets', 'index-1a.js'), 'script')
  writeFileSync(join(folder, 'assets', 'index-1a.js.map'), 'not served')
  writeFileSync(join(folder, 'notes'), 'not served')
  const files = readStaticFiles(folder)
  expect([...files.keys()].sort()).toEqual(['/', '/assets/index-1a.js', '/index.html'])
  expect(files.get('/')).toMatchObject({ contentType: 'text/html; charset=utf-8', isDocument: true })
  expect(files.get('/assets/index-1a.js')).toMatchObject({
    contentType: 'text/javascript; charset=utf-8',
    isDocument: false,
    body: Buffer.from('script'),
  })
})

test('without an index there is nothing to serve', () => {
  expect(() => readStaticFiles(folder)).toThrow('no index.html')
  expect(() => readStaticFiles(join(folder, 'missing'))).toThrow()
})
