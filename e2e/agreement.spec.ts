import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Client } from '../src/shared/api/client.ts'
import type { Span } from '../src/shared/domain/span.ts'
import { expectAccessible } from './accessible.ts'
import { chooseIn } from './choose.ts'
import { BEN, makeAnnotatedProject, MIA } from './fixtures/annotatedProject.ts'
import { openProject } from './openProject.ts'
import { expect, test } from './workbench.ts'
import type { Workbench } from './workbench.ts'

interface Comparing {
  readonly page: Page
  readonly client: Client
  readonly press: (...keys: string[]) => Promise<void>
  readonly post: ReturnType<Page['getByRole']>
  /** Gold as it is stored, and how the newest correction came about. */
  readonly stored: (postId: number) => Promise<{
    readonly spans: readonly Span[] | null
    readonly status: string
    readonly author: string | undefined
  }>
}

/** Mia's project is open on the page of agreement; Ben's is beside it. */
async function startComparing(workbench: Workbench): Promise<Comparing> {
  const own = await makeAnnotatedProject(join(workbench.files, 'mia'), 'Mia', MIA)
  await makeAnnotatedProject(join(workbench.files, 'ben'), 'Ben', BEN)
  const client = await workbench.connect()
  await client.call('app.setAuthor', { author: 'Mia' })
  await openProject(workbench, own, 'Agreement')
  const page = workbench.page()
  return {
    page,
    client,
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    post: page.getByRole('region', { name: 'Post', exact: true }),
    stored: async (postId) => {
      const { state } = await client.call('posts.get', { id: postId })
      const log = await client.call('corrections.history', { postId })
      return { spans: state.spans, status: state.status, author: log.at(-1)?.author }
    },
  }
}

/** By keyboard alone, from the empty page to the figures. */
async function compare(workbench: Workbench, { page, press }: Comparing): Promise<void> {
  await expect(page.getByRole('heading', { name: 'No second annotator yet' })).toBeVisible()
  await press('c')
  await chooseIn(workbench, 'Project of the second annotator', join(workbench.files, 'ben', 'Review.vsgn'))
  await page.getByRole('dialog').getByRole('button', { name: 'Compare', exact: true }).press('Enter')
  await expect(page.getByText('3 posts differ, 3 left to settle')).toBeVisible()
}

test('two annotators are compared, and every post is counted', async ({ workbench, host }) => {
  const comparing = await startComparing(workbench)
  const { page } = comparing
  await expectAccessible(page)
  await compare(workbench, comparing)
  // 7 and 8 spans of which 4 are the same: 2 · 4 / 15
  const measures = page.getByRole('table', { name: 'Measures of agreement' })
  await expect(measures.getByRole('row', { name: /^Span F1 53\.33 /u })).toBeVisible()
  // 22 words, 16 alike; O 13, PER 3, LOC 3, MISC 2, ORG 1 beside O 11, LOC 4, PER 3, ORG 3, MISC 1: p_e = 169 / 484
  await expect(measures.getByRole('row', { name: /^Cohen’s kappa 0\.581 /u })).toBeVisible()
  // D_o = 12 / 44, D_e = 1250 / 1892
  await expect(measures.getByRole('row', { name: /^Krippendorff’s alpha 0\.587 /u })).toBeVisible()
  await expect(measures.getByRole('row', { name: /^Gamma 0\.\d{3} /u })).toBeVisible()
  const types = page.getByRole('table', { name: 'Agreement by type' })
  await expect(types.getByRole('row', { name: 'PER 2 2 2 100.00' })).toBeVisible()
  await expect(types.getByRole('row', { name: 'All 7 8 4 53.33' })).toBeVisible()
  const posts = page.getByRole('table', { name: 'Posts compared and not compared' })
  await expect(posts.getByRole('row', { name: 'Compared: reviewed by both 4' })).toBeVisible()
  await expect(posts.getByRole('row', { name: 'Reviewed by Mia alone 1' })).toBeVisible()
  await expectAccessible(page)

  if (host !== 'web') return // a window saves through a dialog of the system; the page is the same
  const coming = page.waitForEvent('download')
  await page.keyboard.press('s')
  const csv = await readFile(await (await coming).path(), 'utf8')
  expect(csv).toContain('Span F1,53.33,')
  expect(csv).toContain('Reviewed by Mia alone,1')
})

