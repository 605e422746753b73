import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { expectAccessible } from './accessible.ts'
import { chooseFolderIn, chooseIn, placeIn } from './choose.ts'
import { IMPORT_OPTIONS } from './importing.ts'
import { ended } from './jobs.ts'
import { expect, test } from './workbench.ts'

const GOOD = 'IMGID:1\nAda\tB-PER\nBerg\tI-PER\nsails\tO\n\nIMGID:2\nLisbon\tB-LOC\nat\tO\nnight\tO\n\n'
const BAD = `${GOOD}IMGID:3\nAda\tB-PER\nBerg\n\n`

test('a project is made by hand, and posts are seen before they are imported', async ({ workbench }) => {
  const file = join(workbench.files, 'posts.txt')
  writeFileSync(file, GOOD)
  const page = workbench.page()
  await expect(page.getByRole('heading', { name: 'Open a project' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Name').fill('By hand')
  await placeIn(workbench, 'Place', join(workbench.files, 'By hand.vsgn'))
  await page.getByRole('button', { name: 'Create' }).click()

  await page.getByRole('link', { name: 'Data' }).click()
  await expect(page.getByRole('heading', { name: 'This project holds no posts yet' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('i')
  await chooseIn(workbench, 'Posts', file)
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview.getByText('read as imgid, utf-8')).toBeVisible()
  await expect(preview.getByText('Gold: Ada Berg PER.')).toBeAttached()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('2 posts imported.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Review posts' }).click()
  await expect(page.getByText('sails').first()).toBeVisible()
})

test('one bad line keeps everything out, until the good records are asked for', async ({ workbench }) => {
  const file = join(workbench.files, 'posts.txt')
  writeFileSync(file, BAD)
  const client = await workbench.connect()
  const token = await workbench.pick(client, join(workbench.files, 'Trial.vsgn'), 'new-project')
  const labels = [{ name: 'PER', title: 'Person', colour: 'per', key: 'p' }]
  await client.call('projects.create', { token, name: 'Trial', labels })
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Import…' }).click()
  await chooseIn(workbench, 'Posts', file)
  const records = join(workbench.files, 'import-records.jsonl')
  await placeIn(workbench, 'List of records', records)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText(/Nothing was imported/u).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /^13 Does not fit the token `Berg` has no tag/u })).toBeVisible()
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 0, files: [] })

  await page.getByRole('button', { name: 'Import the good records' }).click()
  await expect(page.getByText('2 posts imported, 1 record left out.')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Problems of posts.txt' })).toContainText('13')
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 2 })
  const fates = readFileSync(records, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(fates).toMatchObject([
    { record: 1, fate: 'stored' },
    { record: 2, fate: 'stored' },
    { record: 3, fate: 'refused', reason: expect.stringContaining('Berg') },
  ])
  expect(readFileSync(file, 'utf8')).toBe(BAD)
})

test('a folder of brat documents is chosen whole, another folder is only looked into', async ({
  workbench,
  host,
}) => {
  test.skip(host !== 'web', 'a dialog of the system asks for files or for a folder, not for either')
  const folder = join(workbench.files, 'annotated')
  mkdirSync(folder)
  writeFileSync(join(folder, 'one.txt'), 'Ada sails')
  writeFileSync(join(folder, 'one.ann'), 'T1\tPER 0 3\tAda\n')
  writeFileSync(join(folder, 'two.txt'), 'Oslo at night')
  writeFileSync(join(folder, 'two.ann'), 'T1\tLOC 0 4\tOslo\n')
  const client = await workbench.connect()
  const token = await workbench.pick(client, join(workbench.files, 'Standoff.vsgn'), 'new-project')
  await client.call('projects.create', { token, name: 'Standoff', labels: [...DEFAULT_LABELS] })
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Import…' }).click()
  const posts = page.getByRole('group', { name: 'Posts' })
  await posts.getByRole('button', { name: 'Choose…' }).press('Enter')
  await expect(posts.getByRole('button', { name: 'annotated/' })).toBeVisible()
  await expect(posts.getByRole('button', { name: 'Use this folder' })).toBeHidden()
  await posts.getByRole('button', { name: 'Done' }).press('Enter')
  await chooseFolderIn(workbench, 'Posts', folder)
  await expect(posts.getByTitle('annotated')).toBeVisible()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('2 posts imported.')).toBeVisible()
})

