import { expect, it } from 'vitest'
import { csv } from './csv.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

it('writes back lines with nothing in them, wherever they stand', async () => {
  const text = '\r\nid,text,spans\r\n\r\n1,Ada ran,0-3:PER\r\n\n\n2,"in\nOslo",\r\n\r\n\r\n'
  const { posts } = await readAll(csv, text, { name: 'posts.csv', chunkBytes: 3 })
  expect(posts.map((post) => post.line)).toEqual([4, 7])
  const written = posts.map((post, index) => writtenPost(storedPost(post, index + 1)))
  expect(String(writeAll(csv, optionsFor(csv.variants[0]), written).get(''))).toBe(text)
})

it('parts sentences without ids at lines with nothing in them', async () => {
  const { posts } = await readAll(csv, 'token,tag\nAda,B-PER\nran,O\n\n\nOslo,B-LOC\n', { name: 'a.csv' })
  expect(posts.map(({ externalId, tokens }) => [externalId, tokens])).toEqual([
    ['a-1', ['Ada', 'ran']],
    ['a-2', ['Oslo']],
  ])
})
