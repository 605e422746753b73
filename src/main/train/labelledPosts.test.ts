import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLabelledPosts } from './labelledPosts.ts'

let folder: string
const write = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'vsgn-labelled-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const POSTS = 'IMGID:1\nAda\tB-PER\n\nIMGID:2\nPorto\tB-OTHER\n\n'

test('captions come from a file of their own', async () => {
  const posts = await readLabelledPosts(write('posts.txt', POSTS), write('captions.tsv', '1.jpg\ta sailor\n'))
  expect(posts.map(({ tags, caption }) => [tags, caption])).toEqual([
    [['B-PER'], 'a sailor'],
    [['B-MISC'], null],
  ])
})

test('a bad line of the captions is named: a score without them would be of something else', async () => {
  const file = write('posts.txt', POSTS)
  await expect(
    readLabelledPosts(file, write('broken.tsv', '1.jpg\ta sailor\n2.jpg a bridge\n')),
  ).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringMatching(/^broken\.tsv, line 2: /u) as string,
  })
  await expect(readLabelledPosts(file, write('empty.tsv', ''))).rejects.toMatchObject({
    message: expect.stringContaining('holds no captions') as string,
  })
})