test('a chooser is not overtaken: what is pressed before the host has answered waits for it', async ({
  workbench,
  host,
}) => {
  test.skip(
    host !== 'web',
    'Only the answers of a WebSocket can be held back; the field is the same everywhere.',
  )
  const page = workbench.page()
  let held = ''
  let release = (): void => undefined
  await page.routeWebSocket(/\/rpc$/u, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (held !== '' && String(message).includes(held)) release = () => server.send(message)
      else server.send(message)
    })
  })
  held = '"app.info"'
  await page.reload()
  const place = page.getByRole('group', { name: 'Place' })
  const use = place.getByRole('button', { name: 'Use this folder' })
  await place.getByRole('button', { name: 'Choose…' }).press('Enter')
  await expect(use).toBeHidden()
  release()
  await expect(use).toBeVisible()

  mkdirSync(join(workbench.files, 'Later'))
  await place.getByRole('button', { name: 'Close' }).press('Enter')
  await place.getByRole('button', { name: 'Choose…' }).press('Enter')
  held = 'Later'
  await place.getByRole('button', { name: 'Later/' }).press('Enter')
  await use.press('Enter')
  await expect(place).toContainText('nothing chosen yet')
  release()
  await expect(use).toBeHidden()
  await expect(place.getByTitle('Later')).toBeVisible()
})

test('a newer version of a file is taken over by keys alone, and what was corrected here stays', async ({
  workbench,
}) => {
  const [file, newer] = [join(workbench.files, 'posts.txt'), join(workbench.files, 'newer.txt')]
  writeFileSync(file, `${GOOD}IMGID:4\nBergen\tO\n\nIMGID:5\nRome\tB-LOC\n\n`)
  const retagged = GOOD.replace('night\tO', 'night\tB-MISC')
  writeFileSync(newer, `${retagged}IMGID:3\nOslo\tB-LOC\n\nIMGID:4\nBergen\tB-ORG\n\n`)
  const client = await workbench.connect()
  const token = await workbench.pick(client, join(workbench.files, 'Grows.vsgn'), 'new-project')
  await client.call('projects.create', { token, name: 'Grows', labels: [...DEFAULT_LABELS] })
  const files = [await workbench.pick(client, file, 'import')]
  const started = await client.call('import.start', {
    files,
    pictures: null,
    captions: null,
    options: IMPORT_OPTIONS,
  })
  await ended(client, started)
  // Bergen is corrected here, and labelled otherwise in the newer version.
  const current = await client.call('projects.current', {})
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 10 })
  const bergen = rows.find(({ externalId }) => externalId === '4')?.id ?? 0
  const corrected = { spans: [{ start: 0, end: 1, type: 'LOC' }], status: 'reviewed' } as const
  await client.call('corrections.save', {
    project: current?.location ?? '',
    editId: 'bergen-is-a-town',
    postId: bergen,
    expectedRevision: 0,
    after: { ...corrected, spans: [...corrected.spans], flagged: false, comment: '' },
    undoes: null,
  })

  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).press('Enter')
  await page.getByRole('button', { name: 'Compare posts.txt' }).press('Enter')
  await chooseIn(workbench, 'Newer version', newer)
  await expect(page.getByLabel('New posts: 1 post')).toBeChecked()
  await expect(page.getByLabel('Other labels: 1 post')).toBeChecked()
  // What a person did here is not given up unasked, nor is a post flagged.
  await expect(page.getByLabel('Other labels than were corrected here: 1 post')).not.toBeChecked()
  await expect(page.getByLabel('No longer in the file: 1 post')).not.toBeChecked()
  await expectAccessible(page)
  await tabTo(page, page.getByLabel('Other labels: 1 post'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Take over 1 change' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 change taken over.')).toBeVisible()
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 5, reviewed: 1 })
  expect(await client.call('posts.get', { id: bergen })).toMatchObject({ state: corrected })
})

/** Presses Tab until the control has the focus, as a person without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await control.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no Tab leads to the control')
}
