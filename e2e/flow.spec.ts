import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '../src/shared/api/client.ts'
import { HOSTILE, POST_COUNT } from './fixtures/importFiles.ts'
import { importPosts, IMPORT_OPTIONS } from './importing.ts'
import { ended } from './jobs.ts'
import { expect, test } from './workbench.ts'

test('posts come in with their pictures and go out again byte for byte', async ({ workbench }) => {
  const { client, files } = await importPosts(workbench)
  expect(await client.call('projects.current', {})).toMatchObject({
    posts: POST_COUNT,
    pictures: { ok: 5, missing: 1, broken: 1, none: 0 },
  })

  const out = join(workbench.files, 'out.txt')
  const started = await client.call('export.start', {
    token: await workbench.pick(client, out, 'export'),
    name: 'out.txt',
    options: { format: 'imgid', which: 'all', tags: 'gold', miscAsOther: false },
  })
  expect(await ended(client, started)).toMatchObject({ state: 'done', error: null })
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(files.posts, 'utf8'))
})

test('a file with a bad line is named, and nothing of it is stored', async ({ workbench }) => {
  const { client } = await importPosts(workbench)
  const bad = join(workbench.files, 'bad.txt')
  writeFileSync(bad, 'IMGID:1\nAda\tB-PER\nBerg\n\n')
  const started = await client.call('import.start', {
    files: [await workbench.pick(client, bad, 'import')],
    pictures: null,
    captions: null,
    options: { ...IMPORT_OPTIONS, format: 'imgid' },
  })
  const { result } = await ended(client, started)
  expect(result).toMatchObject({
    outcome: 'rejected',
    files: [{ file: 'bad.txt', problems: [expect.objectContaining({ severity: 'error', line: 3 })] }],
  })
  expect((await client.call('projects.current', {}))?.posts).toBe(POST_COUNT)
})

test('imported text and captions are text, whatever they look like', async ({ workbench }) => {
  await importPosts(workbench)
  const page = workbench.page()
  const post = page.getByRole('listbox', { name: 'Post', exact: true })
  await expect(post).toContainText(/Ada.*Berg/)
  await expect(page.getByText(HOSTILE.join(' ')).first()).toBeVisible()
  await page.getByRole('listbox', { name: 'Posts' }).getByRole('option').nth(5).click()
  for (const token of HOSTILE) await expect(post).toContainText(token)
  expect(await page.evaluate(() => 'marker' in window)).toBe(false)
  expect(await page.locator('[onerror], img[src="x"]').count()).toBe(0)
})

test('a picture stands beside its post; one that is missing or broken says so', async ({ workbench }) => {
  await importPosts(workbench)
  const page = workbench.page()
  const picture = page.getByRole('region', { name: 'Picture' })
  const posts = page.getByRole('listbox', { name: 'Posts' }).getByRole('option')
  await posts.nth(0).click()
  await expect(picture.getByRole('img')).toHaveJSProperty('naturalWidth', 64)
  await posts.nth(2).click()
  await expect(picture).toContainText('missing', { ignoreCase: true })
  await posts.nth(3).click()
  await expect(picture).toContainText(/broken|could not be (read|decoded)/i)
})

test('the model that ships with the program reads every post', async ({ workbench }) => {
  const { client } = await importPosts(workbench)
  const models = await client.call('models.list', {})
  test.skip(models.length === 0, 'no model ships with this copy of the program')
  const started = await client.call('predict.start', {
    model: 'bundled',
    which: 'all',
    device: 'cpu',
    limit: null,
  })
  expect(await ended(client, started)).toMatchObject({ state: 'done', error: null, done: POST_COUNT })
  expect((await client.call('projects.current', {}))?.predicted).toBe(POST_COUNT)
})

test('two clients on one post: the second is told, and nothing is lost', async ({ workbench }) => {
  const { client } = await importPosts(workbench)
  const other = await workbench.connect()
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 1 })
  const id = rows[0]?.id ?? -1
  const { state, revision } = await client.call('posts.get', { id })
  const project = (await client.call('projects.current', {}))?.location ?? ''
  const save = (who: Client, editId: string, comment: string) =>
    who.call('corrections.save', {
      project,
      editId,
      postId: id,
      expectedRevision: revision,
      after: { ...state, comment },
      undoes: null,
    })
  const first = await save(client, 'edit-of-one', 'one')
  await expect(save(other, 'edit-of-two', 'two')).rejects.toMatchObject({
    kind: 'conflict',
    details: { theirs: { comment: 'one' }, revision: first.revision },
  })
  expect(await save(client, 'edit-of-one', 'one')).toEqual({ ...first, repeated: true })
  const history = await client.call('corrections.history', { postId: id })
  expect(history.map(({ after }) => after.comment)).toEqual(['one'])
})
