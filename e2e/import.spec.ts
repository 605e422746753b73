import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { expectAccessible } from './accessible.ts'
import { chooseIn, placeIn } from './choose.ts'
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

test('a newer version of a file is compared, and what was chosen is taken over', async ({ workbench }) => {
  const [file, newer] = [join(workbench.files, 'posts.txt'), join(workbench.files, 'newer.txt')]
  writeFileSync(file, GOOD)
  writeFileSync(newer, `${GOOD.replace('night\tO', 'night\tB-MISC')}IMGID:3\nOslo\tB-LOC\n\n`)
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
  const page = workbench.page()
  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Compare posts.txt' }).click()
  await chooseIn(workbench, 'Newer version', newer)
  await expect(page.getByLabel('New posts: 1 post')).toBeChecked()
  await expect(page.getByLabel('Other labels: 1 post')).toBeChecked()
  await expectAccessible(page)
  await page.getByLabel('Other labels: 1 post').uncheck()
  await page.getByRole('button', { name: 'Take over 1 change' }).click()
  await expect(page.getByText('1 change taken over.')).toBeVisible()
  expect(await client.call('projects.current', {})).toMatchObject({ posts: 3, reviewed: 0 })
})
