import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './accessible.ts'
import { makeComparedProject } from './fixtures/comparedProject.ts'
import { openProject } from './openProject.ts'
import { expect, test } from './workbench.ts'

test('a pack that cannot be used is listed with the reason', async ({ workbench }) => {
  const folder = join(workbench.files, 'Compared.vsgn')
  makeComparedProject(folder)
  const pack = join(folder, 'models', 'torn')
  mkdirSync(pack, { recursive: true })
  writeFileSync(join(pack, 'manifest.json'), '{"format": 1')
  await openProject(workbench, folder, 'Models')
  const page = workbench.page()
  await page.getByRole('button', { name: /^torn/u }).click()
  await expect(page.getByText('This model cannot be used')).toBeVisible()
  await expect(page.getByText(/manifest\.json.*not JSON/u)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Predict with this model' })).toBeHidden()
  await expectAccessible(page)
})

test('the bundled model shows its card and reads the posts', async ({ workbench }) => {
  const folder = join(workbench.files, 'Compared.vsgn')
  makeComparedProject(folder, { predicted: false })
  const client = await workbench.connect()
  const bundled = (await client.call('models.list', {})).find((model) => model.bundled)
  test.skip(bundled === undefined, 'no model is in resources/models')
  await openProject(workbench, folder, 'Models')
  const page = workbench.page()
  await expect(page.getByRole('article', { name: bundled?.name ?? '' })).toContainText('SHA-256')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Predict with this model' }).click()
  const question = page.getByRole('dialog', { name: 'Predict spans' })
  await question.getByText(/^All \(7\)$/u).click()
  await question.getByRole('button', { name: 'Predict', exact: true }).click()
  await expect(page.getByText(/^7 posts read, \d+ spans? found/u)).toBeVisible({ timeout: 45_000 })
  expect(await client.call('projects.current', {})).toMatchObject({ predicted: 7 })
})
