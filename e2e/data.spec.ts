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