test('all that differs is settled by keyboard beside the picture, taken back, and found again', async ({
  workbench,
}) => {
  const comparing = await startComparing(workbench)
  await compare(workbench, comparing)
  const { page, press, post, stored, client } = comparing
  await press('Enter')
  await expect(post).toContainText('phoenix')
  await expect(post.getByRole('region', { name: 'Mia' })).toContainText('Oracle Arena LOC')
  await expect(post.getByRole('region', { name: 'Ben' })).toContainText('Oracle Arena ORG')
  await expect(post.getByRole('row', { name: 'Oracle Arena Location Organisation' })).toBeVisible()
  await expect(page.getByRole('img', { name: /phoenix\.png/u })).toBeVisible()
  await expect(page.getByText('a basketball player dancing with a bird mascot')).toBeVisible()
  await expectAccessible(page)

  // Ben's reading of the first, Mia's of the next
  await press('2')
  await expect(post).toContainText('jaguar')
  await expect(post.getByRole('status')).toHaveText('2 left')
  await press('1')
  await expect(post).toContainText('amazon')
  expect(await stored(1)).toEqual({
    spans: [
      { start: 0, end: 2, type: 'PER' },
      { start: 4, end: 5, type: 'MISC' },
      { start: 6, end: 8, type: 'ORG' },
    ],
    status: 'reviewed',
    author: 'Mia',
  })
  expect((await client.call('corrections.history', { postId: 3 })).length).toBe(2)
  await press('u')
  await expect(post).toContainText('jaguar')
  await expect(post.getByRole('status')).toHaveText('2 left')

  // it is found where it was left, which is not the first that is open
  await press('j')
  await expect(post).toContainText('amazon')
  await press('Escape')
  await expect(page.getByText('3 posts differ, 2 left to settle')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Settle 2' })).toBeFocused()
  await press('Enter')
  await expect(post).toContainText('amazon')
  await press('k')
  await expect(post).toContainText('jaguar')

  // a third reading is written in review, which shows nothing of Ben's
  await press('3')
  const text = page.getByRole('listbox', { name: 'Post', exact: true })
  await expect(text).toBeFocused()
  await expect(text).not.toContainText('ORG')
  await press('Tab', 'Tab', '2')
  await expect(page.getByRole('banner').getByText('All saved')).toBeVisible()
  // out of the tour, out of the span, back to where one came from
  await press('Escape', 'Escape', 'Escape')
  await expect(post.getByRole('region', { name: 'Third reading' })).toContainText('Jaguar LOC')
  await press('n')
  await expect(post).toContainText('amazon')
  await press('2')
  await expect(post.getByRole('status')).toHaveText('All settled')
  await expectAccessible(page)
  expect((await stored(3)).spans).toContainEqual({ start: 3, end: 4, type: 'LOC' })
  expect((await stored(4)).spans).toEqual([{ start: 0, end: 1, type: 'LOC' }])

  // what was settled here can be taken back in review too
  await press('Escape', 'Alt+1')
  await expect(text).toBeFocused()
  await press('u')
  await expect.poll(async () => (await stored(4)).spans).toEqual([{ start: 0, end: 1, type: 'ORG' }])
})

test('a post that was changed meanwhile is shown as it is now, and nothing is overwritten', async ({
  workbench,
}) => {
  const comparing = await startComparing(workbench)
  await compare(workbench, comparing)
  const { page, press, post, stored, client } = comparing
  await press('Enter')
  await expect(post).toContainText('phoenix')
  const { location } = (await client.call('projects.current', {})) ?? { location: '' }
  const { state } = await client.call('posts.get', { id: 1 })
  // The page asks anew in the next pause; while keys come there is none.
  await page.evaluate(() => {
    setInterval(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' })), 50)
  })
  await client.call('app.setAuthor', { author: 'Eve' })
  await client.call('corrections.save', {
    ...{ project: location, editId: 'eve-was-here', postId: 1, expectedRevision: 1, undoes: null },
    after: { ...state, spans: [] },
  })
  await press('2')
  await expect(post.getByRole('alert')).toContainText('Eve has changed this post since you opened it')
  await expect(post.getByRole('region', { name: 'Third reading' })).toContainText('Kevin Durant')
  expect(await stored(1)).toEqual({ spans: [], status: 'reviewed', author: 'Eve' })
  await press('2')
  await expect(post).toContainText('jaguar')
  expect((await stored(1)).spans).toHaveLength(3)
})
