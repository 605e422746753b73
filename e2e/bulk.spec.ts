import { expectAccessible } from './accessible.ts'
import { startReview } from './reviewing.ts'
import { expect, test } from './workbench.ts'

test('one correction is carried to every other mention, and one undo takes it back, even after a restart', async ({
  workbench,
}) => {
  const { page, client, press, post, queue, showing, stored } = await startReview(workbench)
  await queue.getByRole('option', { name: /Post number 1 comes/u }).click()
  await showing('more-1')
  await post.focus()
  await press('Tab', '3')
  await expect(page.getByRole('status', { name: 'Elsewhere' })).toContainText(
    '33 other mentions of Berlin: 33 LOC',
  )
  await press('a')
  const dialog = page.getByRole('dialog', { name: 'The same mention elsewhere' })
  await dialog.getByRole('checkbox', { name: 'Change more-2', exact: true }).uncheck()
  await dialog.getByRole('button', { name: 'Change 32 posts' }).click()
  await expect(dialog).toBeHidden()
  const typeOf = async (name: string): Promise<string | undefined> =>
    (await stored(name)).state.spans?.map(({ type }) => type).join()
  expect(await typeOf('more-34')).toBe('ORG')
  expect(await typeOf('more-2')).toBeUndefined()
  expect((await client.call('bulk.list', {})).map(({ title, posts }) => [title, posts])).toEqual([
    ['Berlin: ORG', 32],
  ])

  await page.reload()
  await expect(post).toBeFocused()
  await showing('more-1')
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeEnabled()
  await press('u')
  await expect.poll(() => typeOf('more-34')).toBeUndefined()
  await press('u')
  await expect.poll(() => typeOf('more-1')).toBeUndefined()
  await press('Shift+u', 'Shift+u')
  await expect.poll(() => typeOf('more-34')).toBe('ORG')

  await page.getByRole('link', { name: 'Data' }).click()
  const log = page.getByRole('table', { name: 'Changes of many posts, newest first' }).getByRole('row')
  await expect(log).toHaveText([
    /^Change/u,
    /^Done again: Berlin: ORG.*32$/u,
    /^Taken back: Berlin: ORG.*32$/u,
    /^Berlin: ORG.*32$/u,
  ])
  await expectAccessible(page)
})

test('posts the model is sure of are accepted at once after a preview', async ({ workbench }) => {
  const { page, press, stored } = await startReview(workbench)
  await press('Shift+a')
  const dialog = page.getByRole('dialog', { name: 'Accept many posts' })
  await dialog.getByLabel('Every span scores at least').selectOption('.90')
  await dialog.getByLabel('A span with the words').fill('berlin')
  await expect(dialog.getByRole('button', { name: 'Accept 34 posts' })).toBeEnabled()
  await press('Control+Enter')
  await expect(page.getByText('34 of 40')).toBeVisible()
  expect((await stored('more-7')).state).toMatchObject({ status: 'reviewed', spans: [{ type: 'LOC' }] })
  await press('u')
  await expect(page.getByText('0 of 40')).toBeVisible()
})
