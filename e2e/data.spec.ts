import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import type { Client } from '../src/shared/api/client.ts'
import { expectAccessible } from './accessible.ts'
import type { Workbench } from './workbench.ts'
import { expect, test } from './workbench.ts'

const ORPHAN = 'IMGID:1\nGeorge\tB-PER\nW\tO\n.\tO\nBush\tI-PER\n\nIMGID:2\nLisbon\tB-LOC\n\n'

async function importText(workbench: Workbench, client: Client, text: string): Promise<void> {
  const file = join(workbench.files, 'dev.txt')
  writeFileSync(file, text)
  const token = await workbench.pick(client, join(workbench.files, 'Trial.vsgn'), 'new-project')
  await client.call('projects.create', { token, name: 'Trial', labels: [...DEFAULT_LABELS] })
  const done = new Promise((resolve) => {
    client.on('jobs.progress', ({ state }) => {
      if (state === 'done') resolve(null)
    })
  })
  await client.call('import.start', {
    files: [await workbench.pick(client, file, 'import')],
    pictures: null,
    captions: null,
    options: {
      format: 'auto',
      split: null,
      skipBad: false,
      offsets: null,
      columns: null,
      delimiter: null,
      encoding: null,
    },
  })
  await done
}

test('what the project holds stands in tables, and counts lead to posts', async ({ workbench }) => {
  await importText(workbench, await workbench.connect(), ORPHAN)
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  await expect(page.getByRole('row', { name: /^dev\.txt imgid/u })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Splits' })).toContainText('dev')
  await expectAccessible(page)
  const missing = page.getByRole('row', { name: /^Picture missing 2/u })
  await missing.getByRole('button').click()
  await expect(page).toHaveURL(/#\/review\//u)
  await expect(page.getByText('Picture missing').first()).toBeVisible()
})

test('a tag that is no legal BIO is kept until a repair is chosen, and the repair is seen before', async ({
  workbench,
}) => {
  const client = await workbench.connect()
  await importText(workbench, client, ORPHAN)
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  // conlleval counts the orphan as an entity of its own, strict IOB2 does not
  await expect(page.getByText(/holds 3 entities; strict IOB2 .* counts 2/u)).toBeVisible()
  await page.getByText('Join to the entity before').click()
  await expect(page.getByRole('list', { name: 'Examples of the change' })).toContainText('O I-PER')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Change \d tags? in 1 post$/u }).click()
  await expect(page.getByText('Every tag is legal BIO')).toBeVisible()
  expect(await client.call('lint.report', { examples: 0 })).toMatchObject({
    posts: 0,
    entities: { conlleval: 2, strict: 2 },
  })
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText(/holds 3 entities; strict IOB2 .* counts 2/u)).toBeVisible()
  await expect(page.getByRole('table', { name: 'Repairs so far' })).toContainText('taken back')
})

test('a snapshot is restored with the keyboard, and from there one comes back', async ({ workbench }) => {
  const client = await workbench.connect()
  await importText(workbench, client, ORPHAN)
  // Opening takes a snapshot: of no review, and then of one.
  const location = join(workbench.files, 'Trial.vsgn')
  const open = async (): Promise<void> => {
    await client.call('projects.close', {})
    await client.call('projects.open', { token: await workbench.pick(client, location, 'project') })
  }
  await open()
  await expect
    .poll(async () => (await client.call('snapshots.list', { of: null }))[0])
    .toMatchObject({ reason: 'open', posts: 2, reviewed: 0 })
  const after = { spans: [], status: 'reviewed', flagged: false, comment: '' } as const
  const edit = { project: location, postId: 2, expectedRevision: 0, after, undoes: null }
  await client.call('corrections.save', { ...edit, editId: 'edit-0001' })
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  const list = page.getByRole('table', { name: 'Snapshots, newest first' })
  await expect(list.getByRole('row').nth(1)).toContainText('The project was opened')
  await expectAccessible(page)

  await list.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Restore the snapshot of / })
  await expect(dialog).toContainText('2 posts, 0 of them reviewed (now: 1)')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await client.call('projects.current', {})).toMatchObject({ reviewed: 1 })

  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/^The project is as it was on /)).toBeVisible()
  await expect(page.getByText('2 posts, 0 reviewed')).toBeVisible()

  const replaced = list.getByRole('row', { name: /What a restored snapshot replaced/ })
  await replaced.getByRole('button').click()
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('2 posts, 1 reviewed')).toBeVisible()
})

test('a project that cannot be opened leads to its snapshots', async ({ workbench }) => {
  const client = await workbench.connect()
  await importText(workbench, client, ORPHAN)
  const location = join(workbench.files, 'Trial.vsgn')
  await client.call('projects.close', {})
  await client.call('projects.open', { token: await workbench.pick(client, location, 'project') })
  const page = workbench.page()
  // The page hears of each step later than this test: what is clicked must be the list after the last of them.
  await expect(page.getByRole('link', { name: 'Data' })).toBeVisible()
  await client.call('projects.close', {})
  await expect(page.getByRole('heading', { name: 'Open a project' })).toBeVisible()
  writeFileSync(join(location, 'project.sqlite'), 'no database'.repeat(900))
  await page.getByRole('button', { name: /^Trial/ }).click()
  await expect(page.getByRole('alert')).toContainText('Restore one of its snapshots')
  await page.getByRole('button', { name: 'Snapshots…' }).click()
  await expectAccessible(page)
  await page.getByRole('table', { name: 'Snapshots, newest first' }).getByRole('button').first().click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Data' })).toBeVisible()
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 2 })
})
