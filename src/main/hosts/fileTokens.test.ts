import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createFileTokens } from './fileTokens.ts'

test('a token leads back to its path and says nothing about it', () => {
  const files = createFileTokens()
  const token = files.tokenFor('/home/ada/posts.txt')
  expect(token).toMatch(/^[0-9a-f]{32}$/)
  expect(files.resolve(token)).toBe(resolve('/home/ada/posts.txt'))
})

test('the same path keeps its token, another gets another', () => {
  const files = createFileTokens()
  expect(files.tokenFor('/data/a/../b')).toBe(files.tokenFor('/data/b'))
  expect(files.tokenFor('/data/a')).not.toBe(files.tokenFor('/data/b'))
})

test.each(['', '/home/ada/posts.txt', '../posts.txt', '__proto__', 'constructor', '0'.repeat(32)])(
  '%j is no token',
  (text) => {
    const files = createFileTokens()
    files.tokenFor('/home/ada/posts.txt')
    expect(() => files.resolve(text)).toThrow('Choose it once more')
  },
)

test('a token of another run means nothing', () => {
  const token = createFileTokens().tokenFor('/home/ada/posts.txt')
  expect(() => createFileTokens().resolve(token)).toThrow(expect.objectContaining({ kind: 'not-found' }))
})
