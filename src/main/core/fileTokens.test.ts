import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFileTokens } from './fileTokens.ts'

test('a token leads back to its path, and the same path keeps its token', () => {
  const tokens = createFileTokens()
  const token = tokens.grant('/data/a.txt')
  expect(tokens.resolve(token)).toBe('/data/a.txt')
  expect(tokens.grant('/data/a.txt')).toBe(token)
  expect(tokens.grant('/data/a.txt', 'parent')).not.toBe(token)
})

test('a path is not a token', () => {
  const tokens = createFileTokens()
  tokens.grant('/data/a.txt')
  expect(() => tokens.resolve('/data/a.txt')).toThrow(expect.objectContaining({ kind: 'not-found' }))
})

test('something new goes to the chosen path, or into the chosen folder', () => {
  const tokens = createFileTokens()
  expect(tokens.resolveNew(tokens.grant('/data/out.txt'), 'ignored')).toBe('/data/out.txt')
  expect(tokens.resolveNew(tokens.grant('/data', 'parent'), 'out.txt')).toBe(join('/data', 'out.txt'))
})

test.each(['..', '.', '', ' a', 'a ', 'a/b', '../a', 'a\\b', 'C:a', 'a\u0000', 'a\n', 'a.'])(
  '%j is no name for a new file',
  (name) => {
    const tokens = createFileTokens()
    const folder = tokens.grant('/data', 'parent')
    expect(() => tokens.resolveNew(folder, name)).toThrow(expect.objectContaining({ kind: 'invalid-input' }))
  },
)
