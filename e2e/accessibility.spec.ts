import { expectAccessible } from './accessible.ts'
import { startReview } from './reviewing.ts'
import type { Reviewing } from './reviewing.ts'
import { expect, test } from './workbench.ts'

const STATES: readonly { readonly state: string; readonly reach: (review: Reviewing) => Promise<void> }[] = [
  { state: 'a post', reach: () => Promise.resolve() },
  { state: 'a chosen span with evidence', reach: ({ press }) => press('Tab', 'Tab', 'e') },
  { state: 'suggestions and a missing picture', reach: ({ press }) => press('j', 'j', 'f') },
  { state: 'unseen tokens and a broken picture', reach: ({ press }) => press('j', 'j', 'j') },
  { state: 'the filter', reach: ({ press }) => press('Shift+f') },
  { state: 'the palette', reach: ({ press }) => press('Control+k') },
  { state: 'the sheet of keys', reach: ({ press }) => press('?') },
  { state: 'the settings', reach: ({ press }) => press('Control+,') },
  { state: 'the time per decision', reach: ({ press }) => press('Enter', 'Shift+t') },
  { state: 'a comment', reach: ({ press }) => press('c') },
  { state: 'the history', reach: ({ press }) => press('h') },
  { state: 'the acceptance of many at once', reach: ({ press }) => press('Shift+A') },
  { state: 'a step of the tour', reach: ({ press }) => press('F1') },
  { state: 'the question before a prediction', reach: ({ press }) => press('Shift+p') },
]

test('axe finds nothing in light and dark colours', async ({ workbench, host }) => {
  test.skip(host !== 'web', 'The page is the same on every host; looking once is enough.')
  test.setTimeout(300_000) // two looks at each of the states, on machines that do much else
  const review = await startReview(workbench)
  for (const { state, reach } of STATES)
    await test.step(state, async () => {
      await review.page.reload()
      await expect(review.post).toBeFocused()
      await reach(review)
      await expectAccessible(review.page)
    })
})

test('a screen reader hears the post, the edit and the saving', async ({ workbench }) => {
  const { page, post, press } = await startReview(workbench)
  const said = page.locator('[role=status][aria-atomic=true]')
  await press('j')
  await expect(said).toHaveText(
    'Post 2 of 40. not reviewed, 1 span. Sunset over Lisbon from the ferry . No filter .',
  )
  await press('Tab', '1')
  await expect(said).toHaveText('Lisbon: Person')
  await press('x')
  await expect(said).toHaveText('Removed Lisbon: Person')
  await expect(post).toHaveAttribute('aria-activedescendant', 'token-2')
})

test('colour is never the only sign: letters and line styles tell spans apart in forced colours', async ({
  workbench,
}) => {
  const { page, post, press } = await startReview(workbench)
  await page.emulateMedia({ forcedColors: 'active' })
  await press('Tab', '2')
  await expect(post.getByText('LOC', { exact: true }).first()).toBeVisible()
  const style = (name: RegExp): Promise<string> =>
    post.getByRole('group', { name }).evaluate((group) => getComputedStyle(group).borderTopStyle)
  expect(await style(/Oracle Arena, predicted/u)).toBe('dashed')
  expect(await style(/Kevin Durant, confirmed/u)).toBe('solid')
})

test('the layout holds from 1000 to 1920 pixels without a sideways scroll', async ({ workbench }) => {
  const { page, post, press } = await startReview(workbench)
  for (const width of [1000, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(post).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  }
  await page.setViewportSize({ width: 1000, height: 800 })
  const queue = page.getByRole('region', { name: 'Queue' })
  await expect(queue).toBeHidden()
  await press('q')
  await expect(queue).toBeVisible()
})
