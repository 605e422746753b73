import { join } from 'node:path'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { placeIn } from './choose.ts'
import { startReview } from './reviewing.ts'
import { expect, test } from './workbench.ts'
import type { Workbench } from './workbench.ts'

/** Chooses a view in the rail and presses a key before anything could have answered. */
async function goAndPress(workbench: Workbench, view: string, key: string): Promise<void> {
  const page = workbench.page()
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).focus()
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press(key)])
}

test('a key pressed right after a view was chosen is the key of that view', async ({ workbench }) => {
  const client = await workbench.connect()
  const token = await workbench.pick(client, `${workbench.files}/Empty.vsgn`, 'new-project')
  await client.call('projects.create', { token, name: 'Empty', labels: [...DEFAULT_LABELS] })
  const page = workbench.page()
  await expect(page.getByRole('heading', { name: 'No posts yet' })).toBeVisible()
  await goAndPress(workbench, 'Data', 'i')
  await expect(page.getByRole('dialog', { name: 'Import posts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a key pressed right after coming back to review is review’s', async ({ workbench }) => {
  const { page, press } = await startReview(workbench)
  await goAndPress(workbench, 'Data', 'e')
  await expect(page.getByRole('dialog', { name: 'Export posts' })).toBeVisible()
  await press('Escape')
  await goAndPress(workbench, 'Review', '/')
  await expect(page.getByRole('searchbox', { name: 'Search posts' })).toBeFocused()
})

test('a post that another view leads to is the one on screen, also when it was never read', async ({
  workbench,
}) => {
  const { page, client, press, showing } = await startReview(workbench)
  await press('j', 'k')
  await showing('phoenix')
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 30, limit: 1 })
  const [far] = rows
  await goAndPress(workbench, 'Data', 'Shift')
  await page.evaluate((id) => (location.hash = `#/review/${String(id)}`), far?.id)
  await showing(far?.externalId ?? '')
  // The address is written once one rests on a post: it names the same.
  await page.waitForTimeout(600)
  await expect(page).toHaveURL(new RegExp(`#/review/${String(far?.id)}$`, 'u'))
  await showing(far?.externalId ?? '')
})

test('the filter is opened, used and left by keyboard alone, and so is a list from another view', async ({
  workbench,
}) => {
  const { page, post, press } = await startReview(workbench)
  await press('Shift+f')
  await expect(page.getByLabel('Status')).toBeFocused()
  await press('Escape')
  await expect(page.getByLabel('Status')).toBeHidden()
  await expect(post).toBeFocused()
  await press('/', 'Escape')
  await expect(post).toBeFocused()

  await goAndPress(workbench, 'Data', 'Shift')
  await page
    .getByRole('button', { name: /^\d+ in review$/u })
    .first()
    .press('Enter')
  await expect(page.getByRole('button', { name: 'Show all posts again' })).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText('back')
  await press('Escape')
  await expect(page).toHaveURL(/#\/data$/u)
})

test('every dialog of the shell is found in the palette', async ({ workbench }) => {
  const { page, post, press } = await startReview(workbench)
  for (const [words, dialog] of [
    ['settings', 'Settings'],
    ['change keys', 'Change keys'],
    ['show all keys', 'Keys'],
    ['predict', 'Predict spans'],
    ['another project', 'Projects'],
  ] as const) {
    await press('Control+k')
    await page.keyboard.type(words)
    await press('Enter')
    await expect(page.getByRole('dialog', { name: dialog, exact: true })).toBeVisible()
    await press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(post).toBeFocused()
  }
})

test('an export is set and started from its fields by key', async ({ workbench }) => {
  const { page } = await startReview(workbench)
  await goAndPress(workbench, 'Data', 'e')
  const dialog = page.getByRole('dialog', { name: 'Export posts' })
  await placeIn(workbench, workbench.browses ? 'Folder' : 'File', join(workbench.files, 'mine.txt'))
  await expect(dialog.getByRole('button', { name: 'Change…' })).toBeFocused()
  await page.keyboard.press('Control+Enter')
  const report = page.getByRole('dialog', { name: 'Export', exact: true })
  await expect(report.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
})
