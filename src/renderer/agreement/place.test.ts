import { expect, it } from 'vitest'
import { readPlace, writePlace } from './place.ts'

it('finds the place of a project again, and none where what is stored cannot be read', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  writePlace(storage, '/a.vsgn', { agreement: 2, postId: 7 })
  expect(readPlace(storage, '/a.vsgn')).toEqual({ agreement: 2, postId: 7 })
  expect(readPlace(storage, '/b.vsgn')).toBeNull()
  for (const damaged of ['{', '{"agreement":"2"}', 'null']) {
    kept.set('vsgn.agreement//a.vsgn', damaged)
    expect(readPlace(storage, '/a.vsgn')).toBeNull()
  }
})
