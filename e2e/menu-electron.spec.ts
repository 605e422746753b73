import { expect, test } from './workbench.ts'
import { importPosts } from './importing.ts'

test('the menu of the system shows the commands of the page, and choosing one runs it', async ({
  workbench,
}) => {
  const { program } = workbench
  test.skip(program === undefined, 'looks into the main process, which only the stand-in shows')
  if (program === undefined) throw new Error('skipped')
  await importPosts(workbench)
  const labels = (): Promise<unknown> => program().ask('menu')
  await expect.poll(labels).toEqual(expect.arrayContaining(['Commands', 'Show all keys', 'Accept and stay']))

  await program().ask('chooseMenu', 'Show all keys')
  await expect(workbench.page().getByRole('dialog', { name: 'Keys' })).toBeVisible()
})
