import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './accessible.ts'
import { placeIn } from './choose.ts'
import { COMPARED, makeComparedProject } from './fixtures/comparedProject.ts'
import { openProject } from './openProject.ts'
import { expect, test } from './workbench.ts'

test('the plan is read before anything is written, and the file holds what it said', async ({
  workbench,
}) => {
  const folder = join(workbench.files, 'Compared.vsgn')
  makeComparedProject(folder)
  await openProject(workbench, folder, 'Data')
  const page = workbench.page()
  await page.keyboard.press('e')
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan).toContainText(/^6 posts, 6 spans, 1 left out/u)
  await expect(plan.getByRole('row', { name: /^post-7/u })).toBeVisible()
  await page.getByText('Predicted', { exact: true }).click()
  await expect(plan).toContainText(/^7 posts, 7 spans, 0 left out/u)
  await page.getByLabel('Format', { exact: true }).selectOption('jsonl')
  await expectAccessible(page)

  const file = join(workbench.files, 'read.jsonl')
  await placeIn(workbench, workbench.browses ? 'Folder' : 'File', file)
  if (workbench.browses) await page.getByLabel('Name').fill('read.jsonl')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByText(/holds 7 posts and 7 spans/u)).toBeVisible()
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const tags = lines.map((line) => (JSON.parse(line) as { tags: string[] }).tags.join(' '))
  expect(tags).toEqual(COMPARED.map((post) => post.predicted))
})
