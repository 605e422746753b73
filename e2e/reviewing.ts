import type { Locator, Page } from '@playwright/test'
import type { Client } from '../src/shared/api/client.ts'
import type { PostDetail } from '../src/shared/domain/post.ts'
import { makeReviewProject } from './fixtures/reviewProject.ts'
import { expect } from './workbench.ts'
import type { Workbench } from './workbench.ts'

/** The review screen as a person meets it: by roles and names. */
export interface Reviewing {
  readonly page: Page
  readonly client: Client
  readonly post: Locator
  readonly queue: Locator
  readonly press: (...keys: string[]) => Promise<void>
  /** Names of the spans drawn in the text, e.g. "Person: Kevin Durant, predicted, score .97". */
  readonly spans: () => Promise<string[]>
  /** Waits until the post of this name is on screen. */
  readonly showing: (name: string) => Promise<void>
  /** Waits for "All saved" and reads the post back from the core. */
  readonly stored: (name: string) => Promise<PostDetail>
}

/** Opens the fixture project and waits for its first post. */
export async function startReview(workbench: Workbench): Promise<Reviewing> {
  const path = await makeReviewProject(workbench.files)
  const client = await workbench.connect()
  await client.call('projects.open', { token: await workbench.pick(client, path, 'project') })
  return reviewing(workbench, client)
}

export async function reviewing(workbench: Workbench, client: Client): Promise<Reviewing> {
  const page = workbench.page()
  const post = page.getByRole('listbox', { name: 'Post', exact: true })
  await expect(post).toBeVisible()
  await expect(post).toBeFocused()
  return {
    page,
    client,
    post,
    queue: page.getByRole('listbox', { name: 'Posts' }),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    spans: () =>
      post
        .getByRole('group')
        .evaluateAll((groups) => groups.map((group) => group.getAttribute('aria-label') ?? '')),
    showing: async (name) => {
      await expect(page.getByRole('region', { name: 'Post', exact: true })).toContainText(name)
    },
    stored: async (name) => {
      await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
      const { rows } = await client.call('posts.page', { filter: {}, order: 'file', offset: 0, limit: 100 })
      const row = rows.find(({ externalId }) => externalId === name)
      return client.call('posts.get', { id: row?.id ?? -1 })
    },
  }
}
