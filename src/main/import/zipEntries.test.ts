import { expect, it } from 'vitest'
import { bundleFault } from './zipEntries.ts'
import type { ZipEntry } from './zipEntries.ts'

const entries = (count: number): ZipEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    name: `${n}.txt`,
    size: 1,
    packed: 1,
    offset: n * 40,
    method: 0,
    encrypted: false,
    mode: 0,
  }))

it('opens a zip of a hundred thousand entries, and none of more', () => {
  expect(bundleFault(entries(100_000))).toBeNull()
  expect(bundleFault(entries(100_001))).toMatchObject({
    found: 'the zip has more than 100000 entries',
    entry: null,
  })
})
