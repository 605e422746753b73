import type { Locator } from '@playwright/test'
import { startReview } from './reviewing.ts'
import type { Reviewing } from './reviewing.ts'
import { expect, test } from './workbench.ts'

/** Keys each decision may take, counted from the post as it comes up. */
const DECISIONS: readonly {
  readonly decision: string
  readonly keys: readonly string[]
  readonly most: number
  readonly result: readonly string[]
}[] = [
  { decision: 'the post is right', keys: ['Enter'], most: 1, result: ['0-2 PER', '4-5 MISC', '9-11 LOC'] },
  { decision: 'change a label', keys: ['Tab', '2'], most: 2, result: ['0-2 LOC', '4-5 MISC', '9-11 LOC'] },
  {
    decision: 'change a label by letter',
    keys: ['Tab', 'l'],
    most: 2,
    result: ['0-2 LOC', '4-5 MISC', '9-11 LOC'],
  },
  {
    decision: 'move the right edge',
    keys: ['Tab', '}'],
    most: 2,
    result: ['0-3 PER', '4-5 MISC', '9-11 LOC'],
  },
  {
    decision: 'move the left edge',
    keys: ['Tab', ']'],
    most: 2,
    result: ['1-2 PER', '4-5 MISC', '9-11 LOC'],
  },
  {
    decision: 'move the right edge without brackets',
    keys: ['Tab', 'Alt+ArrowRight'],
    most: 2,
    result: ['0-3 PER', '4-5 MISC', '9-11 LOC'],
  },
  { decision: 'delete a span', keys: ['Tab', 'x'], most: 2, result: ['4-5 MISC', '9-11 LOC'] },
  {
    decision: 'add a missed span of two tokens',
    keys: ['End', 'Shift+ArrowLeft', '3'],
    most: 4,
    result: ['0-2 PER', '4-5 MISC', '9-11 LOC', '12-14 ORG'],
  },
]

test('each decision takes no more keys than it may', async ({ workbench }) => {
  const { press, stored, showing } = await startReview(workbench)
  for (const { decision, keys, most, result } of DECISIONS) {
    await test.step(`${decision}: ${keys.join(' ')}`, async () => {
      expect(keys.length).toBeLessThanOrEqual(most)
      await press(...keys)
      const { state } = await stored('phoenix')
      expect(
        (state.spans ?? []).map(({ start, end, type }) => `${String(start)}-${String(end)} ${type}`),
      ).toEqual(result)
      // The next decision starts from the post as it came up.
      await press('u')
      await showing('phoenix')
      await press('Home')
    })
  }
})

test('the keyboard alone goes everywhere', async ({ workbench }) => {
  const { page, post, queue, press, showing }: Reviewing = await startReview(workbench)

  await test.step('arrow keys go by token and by line, Shift extends', async () => {
    await press('ArrowRight', 'ArrowRight')
    await expect(post).toHaveAttribute('aria-activedescendant', 'token-2')
    await press('Shift+ArrowRight', 'Shift+ArrowRight')
    await expect(post.getByRole('option', { selected: true })).toHaveCount(3)
    await press('End', 'ArrowUp')
    await expect(post).not.toHaveAttribute('aria-activedescendant', 'token-13')
    await press('ArrowDown')
    await expect(post).toHaveAttribute('aria-activedescendant', /token-1[0-3]/u)
    await press('Home')
  })

  await test.step('Tab goes through the spans and then leaves the text; Shift+Tab comes back', async () => {
    await press('Tab', 'Tab', 'Tab')
    await expect(post).toBeFocused()
    await press('Tab')
    await expect(page.getByRole('button', { name: 'Accept' })).toBeFocused()
    await press('Shift+Tab')
    await expect(post).toBeFocused()
    await press('Home')
  })

  await test.step('the foot line shows only the keys that work now', async () => {
    const foot = page.getByRole('contentinfo')
    await press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await expect(foot).not.toContainText('left edge')
    await expect(foot).not.toContainText('undo')
    await press('Shift+Tab')
    await expect(foot).toContainText('left edge')
    await press('x')
    await expect(foot).toContainText('undo')
    await press('u', 'Home')
  })

  await test.step('and none of them while text is being typed or a dialogue is open', async () => {
    const hints = page.getByRole('contentinfo').locator('li')
    const hint = (word: string): Locator => hints.filter({ hasText: new RegExp(`: ${word}$`, 'u') })
    await expect(hint('uncertain')).toBeVisible()
    const place = await hint('uncertain').boundingBox()
    await press('/')
    await expect(hint('uncertain')).toBeHidden()
    await expect(hint('token')).toBeHidden()
    await press('Escape')
    await expect(hint('uncertain')).toBeVisible()
    expect(await hint('uncertain').boundingBox()).toEqual(place)
    await press('?')
    await expect(hint('uncertain')).toBeHidden()
    await press('Escape')
    await expect(hint('uncertain')).toBeVisible()
    await page.getByRole('button', { name: 'Accept' }).focus()
    await expect(hint('uncertain')).toBeVisible()
    await expect(hint('token')).toBeHidden()
    await post.focus()
    await expect(hint('token')).toBeVisible()
  })

  await test.step('N goes to what the model was unsure of, over posts', async () => {
    await press('n')
    await expect(post.locator('[data-chosen=true]')).toHaveText(/Phoenix/u)
    await press('n')
    await showing('jaguar')
    await expect(post.locator('[data-chosen=true]')).toHaveText(/Jaguar/u)
    await press('k', 'k')
    await showing('phoenix')
  })

  await test.step('the palette finds a command by its words and runs it', async () => {
    await press('Control+k')
    await page.keyboard.type('next post')
    await expect(page.getByRole('option', { name: /Accept and go to the next post/u })).toBeVisible()
    await press('ArrowDown', 'Enter')
    await showing('lisbon')
    await expect(page.getByRole('dialog')).toBeHidden()
    await press('k')
    await showing('phoenix')
  })

  await test.step('the list of types finds one by its name', async () => {
    await press('Tab', 'y')
    await expect(page.getByRole('dialog', { name: 'Types' }).getByRole('option')).toHaveCount(4)
    await page.keyboard.type('organ')
    await press('Enter')
    await expect(post.getByRole('group', { name: 'Organisation: Kevin Durant, confirmed' })).toBeVisible()
    await press('u', 'Home')
  })

  await test.step('the sheet lists every key and Esc closes it', async () => {
    await press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await expect(sheet).toContainText('Accept and go to the next post')
    await expect(sheet).toContainText('Organisation (ORG)')
    await press('Escape')
    await expect(sheet).toBeHidden()
    await expect(post).toBeFocused()
  })

  await test.step('keys that a control needs stay with the control', async () => {
    await page.getByRole('button', { name: 'Flag' }).focus()
    await press('Enter')
    await showing('phoenix')
    await expect(queue.getByRole('option').first()).toContainText('flagged')
    await press('/')
    await page.keyboard.type('jxk1')
    await expect(page.getByRole('searchbox')).toHaveValue('jxk1')
  })
})
