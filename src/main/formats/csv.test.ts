import { describe, expect, it } from 'vitest'
import { importedPost } from '../store/store.fixture.ts'
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

describe('for a spreadsheet', () => {
  const names = ['16_05_10', '123456789012', '007', '=1+1', '-1', "'16_05_10", "''@a", "'x", '2013']
  const posts = names.map((name, index) =>
    writtenPost(
      storedPost(
        importedPost('@Ada ran', { externalId: name, picture: name, tags: ['B-PER', 'O'] }),
        index + 1,
      ),
    ),
  )
  const ids = (text: string): string[] =>
    text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '')

  it.each(csv.variants)('guards ids and picture names, which come back, in $name', async (variant) => {
    const options = optionsFor(variant, { spreadsheet: true, delimiter: ',' })
    const content = String(writeAll(csv, options, posts).get(''))
    const guarded = [
      "'16_05_10",
      "'123456789012",
      "'007",
      "'=1+1",
      "'-1",
      "''16_05_10",
      "'''@a",
      "'x",
      '2013',
    ]
    expect(ids(content)).toEqual(
      variant.name.startsWith('tokens') ? guarded.flatMap((id) => [id, id]) : guarded,
    )
    const { posts: read } = await readAll(csv, content, { name: 'a.csv' })
    expect(read.map(({ externalId }) => externalId)).toEqual(names)
    if (variant.carries.includes('picture')) expect(read.map(({ picture }) => picture)).toEqual(names)
  })

  it('counts the apostrophe of a text in its spans', async () => {
    const content = String(writeAll(csv, optionsFor(csv.variants[0], { spreadsheet: true }), posts).get(''))
    expect(content).toContain(`,'@Ada ran,'16_05_10,,,"[[1,5,""PER""]]"`)
    const { posts: read } = await readAll(csv, content, { name: 'a.csv' })
    expect(read[0]).toMatchObject({ tokens: ["'", '@Ada', 'ran'], tags: ['O', 'B-PER', 'O'] })
  })

  it('leaves names of other tables alone, but for those that would lose a mark of their own', async () => {
    const content = String(writeAll(csv, optionsFor(csv.variants[0]), posts).get(''))
    expect(ids(content).filter((id, index) => id !== names[index])).toEqual(["''16_05_10", "'''@a"])
    const { posts: read } = await readAll(csv, content, { name: 'a.csv' })
    expect(read.map(({ externalId }) => externalId)).toEqual(names)
  })
})

it('parts sentences without ids at lines with nothing in them', async () => {
  const { posts } = await readAll(csv, 'token,tag\nAda,B-PER\nran,O\n\n\nOslo,B-LOC\n', { name: 'a.csv' })
  expect(posts.map(({ externalId, tokens }) => [externalId, tokens])).toEqual([
    ['a-1', ['Ada', 'ran']],
    ['a-2', ['Oslo']],
  ])
})
