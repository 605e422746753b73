import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onceFor, root } from './setup.mjs'

let folder
beforeEach(() => {
  mkdirSync(join(root, '.cache'), { recursive: true })
  folder = mkdtempSync(join(root, '.cache', 'once-for-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  rmSync(join(root, '.cache', 'test-of-setup.stamp'), { force: true })
})

test('what was left half made by other inputs is made again, also for the inputs of before', () => {
  const input = join(folder, 'input')
  const make = vi.fn(() => 0)
  const run = (content) => {
    writeFileSync(input, content)
    onceFor('test-of-setup', [relative(root, input)], relative(root, input), make)
  }
  run('a')
  run('a')
  expect(make).toHaveBeenCalledTimes(1)
  vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('ended')
  })
  make.mockReturnValueOnce(1)
  expect(() => run('b')).toThrow('ended')
  run('a')
  expect(make).toHaveBeenCalledTimes(3)
})
