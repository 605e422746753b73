import type { Workbench } from './workbench.ts'
import { expect } from './workbench.ts'

/** Opens a project of the test's files and goes to a view of it. */
export async function openProject(workbench: Workbench, folder: string, view: string): Promise<void> {
  const client = await workbench.connect()
  const token = await workbench.pick(client, folder, 'project')
  await client.call('projects.open', { token })
  const link = workbench.page().getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view })
  await link.click()
  await expect(link).toHaveAttribute('aria-current', 'page')
}
