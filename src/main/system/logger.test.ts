import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLogger } from './logger.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logger-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('one JSON line an event, with its facts and the stack of an error', () => {
  const file = join(folder, 'logs', 'workbench.log')
  const logger = createLogger(file)
  logger.info('started', { port: 4000 })
  logger.error('failed', { error: new Error('no such table') })
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(lines).toEqual([
    expect.objectContaining({ msg: 'started', port: 4000, pid: process.pid, level: 30 }),
    expect.objectContaining({
      msg: 'failed',
      level: 50,
      error: expect.stringContaining('no such table\n') as string,
    }),
  ])
})

test('a second start goes on in the same file, a big one is set aside', () => {
  const file = join(folder, 'workbench.log')
  createLogger(file).info('first')
  createLogger(file).info('second')
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  writeFileSync(file, 'x'.repeat(6 * 1024 * 1024))
  createLogger(file).info('third')
  expect(readFileSync(file, 'utf8')).toContain('third')
  expect(statSync(`${file}.1`).size).toBe(6 * 1024 * 1024)
})

test.runIf(process.platform !== 'win32')('only the owner can read it', () => {
  const file = join(folder, 'workbench.log')
  createLogger(file).info('x')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})
