import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_READING } from '../import/importTypes.ts'
import { buildZip } from '../import/testing/zipBuilder.ts'
import { readLabelledPosts } from './labelledPosts.ts'

let folder: string
const write = (name: string, content: string | Uint8Array): string => {
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

test('a zip is read as an import reads it, with the captions in it, unless others are given', async () => {
  const zip = buildZip([
    { name: 'one.txt', content: POSTS },
    { name: 'two.jsonl', content: '{"id":"3","tokens":["Oslo"],"tags":["B-LOC"]}\n' },
    { name: 'captions.tsv', content: '1\ta sailor\n3\ta harbour\n' },
  ])
  const file = write('bundle.zip', zip)
  const bare = write(
    'uncaptioned.zip',
    buildZip([{ name: 'one.txt', content: POSTS }, { name: 'captions.tsv' }]),
  )
  expect((await readLabelledPosts(bare)).map(({ caption }) => caption)).toEqual([null, null])
  const captionsOf = async (captions: string | null) =>
    (await readLabelledPosts(file, captions)).map(({ id, caption }) => [id, caption])
  expect(await captionsOf(null)).toEqual([
    ['1', 'a sailor'],
    ['2', null],
    ['3', 'a harbour'],
  ])
  expect((await captionsOf(write('other.tsv', '2\ta bridge\n'))).map(([, caption]) => caption)).toEqual([
    null,
    'a bridge',
    null,
  ])
})

test('a folder of brat documents is read, and one without any is refused with a remedy', async () => {
  mkdirSync(join(folder, 'brat'))
  write('brat/b.txt', 'Ada sails\n')
  write('brat/b.ann', 'T1\tPER 0 3\tAda\n')
  write('brat/a.txt', 'Oslo\n')
  write('brat/a.ann', 'T1\tLOC 0 4\tOslo\n')
  const posts = await readLabelledPosts(join(folder, 'brat'))
  expect(posts.map(({ tokens, tags }) => [tokens, tags])).toEqual([
    [['Oslo'], ['B-LOC']],
    [
      ['Ada', 'sails'],
      ['B-PER', 'O'],
    ],
  ])
  mkdirSync(join(folder, 'bare'))
  await expect(readLabelledPosts(join(folder, 'bare'))).rejects.toMatchObject({
    kind: 'refused',
    message:
      'bare: it is a folder without .ann files; expected files of posts, or a folder of brat documents. Nothing of the file was used. Choose the files in it.',
  })
})

test('a file is read in the way that was chosen', async () => {
  const file = write('latin.txt', Buffer.from('IMGID:1\nJos\xe9\tB-PER\n\n', 'latin1'))
  await expect(readLabelledPosts(file)).rejects.toThrow('not valid utf-8')
  const [post] = await readLabelledPosts(file, null, { ...DEFAULT_READING, encoding: 'latin1' })
  expect(post?.tokens).toEqual(['José'])
})

test('a bad record and a post without labels say where they stand, also in a zip, and what to do here', async () => {
  const bad = 'IMGID:1\nAda\tB-PER\n\nIMGID:2\nPorto\n\n'
  await expect(readLabelledPosts(write('bad.txt', bad))).rejects.toMatchObject({
    kind: 'invalid-input',
    message:
      'bad.txt, line 5: the token `Porto` has no tag; expected token, TAB, tag (for example B-PER). Nothing of the file was used. Correct the line, or take the record out.',
  })
  const zip = write('bad.zip', buildZip([{ name: 'in/bad.txt', content: bad }]))
  await expect(readLabelledPosts(zip)).rejects.toThrow(/^bad\.zip, in\/bad\.txt, line 5: /u)
  const bare = write('bare.jsonl', '{"id":"7","tokens":["Oslo"]}\n')
  await expect(readLabelledPosts(bare)).rejects.toMatchObject({
    message:
      'bare.jsonl, line 1: the post `7` has no labels; expected a tag for every token. Nothing of the file was used. Label it, or take the record out.',
  })
})
