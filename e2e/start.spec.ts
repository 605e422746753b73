import { expect, test } from './workbench.ts'

test('the program opens and says which host it is', async ({ workbench, host }) => {
  await expect(workbench.page()).toHaveTitle(/VSGN Workbench$/)
  await expect(workbench.page().getByText('Open a project', { exact: true })).toBeVisible()
  const client = await workbench.connect()
  const info = await client.call('app.info', {})
  expect(info).toMatchObject(
    host === 'web' ? { host: 'web', files: 'browse' } : { host: 'desktop', files: 'dialog' },
  )
})

test('a project is made where the person chose and is open for every client', async ({ workbench }) => {
  const client = await workbench.connect()
  const token = await workbench.pick(client, `${workbench.files}/Trial.vsgn`, 'new-project')
  const labels = [{ name: 'PER', title: 'Person', colour: 'blue', key: 'p' }]
  const made = await client.call('projects.create', { token, name: 'Trial', labels })
  expect(made).toMatchObject({ name: 'Trial', posts: 0, readOnly: false })
  const other = await workbench.connect()
  expect(await other.call('projects.current', {})).toMatchObject({ name: 'Trial', location: made.location })
  await expect(workbench.page().getByText('Trial').first()).toBeVisible()
})
