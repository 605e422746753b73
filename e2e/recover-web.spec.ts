import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '../src/shared/api/client.ts'
import { startCuttingProxy } from './hosts/cuttingProxy.ts'
import { startWebProcess } from './hosts/webProcess.ts'
import { importPosts } from './importing.ts'
import { expect, test } from './workbench.ts'

/** The flags each post went through, in the order of the file. */
async function allFlags(client: Client): Promise<boolean[][]> {
  const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 100 })
  const histories = await Promise.all(
    rows.map(({ id }) => client.call('corrections.history', { postId: id })),
  )
  return histories.map((history) => history.map(({ after }) => after.flagged))
}

test('edits made while the program is gone are counted, kept and sent when it is back', async ({
  workbench,
}) => {
  const { client, project } = await importPosts(workbench)
  const page = workbench.page()
  await expect(page.getByRole('listbox', { name: 'Post', exact: true })).toBeFocused()
  await page.keyboard.press('f')
  await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
  await workbench.crash()
  client.close()
  await expect(page.getByRole('banner').getByText('Program not reached')).toBeVisible()
  await page.keyboard.press('f')
  await expect(page.getByRole('banner').getByText('1 not saved')).toBeVisible()
  await page.keyboard.press('f')
  await expect(page.getByRole('banner').getByText('2 not saved')).toBeVisible()
  await workbench.restart(project)
  await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
  const [first] = await allFlags(await workbench.connect())
  expect(first).toEqual([true, false, true])
})

test('unsaved edits outlive their tab', async ({ workbench }) => {
  const { client, project } = await importPosts(workbench)
  const page = workbench.page()
  const { origin } = new URL(page.url())
  await expect(page.getByRole('listbox', { name: 'Post', exact: true })).toBeFocused()
  await workbench.crash()
  client.close()
  await page.keyboard.press('f')
  await expect(page.getByRole('banner').getByText('1 not saved')).toBeVisible()
  await page.close()
  await workbench.restart(project)
  const next = await page.context().newPage()
  await next.goto(origin)
  await expect(next.getByRole('banner').getByText('All saved')).toBeVisible()
  const again = await workbench.connect()
  await expect.poll(async () => (await allFlags(again))[0]).toEqual([true])
})

test('closing a tab with unsaved edits asks first', async ({ workbench }) => {
  const { client } = await importPosts(workbench)
  const page = workbench.page()
  await expect(page.getByRole('listbox', { name: 'Post', exact: true })).toBeFocused()
  await workbench.crash()
  client.close()
  await page.keyboard.press('f')
  await expect(page.getByRole('banner').getByText('1 not saved')).toBeVisible()
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await expect(page.getByRole('banner').getByText('1 not saved')).toBeVisible()
})

test('a connection that is cut again and again delivers every edit once and in order', async ({
  workbench,
  openBrowser,
  folders,
}) => {
  const { project, client } = await importPosts(workbench)
  await client.call('projects.close', {})
  const wire = await startCuttingProxy()
  const through = `http://localhost:${wire.port}`
  const dataDir = `${folders.dataDir}-wire`
  const running = await startWebProcess([project, '--data-dir', dataDir, '--public-origin', through])
  const context = await (await openBrowser()).newContext()
  try {
    expect(running.origin).toBe(through)
    const file = readFileSync(join(dataDir, 'web-address.json'), 'utf8')
    wire.leadTo((JSON.parse(file) as { port: number }).port)
    const page = await context.newPage()
    await page.goto(running.address)
    await expect(page.getByRole('listbox', { name: 'Post', exact: true })).toBeFocused()
    // A fixed sequence, so that a failure can be seen again.
    let seed = 7
    const below = (limit: number): number => (seed = (seed * 16_807) % 2_147_483_647) % limit
    let edits = 0
    for (let cuts = 0; cuts < 25; cuts++) {
      for (let count = below(5); count >= 0; count--) {
        await page.keyboard.press('f')
        edits += 1
      }
      if (below(2) === 0) await page.waitForTimeout(below(400))
      wire.cut()
    }
    await expect(page.getByRole('banner').getByText('All saved')).toBeVisible({ timeout: 20_000 })
    await context.close()
    await running.stop()
    const reopened = await workbench.pick(client, project, 'project')
    await client.call('projects.open', { token: reopened })
    const [first] = await allFlags(client)
    expect(first).toEqual(Array.from({ length: edits }, (_, index) => index % 2 === 0))
  } finally {
    await context.close()
    await running.kill()
    wire.close()
  }
})
