import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './accessible.ts'
import { chooseFolderIn, chooseIn } from './choose.ts'
import { writeImportFiles } from './fixtures/importFiles.ts'
import { IMPORT_OPTIONS } from './importing.ts'
import { ended } from './jobs.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { expect, test } from './workbench.ts'

test('pictures that were forgotten come to the posts that are there, and the open post shows its own', async ({
  workbench,
}) => {
  const files = await writeImportFiles(workbench.files)
  const client = await workbench.connect()
  const token = await workbench.pick(client, join(workbench.files, 'Late.vsgn'), 'new-project')
  await client.call('projects.create', { token, name: 'Late', labels: [...DEFAULT_LABELS] })
  const posts = [await workbench.pick(client, files.posts, 'import')]
  const without = { files: posts, pictures: null, captions: null, options: IMPORT_OPTIONS }
  await ended(client, await client.call('import.start', without))

  const page = workbench.page()
  const picture = page.getByRole('region', { name: 'Picture', exact: true })
  await page.getByRole('link', { name: 'Review' }).click()
  await expect(picture).toContainText('The project has no ada.png.')
  await expect(picture).toContainText('Data, Add pictures…')
  // Another window adds captions while this one shows the post.
  const only = join(workbench.files, 'only.tsv')
  writeFileSync(only, 'ada.png\ta woman at sea\n')
  const captions = await workbench.pick(client, only, 'captions')
  await ended(client, await client.call('import.addPictures', { fileId: 1, pictures: null, captions }))
  await expect(picture).toContainText('a woman at sea')

  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('button', { name: 'Add pictures to posts.txt' }).click()
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeDisabled()
  await chooseFolderIn(workbench, 'Pictures folder', files.pictures)
  await chooseIn(workbench, 'Captions file', files.captions)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: /^Pictures: \d found, 1 missing/u })).toContainText(
    'left as they were',
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close' }).first().click()
  await page.getByRole('link', { name: 'Review' }).click()
  await expect(picture.getByRole('img', { name: 'Picture of this post, ada.png' })).toBeVisible()
})
