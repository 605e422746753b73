import type { Page } from '@playwright/test'
import type { Client } from '../src/shared/api/client.ts'
import { importPosts } from './importing.ts'
import { expect, test } from './workbench.ts'

/** Ids of all posts in the order of the file. */
async function postIds(client: Client): Promise<number[]> {
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 100 })
  return rows.map(({ id }) => id)
}

/** The flags a post went through, one for each stored edit. */
async function flags(client: Client, postId: number): Promise<boolean[]> {
  return (await client.call('corrections.history', { postId })).map(({ after }) => after.flagged)
}

async function reviewOf(page: Page): Promise<void> {
  await expect(page.getByRole('listbox', { name: 'Post', exact: true })).toBeVisible()
}

test('what was acknowledged before a kill is there after it, once', async ({ workbench }) => {
  const imported = await importPosts(workbench)
  let { client } = imported
  const [postId = -1] = await postIds(client)
  const project = (await client.call('projects.current', {}))?.location ?? ''
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const { state, revision } = await client.call('posts.get', { id: postId })
    let expectedRevision = revision
    const writing = (async () => {
      for (let count = 0; ; count++) {
        const editId = `round-${round}-edit-${count}`
        const after = { ...state, comment: editId }
        const saved = await client.call('corrections.save', {
          project,
          editId,
          postId,
          expectedRevision,
          after,
          undoes: null,
        })
        expectedRevision = saved.revision
        acknowledged.push(editId)
      }
    })().catch(() => undefined)
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { intervals: [1] }).toBeGreaterThan(before + 5)
    await workbench.crash()
    client.close()
    await writing
    await workbench.restart(imported.project)
    client = await workbench.connect()
    const stored = (await client.call('corrections.history', { postId })).map(({ editId }) => editId)
    expect(new Set(stored).size).toBe(stored.length)
    expect(stored.filter((editId) => acknowledged.includes(editId))).toEqual(acknowledged)
    // At most the one edit that was on its way when the program was killed.
    acknowledged.splice(0, acknowledged.length, ...stored)
  }
})

test('a page that is loaded again in the middle of an edit loses nothing and comes back to its post', async ({
  workbench,
}) => {
  const { client } = await importPosts(workbench)
  const ids = await postIds(client)
  const page = workbench.page()
  page.on('dialog', (dialog) => void dialog.accept())
  await reviewOf(page)
  await page.keyboard.press('j')
  await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText('#Rocket')
  const rounds = 8
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.press('f')
    await page.reload()
    await reviewOf(page)
    await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText('#Rocket')
  }
  await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
  const expected = Array.from({ length: rounds }, (_, round) => round % 2 === 0)
  expect(await flags(client, ids[1] ?? -1)).toEqual(expected)
})

test('the window comes back with its project after the program was killed', async ({ workbench }) => {
  const { client, project } = await importPosts(workbench)
  await reviewOf(workbench.page())
  await workbench.page().keyboard.press('f')
  await expect(workbench.page().getByRole('banner').getByText('All saved')).toBeVisible()
  await workbench.crash()
  client.close()
  await workbench.restart(project)
  await reviewOf(workbench.page())
  const again = await workbench.connect()
  const [postId = -1] = await postIds(again)
  await expect.poll(() => flags(again, postId)).toEqual([true])
})
