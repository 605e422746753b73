import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './accessible.ts'
import { chooseFolderIn, placeIn } from './choose.ts'
import { makeComparedProject } from './fixtures/comparedProject.ts'
import { writeSeeingPack } from './fixtures/seeingPack.ts'
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

test('a model is taken in if its hashes are right, held beside another, taken along and let go of', async ({
  workbench,
  host,
}) => {
  test.skip(host === 'electron', 'The shim has the same dialogs; one of the two is enough.')
  test.slow() // two models are read by a process of its own
  const folder = join(workbench.files, 'Compared.vsgn')
  makeComparedProject(folder)
  await writeSeeingPack(join(folder, 'models', 'One'), { name: 'One', seed: 1 })
  const sound = join(workbench.files, 'Other')
  await writeSeeingPack(sound, { name: 'Other', seed: 2 })
  const altered = join(workbench.files, 'Altered')
  cpSync(sound, altered, { recursive: true })
  writeFileSync(join(altered, 'frequent-words.txt'), 'thE\n')
  await openProject(workbench, folder, 'Models')
  const page = workbench.page()
  const list = page.getByRole('list', { name: 'Models', exact: true })

  await chooseFolderIn(workbench, 'Take in a model', altered)
  const refusal = page.getByRole('alert').filter({ hasText: 'The model was not taken in' })
  await expect(refusal).toContainText('frequent-words.txt')
  await chooseFolderIn(workbench, 'Take in a model', sound)
  const other = page.getByRole('article', { name: 'Other' })
  await expect(other).toContainText('Numbers drawn by chance.')
  await expect(other.getByRole('row', { name: 'Nothing 3 nothing.txt abababababab' })).toBeVisible()
  for (const fact of [/^Parameters/u, /^Seeds2$/u, /^SHA-256[0-9a-f]{64}$/u])
    await expect(other.locator('dl > div').filter({ hasText: fact })).toBeVisible()

  await other.getByRole('combobox', { name: 'Against' }).selectOption({ label: 'One' })
  await other.getByText('All labelled', { exact: true }).click()
  await other.getByRole('button', { name: 'Compare' }).click()
  await expect(other.getByRole('heading', { name: 'One and Other' })).toBeVisible({ timeout: 45_000 })
  await expect(other.getByText(/paired bootstrap p = \d.*McNemar p = \d/u)).toBeVisible()
  await expectAccessible(page)

  const copy = join(workbench.files, 'Copy')
  await placeIn(workbench, 'Save a copy in', copy)
  await other.getByRole('textbox', { name: 'Folder name' }).fill('Copy')
  await other.getByRole('button', { name: 'Save a copy', exact: true }).click()
  await expect(other.getByText(/^Saved: .*Copy, \d/u)).toBeVisible()
  expect(existsSync(join(copy, 'manifest.json'))).toBe(true)

  await other.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Other?' })
  await question.getByRole('button', { name: 'Keep it' }).click()
  await expect(other).toBeVisible()
  await other.getByRole('button', { name: 'Delete' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(list.getByRole('button', { name: /^Other/u })).toHaveCount(0)
  await expect(list.getByRole('button', { name: /^One/u })).toBeVisible()
  expect(existsSync(join(folder, 'models', 'Other'))).toBe(false)
})
